// Suggestions below a search box: the combobox with a list of the ARIA Authoring Practices. Fetched by
// page.js when a box with data-suggest gets the focus; without it each form searches as it always does.
const PAUSE = 150; // milliseconds after the last key
const SHORTEST = 2; // letters; one of a script without spaces
let count = 0;

function addressFor(input) {
  const address = new URL(input.dataset.suggest, location.href);
  for (const field of input.form.querySelectorAll("input[type=hidden]")) {
    if (field.name !== "kind") address.searchParams.append(field.name, field.value);
  }
  address.searchParams.set("q", input.value.trim());
  return address.href;
}

function combobox(input) {
  const list = document.createElement("ul");
  const status = document.createElement("p");
  const known = new Map();
  let timer, request, active = -1;

  list.id = `suggestions-${++count}`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
  status.className = "hidden";
  status.setAttribute("role", "status");
  input.removeAttribute("list");
  input.autocomplete = "off";
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.parentElement.classList.add("suggesting");
  input.after(list, status);

  const choose = (place) => {
    const options = [...list.children];
    active = place;
    options.forEach((option, number) => option.setAttribute("aria-selected", number === place));
    if (options[place]) {
      input.setAttribute("aria-activedescendant", options[place].id);
      options[place].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    clearTimeout(timer);
    request?.abort();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  };
  const show = (found) => {
    list.replaceChildren(
      ...found.map(({ text, kind, address }, number) => {
        const option = document.createElement("li");
        const note = document.createElement("span");
        const name = document.createElement("bdi");
        option.id = `${list.id}-${number}`;
        option.setAttribute("role", "option");
        option.dataset.address = address;
        name.textContent = text;
        note.textContent = kind;
        option.append(name, " ", note);
        return option;
      }),
    );
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    status.textContent = found.length ? `${found.length} ${input.dataset.suggested ?? ""}` : "";
    choose(-1);
  };
  const ask = async () => {
    const address = addressFor(input);
    request?.abort();
    request = new AbortController();
    try {
      if (!known.has(address)) {
        const answer = await fetch(address, { signal: request.signal });
        if (!answer.ok) return close();
        known.set(address, (await answer.json()).suggestions);
      }
      if (document.activeElement === input && addressFor(input) === address) show(known.get(address));
    } catch (error) {
      // A newer request took its place, or the line is down: the form still searches.
      if (error.name !== "AbortError") close();
    }
  };
  const typed = () => {
    const text = input.value.trim();
    clearTimeout(timer);
    if (text.length < SHORTEST && !/\p{Script=Han}/u.test(text)) return close();
    timer = setTimeout(ask, PAUSE);
  };

  input.addEventListener("input", typed);
  input.addEventListener("blur", close);
  const move = (forward) => {
    const last = list.children.length - 1;
    if (list.hidden) return typed();
    if (forward) return choose(active < last ? active + 1 : -1);
    choose(active < 0 ? last : active - 1);
  };
  const open = (option) => location.assign(option.dataset.address);
  // Each key answers whether it was used; what is not goes to the browser.
  const keys = {
    ArrowDown: () => !move(true),
    ArrowUp: () => !move(false),
    Enter: () => active >= 0 && !open(list.children[active]),
    Escape: () => !list.hidden && !close(),
  };

  input.addEventListener("keydown", (event) => {
    if (!event.isComposing && keys[event.key]?.()) event.preventDefault();
  });
  // The box keeps the focus, so that a press on an option is no blur.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => {
    const option = target.closest("[role=option]");
    if (option) open(option);
  });
  input.setAttribute("aria-expanded", "false");
  if (input.value && document.activeElement === input && input.value !== input.defaultValue) typed();
}

for (const input of document.querySelectorAll("input[data-suggest]")) combobox(input);
