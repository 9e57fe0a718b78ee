// The form of an action. Each text is kept while it is typed and becomes a draft on the site.
import { element, fill, find, isSignedOut, mark, post, unmark, words } from "./page.js";

const [form, status] = [find("[data-write]"), find("[data-status]")];
const typed = () => Object.fromEntries(new FormData(form));
const isEmpty = (fields) => !["title", "account", "source_1-url"].some((name) => fields[name]?.trim());

/** The part of the page for actions; `page` has the vault, what is known of sending, and `redraw` and `send`. */
export function actions(page) {
  let current = null; // the id of the text in the form
  let writing = Promise.resolve();
  let turn = 0; // counts what was typed

  /** Store what the form holds; one write after the other, so that the last one is the last. */
  function keep() {
    const fields = typed();
    current ??= `field-${crypto.randomUUID()}`;
    const draft = { id: current, fields, at: new Date().toISOString() };
    const mine = ++turn;
    status.replaceChildren();
    writing = writing
      .then(() => (isEmpty(fields) ? page.vault.remove(draft.id) : page.vault.put(draft)))
      .then(() => (isEmpty(fields) ? "" : words.stored))
      .catch(() => words.full)
      .then((text) => {
        if (mine === turn) status.replaceChildren(text); // else more was typed since
      });
    return writing;
  }

  function clear() {
    const { language, organisation } = typed();
    form.reset();
    fill(form, { ...typed(), language, organisation: organisation ?? "" });
    current = null;
    status.replaceChildren();
    unmark(form);
  }

  form.addEventListener("input", keep);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isEmpty(typed())) {
      mark("title", words.empty);
      return document.getElementById("title").focus();
    }
    await keep();
    if (status.textContent === words.full) return;
    clear();
    status.replaceChildren(words.stored);
    await page.redraw();
    await page.send();
  });

  return {
    owns: (draft) => draft.kind === undefined,
    title: (draft) => draft.fields.title || words.untitled,
    isOpen: (id) => id === current,

    open({ organisations }) {
      const options = organisations.map((each) => element("option", each.name, { value: each.id, dir: "auto" }));
      const select = document.getElementById("organisation");
      const chosen = select.value;
      select.replaceChildren(...options);
      if (organisations.some(({ id }) => id === chosen)) select.value = chosen;
      find("[data-organisations]").hidden = organisations.length < 2;
      find("[data-actions]").hidden = !organisations.length;
    },

    async edit(draft) {
      await writing;
      current = draft.id;
      fill(form, draft.fields);
      const { errors = {} } = page.states.get(draft.id) ?? {};
      for (const [name, texts] of Object.entries(errors)) mark(name.replace("source_1.", "source_1-"), texts.join(" "));
      await page.redraw();
      document.getElementById("title").focus();
    },

    async send(draft, known) {
      const answer = await post(words.session, { ...draft.fields, own_key: draft.id }, known);
      if (answer.status === 422) return { text: words.refused, errors: (await answer.json()).errors };
      if (isSignedOut(answer)) return { text: words.signIn };
      if (!answer.ok) return { text: words.failed, again: true };
      await page.vault.remove(draft.id);
      return { text: words.sent, url: (await answer.json()).url, link: words.check, title: draft.fields.title };
    },
  };
}
