// Answers of a State report. A report is taken along while there is a connection. An answer is sent
// over the version that was taken along; where somebody changed it since, both are shown.
import { compare } from "./compare.js";
import { button, element, fill, find, isSignedOut, mark, post, unmark, words } from "./page.js";

const [form, status, choice] = [find("[data-answer]"), find("[data-answer-status]"), find("[data-commitment]")];
const idOf = (report, commitment) => `answer|${report}|${commitment}`;
const plain = (text) => (text ?? "").replaceAll("\r\n", "\n").trim();
const isSame = (one, other) => Object.keys(one).every((name) => plain(one[name]) === plain(other[name]));
const blank = (cells) => Object.fromEntries(Object.keys(cells).map((name) => [name, ""]));

/** The part of the page for answers; `page` as for actions. */
export function answers(page) {
  let reports = []; // taken along
  let current = null; // the draft in the form
  let writing = Promise.resolve();
  let turn = 0;

  const entryOf = ({ report, commitment }) =>
    reports.find((each) => each.reference === report)?.entries.find((each) => each.commitment === commitment);

  /** What the site is now known to have for an entry. */
  async function learn(draft, cells, version) {
    const entry = entryOf(draft);
    if (!entry) return;
    Object.assign(entry, { cells, version });
    await page.vault.putReport(reports.find((each) => each.reference === draft.report));
  }

  function keep() {
    const draft = { ...current, fields: { ...current.base, ...Object.fromEntries(new FormData(form)) } };
    delete draft.theirs;
    draft.at = new Date().toISOString();
    current = draft;
    const isUnchanged = isSame(draft.base, draft.fields);
    const mine = ++turn;
    status.replaceChildren();
    writing = writing
      .then(() => (isUnchanged ? page.vault.remove(draft.id) : page.vault.put(draft)))
      .then(() => (isUnchanged ? "" : words.stored))
      .catch(() => words.full)
      .then((text) => {
        if (mine === turn) status.replaceChildren(text);
      });
    return writing;
  }

  /** Show an entry in the form: what was written of it here, else what the site has. */
  async function show(report, entry, stored) {
    await writing;
    const { commitment, title, url, version, cells } = entry;
    current = stored ?? { kind: "answer", id: idOf(report, commitment), report, commitment, title, url, version };
    current.base ??= cells;
    current.fields ??= cells;
    fill(form, current.fields);
    choice.value = current.id;
    unmark(form);
    status.replaceChildren();
    find("[data-statement]").textContent = entry.statement ?? "";
    find("[data-entry]").hidden = false;
    const { errors = {} } = page.states.get(current.id) ?? {};
    for (const [name, texts] of Object.entries(errors)) mark(name, texts.join(" "));
    page.states.delete(current.id);
    await page.redraw();
  }

  function close() {
    current = null;
    form.reset();
    unmark(form);
    find("[data-entry]").hidden = true;
  }

  async function chosen() {
    const id = choice.value;
    if (!id) {
      close();
      return page.redraw();
    }
    const [, report, commitment] = id.split("|");
    const stored = (await page.vault.drafts()).find((each) => each.id === id);
    await show(report, entryOf({ report, commitment }), stored);
  }

  function drawChoices() {
    const groups = reports.map((report) => {
      const group = element("optgroup", "", { label: report.title });
      const option = ({ commitment, title }) =>
        element("option", `${title} (${commitment})`, { value: idOf(report.reference, commitment) });
      group.append(...report.entries.map(option));
      return group;
    });
    const kept = choice.value;
    choice.replaceChildren(choice.options[0], ...groups);
    choice.value = kept;
    form.hidden = !reports.length;
  }

  async function take(open) {
    try {
      const answer = await fetch(open.url, { headers: { Accept: "application/json" }, redirect: "manual" });
      if (!answer.ok) throw new Error(String(answer.status));
      await page.vault.putReport({ ...(await answer.json()), at: new Date().toISOString() });
      await begin();
      drawReports([open], words.stored);
    } catch {
      find("[data-take-status]").replaceChildren(words.notTaken);
    }
  }

  /** The reports that can be taken along; a report that is no draft any more leaves the device. */
  function drawReports(open, text = "") {
    const line = (each) => {
      const made = element("li");
      const isHere = reports.some(({ reference }) => reference === each.reference);
      made.append(element("strong", each.title, { dir: "auto" }), " ");
      if (isHere) made.append(element("span", words.stored, { className: "note" }), " ");
      made.append(button(isHere ? words.refresh : words.take, () => take(each)));
      return made;
    };
    find("[data-take-status]").replaceChildren(text);
    const lines = new Map([...find("[data-open-reports]").children].map((each) => [each.dataset.reference, each]));
    for (const each of open) {
      const made = line(each);
      made.dataset.reference = each.reference;
      lines.set(each.reference, made);
    }
    find("[data-open-reports]").replaceChildren(...lines.values());
  }

  async function begin() {
    reports = await page.vault.reports();
    drawChoices();
    find("[data-reports]").hidden = !(reports.length || find("[data-open-reports]").children.length);
  }

  choice.addEventListener("change", chosen);
  form.addEventListener("input", ({ target }) => target !== choice && current && keep());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!current) return choice.focus();
    await keep();
    if (status.textContent === words.full) return;
    close();
    choice.focus();
    await page.redraw();
    await page.send();
  });

  async function done(draft, version) {
    await page.vault.remove(draft.id);
    await learn(draft, draft.fields, version);
    return { text: words.saved, url: draft.url, link: words.openAnswer, title: draft.title };
  }

  async function send(draft, known, isAgain = false) {
    if (draft.theirs) return { text: words.conflict };
    const answer = await post(draft.url, { ...draft.fields, version: draft.version, only: "texts" }, known);
    if (answer.status === 422) return { text: words.refused, errors: (await answer.json()).errors };
    if (isSignedOut(answer)) return { text: words.signIn };
    if (answer.status !== 409) {
      return answer.ok ? done(draft, (await answer.json()).version) : { text: words.failed, again: true };
    }
    const told = await answer.json();
    if (told.closed) return { text: words.closed.replace("{status}", told.closed) };
    const cells = told.stored ?? { ...blank(draft.base), survivors: draft.base.survivors };
    // An answer whose receipt was lost, or both wrote the same.
    if (isSame(cells, draft.fields)) return done(draft, told.version);
    // Something else of the entry was changed, and no text of this form.
    if (isSame(cells, draft.base) && !isAgain) return send({ ...draft, version: told.version }, known, true);
    await page.vault.put({ ...draft, theirs: { cells, version: told.version } });
    return { text: words.conflict };
  }

  function resolve(draft) {
    const { cells, version } = draft.theirs;
    compare(form, draft, async (fields) => {
      await learn(draft, cells, version);
      page.states.delete(draft.id);
      if (isSame(cells, fields)) await page.vault.remove(draft.id);
      else await page.vault.put({ ...draft, fields, base: cells, version, theirs: undefined });
      await page.redraw();
      await page.send();
    });
  }

  return {
    owns: (draft) => draft.kind === "answer",
    title: (draft) => draft.title,
    isOpen: (id) => id === current?.id,
    open: begin,
    state: (draft) => draft.theirs && { text: words.conflict, ways: [button(words.both, () => resolve(draft))] },

    async know({ reports: open = [] }) {
      const waiting = new Set((await page.vault.drafts()).map((each) => each.report));
      const isOver = ({ reference }) => !waiting.has(reference) && !open.some((each) => each.reference === reference);
      for (const each of reports.filter(isOver)) await page.vault.removeReport(each.reference);
      find("[data-open-reports]").replaceChildren();
      await begin();
      drawReports(open);
      await begin();
    },

    async edit(draft) {
      await show(draft.report, entryOf(draft) ?? draft, draft);
      form.querySelector("[name=choice]").focus();
    },

    send,
  };
}
