// Actions written without a connection: stored sealed on this device, sent when there is one.
// Each text is kept while it is typed. It stays until the server has said that it has it.
import { forget } from "./offline/forget.js";
import { create, exists, isSupported, unlock } from "./offline/vault.js";

const root = document.getElementById("offline");
const words = root.dataset;
const find = (selector) => root.querySelector(selector);
const [form, list, status] = [find("[data-write]"), find("[data-drafts]"), find("[data-status]")];
const AGAIN = 30_000; // milliseconds until what could not be sent is tried again
let vault = null;
let current = null; // the id of the text in the form
let writing = Promise.resolve();
let turn = 0; // counts what was typed
const states = new Map(); // by id: what is known of sending a text

function show(view) {
  for (const part of root.querySelectorAll("[data-view]")) part.hidden = part.dataset.view !== view;
  find("[data-forget]").hidden = !["locked", "open"].includes(view);
}

function mark(name, text) {
  const place = document.getElementById(`${name}-errors`);
  if (!place) return;
  place.hidden = !text;
  place.textContent = text ?? "";
  document.getElementById(name)?.setAttribute("aria-invalid", String(Boolean(text)));
}

/** Who is signed in: {csrf_token, organisations}; null without a session; undefined without a connection. */
async function session() {
  try {
    const answer = await fetch(words.session, { headers: { Accept: "application/json" }, redirect: "manual" });
    if (!answer.ok) return answer.status >= 500 ? undefined : null;
    const known = await answer.json();
    document.querySelector("[name=csrf_token]").value = known.csrf_token;
    return known;
  } catch {
    return undefined;
  }
}

function element(name, text, more = {}) {
  const made = Object.assign(document.createElement(name), more);
  if (text) made.textContent = text;
  return made;
}

// Writing -------------------------------------------------------------------------------------

const typed = () => Object.fromEntries(new FormData(form));
const isEmpty = (fields) => !["title", "account", "source_1-url"].some((name) => fields[name]?.trim());

/** Store what the form holds; one write after the other, so that the last one is the last. */
function keep() {
  const fields = typed();
  current ??= `field-${crypto.randomUUID()}`;
  const draft = { id: current, fields, at: new Date().toISOString() };
  const mine = ++turn;
  status.replaceChildren();
  writing = writing
    .then(() => (isEmpty(fields) ? vault.remove(draft.id) : vault.put(draft)))
    .then(() => (isEmpty(fields) ? "" : words.stored))
    .catch(() => words.full)
    .then((text) => {
      if (mine === turn) status.replaceChildren(text); // else more was typed since
    });
  return writing;
}

function fill(fields) {
  for (const field of form.elements) {
    if (!field.name) continue;
    if (field.type === "checkbox") field.checked = fields[field.name] === field.value;
    else field.value = fields[field.name] ?? "";
  }
}

function clear() {
  const { language, organisation } = typed();
  form.reset();
  fill({ ...typed(), language, organisation: organisation ?? "" });
  current = null;
  status.replaceChildren();
  for (const place of form.querySelectorAll("[id$=-errors]")) mark(place.id.slice(0, -7), "");
}

// The list ------------------------------------------------------------------------------------

function button(text, act) {
  const made = element("button", text, { type: "button", className: "plain" });
  made.addEventListener("click", act);
  return made;
}

function line(draft) {
  const state = states.get(draft.id) ?? { text: words.waiting };
  const made = element("li");
  made.append(element("strong", draft.fields.title || words.untitled, { dir: "auto" }), " ");
  const told = element("span", state.text, { className: "note" });
  made.append(told, " ");
  if (state.url) {
    made.append(element("a", words.check, { href: state.url }));
    return made;
  }
  made.append(button(words.change, () => edit(draft)), " ");
  made.append(button(words.delete, () => confirm(words.sure) && vault.remove(draft.id).then(draw)));
  return made;
}

async function draw() {
  const drafts = (await vault.drafts()).filter((each) => each.id !== current);
  const sent = [...states].filter(([, state]) => state.url).map(([id, state]) => ({ id, fields: { title: state.title } }));
  list.replaceChildren(...sent.map(line), ...drafts.map(line));
  find("[data-list]").hidden = !list.children.length;
  find("[data-send]").hidden = !drafts.length;
}

async function edit(draft) {
  await writing;
  current = draft.id;
  fill(draft.fields);
  const { errors = {} } = states.get(draft.id) ?? {};
  for (const [name, texts] of Object.entries(errors)) mark(name.replace("source_1.", "source_1-"), texts.join(" "));
  await draw();
  document.getElementById("title").focus();
}

// Sending -------------------------------------------------------------------------------------

async function sendOne(draft, known) {
  const body = new FormData();
  for (const [name, text] of Object.entries(draft.fields)) body.append(name, text);
  body.append("own_key", draft.id);
  body.append("csrf_token", known.csrf_token);
  const answer = await fetch(words.session, {
    method: "POST",
    body,
    headers: { Accept: "application/json" },
    redirect: "manual",
  });
  if (answer.status === 422) return { text: words.refused, errors: (await answer.json()).errors };
  if (answer.type === "opaqueredirect" || answer.status === 403) return { text: words.signIn };
  if (!answer.ok) return { text: words.failed, again: true };
  await vault.remove(draft.id);
  return { text: words.sent, url: (await answer.json()).url, title: draft.fields.title };
}

let sending = false;

async function send() {
  if (sending || !vault || !navigator.onLine) return;
  sending = true;
  try {
    const drafts = (await vault.drafts()).filter((each) => each.id !== current);
    if (!drafts.length) return;
    const known = await session();
    for (const draft of drafts) {
      if (!known) {
        states.set(draft.id, { text: known === null ? words.signIn : words.waiting });
        continue;
      }
      states.set(draft.id, { text: words.sending });
      await draw();
      states.set(draft.id, await sendOne(draft, known).catch(() => ({ text: words.failed, again: true })));
    }
    await draw();
    if ([...states.values()].some((state) => state.again)) setTimeout(send, AGAIN);
  } finally {
    sending = false;
  }
}

// Opening -------------------------------------------------------------------------------------

function connection() {
  const place = find("[data-connection]");
  place.textContent = navigator.onLine ? place.dataset.online : place.dataset.offline;
}

async function open(opened) {
  vault = opened;
  const organisations = vault.profile.organisations;
  const select = document.getElementById("organisation");
  select.replaceChildren(...organisations.map((each) => element("option", each.name, { value: each.id, dir: "auto" })));
  find("[data-organisations]").hidden = organisations.length < 2;
  show("open");
  connection();
  await draw();
  await send();
}

async function begin(event) {
  event.preventDefault();
  const [first, second] = ["new-passphrase", "repeated-passphrase"].map((name) => document.getElementById(name));
  mark(first.id, first.value.length < 8 ? words.short : "");
  mark(second.id, first.value === second.value ? "" : words.different);
  if (first.value.length < 8) return first.focus();
  if (first.value !== second.value) return second.focus();
  const known = await session();
  if (!known) return off(known);
  const opened = await create(first.value, { organisations: known.organisations });
  event.target.reset();
  await navigator.serviceWorker.register(words.worker);
  await navigator.storage?.persist?.().catch(() => false); // Asked for; a browser may refuse.
  await open(opened);
}

async function unlocked(event) {
  event.preventDefault();
  const field = document.getElementById("passphrase");
  const opened = await unlock(field.value);
  mark(field.id, opened ? "" : words.wrong);
  if (!opened) return field.select();
  event.target.reset();
  await open(opened);
}

function off(known) {
  show("off");
  find("[data-signed-out]").hidden = Boolean(known);
  find("[data-begin]").hidden = !known;
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
  await draw();
  await send();
});
find("[data-send]").addEventListener("click", send);
find("[data-begin]").addEventListener("submit", begin);
find("[data-unlock]").addEventListener("submit", unlocked);
find("[data-forget] button").addEventListener("click", () => {
  if (!confirm(words.forgetSure)) return;
  vault = null;
  forget().then(() => location.reload());
});
for (const name of ["online", "offline"]) addEventListener(name, connection);
addEventListener("online", send);

async function start() {
  if (!isSupported()) return show("unsupported");
  if (await exists()) {
    show("locked");
    return document.getElementById("passphrase").focus();
  }
  off(await session());
}

start().catch(() => show("unsupported"));
