// What the parts of the page for work without a connection share.
export const root = document.getElementById("offline");
export const words = root.dataset;
export const find = (selector) => root.querySelector(selector);

export function element(name, text, more = {}) {
  const made = Object.assign(document.createElement(name), more);
  if (text) made.textContent = text;
  return made;
}

export function button(text, act) {
  const made = element("button", text, { type: "button", className: "plain" });
  made.addEventListener("click", act);
  return made;
}

/** Show what is wrong beside a field; without a text, nothing is. */
export function mark(name, text) {
  const place = document.getElementById(`${name}-errors`);
  if (!place) return;
  place.hidden = !text;
  place.textContent = text ?? "";
  const field = document.getElementById(name);
  if (field && field.tagName !== "FIELDSET") field.setAttribute("aria-invalid", String(Boolean(text)));
}

export function unmark(form) {
  for (const place of form.querySelectorAll("[id$=-errors]")) mark(place.id.slice(0, -7), "");
}

export function fill(form, fields) {
  for (const field of form.elements) {
    if (!field.name) continue;
    if (["checkbox", "radio"].includes(field.type)) field.checked = fields[field.name] === field.value;
    else field.value = fields[field.name] ?? "";
  }
}

/** Who is signed in: {csrf_token, organisations, reports}; null without a session; undefined without a connection. */
export async function session() {
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

export function post(address, fields, known) {
  const body = new FormData();
  for (const [name, text] of Object.entries(fields)) body.append(name, text);
  body.append("csrf_token", known.csrf_token);
  return fetch(address, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
}

/** Whether the answer says that nobody who may do this is signed in. */
export const isSignedOut = (answer) => answer.type === "opaqueredirect" || [401, 403, 404].includes(answer.status);
