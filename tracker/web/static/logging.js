// Commitments of an action: a ticked suggestion becomes a question at once, without the page being
// made anew. Whatever is chosen here is plain fields of the form, which editor.js saves.
const form = document.querySelector("form.logging");
const chosen = form.querySelector("[data-chosen]");
const suggested = form.querySelector("[data-suggested]");
const pattern = document.querySelector("template[data-pattern]");
const changed = () => form.dispatchEvent(new Event("input", { bubbles: true }));
const holder = (reference) => chosen.querySelector(`[data-bearing="${CSS.escape(reference)}"]`);

/** The question about one commitment, made from the empty one that the page brought along. */
function ask(reference, told = {}) {
  if (holder(reference)) return holder(reference);
  const made = pattern.content.cloneNode(true).firstElementChild;
  made.dataset.bearing = reference;
  for (const field of made.querySelectorAll("[name], [value]")) {
    if (field.name.endsWith("-REFERENCE")) field.name = field.name.replace("REFERENCE", reference);
    if (field.value === "REFERENCE") field.value = reference;
  }
  const [legend, drop] = [made.querySelector("legend"), made.querySelector("[data-drop]")];
  const note = document.createElement("span");
  note.className = "note";
  note.textContent = [reference, told.source].filter(Boolean).join(" · ");
  legend.replaceChildren(told.title ? `${told.title} ` : "", note);
  drop.textContent = drop.textContent.replace("REFERENCE", reference);
  if (told.statement) {
    const statement = document.createElement("p");
    statement.className = "meaning";
    statement.textContent = told.statement;
    legend.nextElementSibling.after(statement);
  }
  chosen.append(made);
  return made;
}

form.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-offer]") || !target.checked) return;
  const made = ask(target.value, target.dataset);
  target.closest("li").remove();
  made.querySelector("input[type=radio]").focus({ preventScroll: true });
  made.scrollIntoView({ block: "nearest" });
  changed();
});

form.addEventListener("click", (event) => {
  const drop = event.target.closest("[data-drop]");
  if (!drop) return;
  event.preventDefault();
  drop.closest("[data-bearing]").remove();
  changed();
});

// What is only context shows no level.
form.addEventListener("change", ({ target }) => {
  const whole = target.closest("[data-bearing]");
  if (!whole || !target.name.startsWith("polarity-")) return;
  const levels = whole.querySelector(".levels-choice");
  levels.hidden = target.value === "context" && target.checked;
});

form.addEventListener("saved", ({ detail }) => {
  if (detail.suggested && !suggested.contains(document.activeElement)) suggested.innerHTML = detail.suggested;
});

// What is brought back from this device may name commitments that the page does not ask about yet.
form.addEventListener("restore", ({ detail }) => {
  const kept = detail.filter(([name]) => name === "commitment").map(([, value]) => value);
  kept.forEach((reference) => ask(reference));
});

for (const each of chosen.querySelectorAll("[name^='polarity-']:checked")) {
  each.dispatchEvent(new Event("change", { bubbles: true }));
}

// A link to a field inside something folded away opens it.
function unfold() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let folded = target?.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
  if (target) target.scrollIntoView();
}
addEventListener("hashchange", unfold);
unfold();
