// Two versions of an answer beside each other. Nothing is sent before the writer has chosen.
import { button, element, find, words } from "./page.js";

const titleOf = (form, name) =>
  (form.querySelector(`label[for="${name}"]`) ?? form.querySelector(`#${name} legend`))?.textContent ?? name;

/** A stored value as readers see it: of a choice, its words. */
function shown(form, name, value) {
  const radio = form.querySelector(`[name="${name}"][type=radio][value="${CSS.escape(value)}"]`);
  return radio?.closest("label").querySelector("strong").textContent ?? (value || words.nothing);
}

const isText = (form, name) => form.elements[name]?.tagName === "TEXTAREA";

function version(name, side, isChosen, content) {
  const made = element("div");
  const radio = element("input", "", { type: "radio", name: `take-${name}`, value: side, checked: isChosen });
  const label = element("label", "", { className: "choice" });
  label.append(radio, " ", element("span", side === "theirs" ? words.theirs : words.mine));
  made.append(label, content);
  return made;
}

function field(form, draft, name) {
  const [theirs, mine] = [draft.theirs.cells[name] ?? "", draft.fields[name] ?? ""];
  const made = element("fieldset", "", { className: "field both" });
  const title = titleOf(form, name);
  const isMine = mine !== (draft.base[name] ?? "");
  let own = element("p", shown(form, name, mine), { className: "told" });
  if (isText(form, name)) {
    own = element("textarea", "", { name, value: mine, rows: 5, dir: "auto" });
    own.setAttribute("aria-label", title);
  }
  made.append(
    element("legend", title),
    version(name, "theirs", !isMine, element("p", shown(form, name, theirs), { className: "told", dir: "auto" })),
    version(name, "mine", isMine, own),
  );
  return made;
}

/** Show both versions of a draft; `act` gets the fields that the writer chose. */
export function compare(form, draft, act) {
  const place = find("[data-compare]");
  const chooser = element("form", "", { className: "editor two-texts" });
  // In the order of the form; what it does not show comes last.
  const names = new Set([...[...form.elements].map((each) => each.name), ...Object.keys(draft.base)]);
  const differing = [...names].filter(
    (name) => name in draft.base && (draft.theirs.cells[name] ?? "") !== (draft.fields[name] ?? ""),
  );
  const close = () => {
    place.hidden = true;
    place.querySelector("form").remove();
  };
  chooser.append(...differing.map((name) => field(form, draft, name)));
  const send = element("p", "", { className: "send" });
  send.append(element("button", words.choose, { type: "submit" }), " ");
  send.append(
    button(words.keepTheirs, () => {
      close();
      act(draft.theirs.cells);
    }),
  );
  chooser.append(send);
  chooser.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = new FormData(chooser);
    const pick = (name) =>
      given.get(`take-${name}`) === "theirs" ? (draft.theirs.cells[name] ?? "") : (given.get(name) ?? draft.fields[name]);
    close();
    act({ ...draft.fields, ...Object.fromEntries(differing.map((name) => [name, pick(name)])) });
  });
  place.querySelector("form")?.remove();
  place.querySelector("[data-compare-title]").textContent = draft.title;
  place.append(chooser);
  place.hidden = false;
  place.querySelector("h2").focus();
}
