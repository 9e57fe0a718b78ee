// Work without a connection: texts are stored sealed on this device, and sent when there is one.
// Each text stays until the server has said that it has it.
import { actions } from "./offline/actions.js";
import { answers } from "./offline/answers.js";
import { forget } from "./offline/forget.js";
import { button, element, find, mark, root, session, words } from "./offline/page.js";
import { create, exists, FORGOTTEN, isSupported, unlock } from "./offline/vault.js";

const AGAIN = 30_000; // milliseconds until what could not be sent is tried again
// What the parts share; ``states`` by id: what is known of sending a text.
const page = { vault: null, states: new Map(), redraw: draw, send };
const kinds = [actions(page), answers(page)];
const kindOf = (draft) => kinds.find((each) => each.owns(draft));

function show(view) {
  for (const part of root.querySelectorAll("[data-view]")) part.hidden = part.dataset.view !== view;
  find("[data-forget]").hidden = !["locked", "open"].includes(view);
}

// The list ------------------------------------------------------------------------------------

/** The texts that nobody is writing at the moment. */
async function waiting() {
  return (await page.vault.drafts()).filter((draft) => !kinds.some((each) => each.isOpen(draft.id)));
}

function item(title, text) {
  const made = element("li");
  made.append(element("strong", title, { dir: "auto" }), " ", element("span", text, { className: "note" }), " ");
  return made;
}

function sentLine({ title, text, url, link }) {
  const made = item(title || words.untitled, text);
  made.append(element("a", link, { href: url }));
  return made;
}

function line(draft) {
  const kind = kindOf(draft);
  const own = kind.state?.(draft);
  const state = own ?? page.states.get(draft.id) ?? { text: words.waiting };
  const made = item(kind.title(draft), state.text);
  const change = button(words.change, () => kind.edit(draft));
  const remove = button(words.delete, async () => {
    if (!confirm(words.sure)) return;
    await page.vault.remove(draft.id);
    await draw();
  });
  for (const way of [...(own?.ways ?? [change]), remove]) made.append(way, " ");
  return made;
}

async function draw() {
  const drafts = await waiting();
  const sent = [...page.states.values()].filter((state) => state.url);
  const list = find("[data-drafts]");
  list.replaceChildren(...sent.map(sentLine), ...drafts.map(line));
  find("[data-list]").hidden = !list.children.length;
  find("[data-send]").hidden = !drafts.length;
}

// Sending -------------------------------------------------------------------------------------

let sending = false;

async function send() {
  if (sending || !page.vault || !navigator.onLine) return;
  sending = true;
  try {
    const drafts = await waiting();
    if (!drafts.length) return;
    const known = await session();
    for (const draft of drafts) {
      if (!known) {
        page.states.set(draft.id, { text: known === null ? words.signIn : words.waiting });
        continue;
      }
      page.states.set(draft.id, { text: words.sending });
      await draw();
      const sent = kindOf(draft).send(draft, known);
      page.states.set(draft.id, await sent.catch(() => ({ text: words.failed, again: true })));
    }
    await draw();
    if ([...page.states.values()].some((state) => state.again)) setTimeout(send, AGAIN);
  } finally {
    sending = false;
  }
}

// Opening -------------------------------------------------------------------------------------

function connection() {
  const place = find("[data-connection]");
  place.textContent = navigator.onLine ? place.dataset.online : place.dataset.offline;
}

/** Learn from the site who is signed in and which reports are open, where there is a connection. */
async function learn() {
  const known = navigator.onLine && (await session());
  if (!known || !page.vault) return;
  const profile = { organisations: known.organisations };
  if (JSON.stringify(profile) !== JSON.stringify(page.vault.profile)) await page.vault.know(profile);
  for (const kind of kinds) {
    await kind.open(page.vault.profile);
    await kind.know?.(known);
  }
}

async function open(opened) {
  page.vault = opened;
  for (const kind of kinds) await kind.open(opened.profile);
  show("open");
  connection();
  await draw();
  await send();
  await learn();
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

find("[data-send]").addEventListener("click", send);
find("[data-begin]").addEventListener("submit", begin);
find("[data-unlock]").addEventListener("submit", unlocked);
find("[data-forget] button").addEventListener("click", () => {
  if (!confirm(words.forgetSure)) return;
  page.vault = null;
  forget().then(() => location.reload());
});
for (const name of ["online", "offline"]) addEventListener(name, connection);
addEventListener("online", () => send().then(learn));

// Somebody signed out on another page: the key in this page's memory goes as well.
let isLeaving = false;
addEventListener(FORGOTTEN, () => {
  isLeaving = true;
});
new BroadcastChannel(FORGOTTEN).addEventListener("message", () => isLeaving || location.reload());

async function start() {
  if (!isSupported()) return show("unsupported");
  if (await exists()) {
    show("locked");
    return document.getElementById("passphrase").focus();
  }
  off(await session());
}

start().catch(() => show("unsupported"));
