import { Copies, drop } from "./offline/copies.js";

// Saves an entry as it is typed. What the server has not taken yet is kept on this device, encrypted,
// under a name that tells person, report and commitment, until it is saved or the person signs out.
const WAIT = 1200; // milliseconds after the last key
const AGAIN = 8000;
const LARGEST_FAREWELL = 60000; // characters; browsers send no more than that after a page is left

const form = document.querySelector("form[data-editor]");
const plain = (text) => text.replace(/\r\n?/g, "\n").normalize("NFC").trim();
const filled = (words, values) => words.replace(/\{(\w+)\}/g, (_all, name) => values[name]);

/** What is typed, as pairs, without what belongs to the page rather than to the entry. */
function typed() {
  const pairs = [...new FormData(form)].filter(([name]) => !["csrf_token", "version"].includes(name));
  return pairs.map(([name, value]) => [name, value.replace(/\r\n?/g, "\n")]);
}

function fill(pairs) {
  form.dispatchEvent(new CustomEvent("restore", { detail: pairs }));
  for (const field of form.elements) {
    if (!field.name || ["csrf_token", "version"].includes(field.name)) continue;
    const values = pairs.filter(([name]) => name === field.name).map(([, value]) => value);
    if (["radio", "checkbox"].includes(field.type)) field.checked = values.includes(field.value);
    else if (field.type !== "hidden" && field.type !== "submit") field.value = values[0] ?? "";
  }
}

function start() {
  const words = form.dataset;
  const copies = new Copies(words.copiesKey);
  const status = form.querySelector("[data-status]");
  const version = form.elements.version;
  // What was typed when the session had ended is shown again and still has to be saved.
  const isUnsaved = "unsaved" in words;
  let saved = isUnsaved ? "" : JSON.stringify(typed());
  let unanswered = null; // what was sent last, while no answer has come
  let timer = null;
  let running = null;
  let kept = true;

  const isDirty = () => JSON.stringify(typed()) !== saved;

  function say(text, action) {
    status.replaceChildren(text);
    if (action) status.append(" ", action);
  }

  function keep() {
    copies.write(words.key, { version: version.value, fields: typed() }).then((done) => {
      kept = done;
    });
  }

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  function mark(suffix, texts, words_) {
    for (const place of document.querySelectorAll(`[id$="-${suffix}"]`)) {
      const told = texts[place.id.slice(0, -suffix.length - 1)];
      place.hidden = !told;
      place.textContent = told ? filled(words_, { what: [told].flat().join(" ") }) : "";
      if (suffix === "errors") place.closest(".field")?.classList.toggle("faulty", Boolean(told));
    }
  }

  function accept(answer, sent) {
    version.value = answer.version;
    saved = sent;
    unanswered = null;
    document.getElementById("errors")?.remove();
    mark("errors", answer.errors ?? {}, "{what}");
    mark("missing", answer.missing, words.missing);
    const finished = filled(words.progressWords, answer);
    document.querySelectorAll("[data-progress]").forEach((each) => (each.textContent = finished));
    document.querySelectorAll("progress").forEach((each) => (each.value = answer.finished));
    document.querySelectorAll("[data-done]").forEach((each) => (each.textContent = answer.done_words));
    const time = new Date(answer.at).toLocaleTimeString(document.documentElement.lang, {
      hour: "2-digit",
      minute: "2-digit",
      hour12: false,
      numberingSystem: "latn",
    });
    say(filled(words.saved, { time }));
    form.dispatchEvent(new CustomEvent("saved", { detail: answer }));
    if (isDirty()) later(WAIT);
    else drop(words.key);
  }

  /** Our own text may have arrived although its answer was lost; then nobody else wrote. */
  function isOurs(stored) {
    if (!stored || !unanswered) return false;
    const mine = Object.fromEntries(JSON.parse(unanswered));
    return Object.entries(stored).every(([name, text]) => plain(text) === plain(mine[name] ?? ""));
  }

  function refuse(code, answer) {
    if (code === 409 && isOurs(answer.stored)) {
      version.value = answer.version;
      later(0);
    } else if (code === 409 && answer.closed) {
      say(filled(words.closed, { status: answer.closed }));
    } else if (code === 409) {
      const both = document.createElement("button");
      both.type = "button";
      both.textContent = words.both;
      both.addEventListener("click", () => form.submit());
      say(words.conflict, both);
    } else if (code === 422) {
      mark("errors", answer.errors, "{what}");
      say(words.refused);
    }
  }

  function ended() {
    const way = document.createElement("a");
    way.href = words.signIn;
    way.textContent = words.signInWords;
    say(words.ended, way);
  }

  async function send(extra) {
    const sent = JSON.stringify(typed());
    const body = new FormData(form);
    if (extra) body.append(...extra);
    const unsure = unanswered;
    unanswered = sent;
    let answer;
    try {
      answer = await fetch(form.action, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        redirect: "manual",
      });
    } catch {
      unanswered = unsure ?? sent;
      say(words.offline);
      return later(AGAIN);
    }
    if (answer.type === "opaqueredirect" || answer.status === 404) return ended();
    if (answer.status === 400) return say(words.old);
    if (answer.status === 413) return say(words.refused);
    if (![200, 409, 422].includes(answer.status)) {
      say(words.failed);
      return later(AGAIN);
    }
    const told = await answer.json();
    unanswered = unsure ?? sent;
    if (answer.status !== 200) return refuse(answer.status, told);
    accept(told, sent);
    if (extra && told.go && !isDirty()) location.assign(told.go);
  }

  async function save(extra) {
    clearTimeout(timer);
    await running;
    running = send(extra);
    await running;
    running = null;
  }

  form.addEventListener("input", () => {
    keep();
    later(WAIT);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const by = event.submitter;
    keep();
    save(by?.name ? [by.name, by.value] : undefined);
  });
  addEventListener("online", () => isDirty() && later(0));
  addEventListener("beforeunload", (event) => {
    if (!kept && isDirty()) event.preventDefault();
  });
  addEventListener("pagehide", () => {
    if (!isDirty() || saved.length + JSON.stringify(typed()).length > LARGEST_FAREWELL) return;
    const headers = { Accept: "application/json" };
    fetch(form.action, { method: "POST", body: new FormData(form), headers, keepalive: true }).catch(() => {});
  });

  const address = new URL(location.href);
  if (address.searchParams.has("done")) {
    // What the server has just taken needs no copy; a reload of this page must not say so again.
    if (address.searchParams.get("done") === "saved") drop(words.key);
    address.searchParams.delete("done");
    history.replaceState(null, "", address);
  }
  if (isUnsaved) later(WAIT);
  restore();

  async function restore() {
    const copy = await copies.read(words.key);
    if (!copy || document.getElementById("errors")) return;
    if (JSON.stringify(copy.fields) === saved) {
      drop(words.key);
    } else {
      fill(copy.fields);
      version.value = copy.version;
      say(words.restored);
      later(WAIT);
    }
  }
}

if (form) start();

// Where both texts are shown, giving up one's own gives up its copy as well.
const given = document.querySelector("[data-give-up]");
given?.addEventListener("click", () => drop(given.dataset.giveUp));
