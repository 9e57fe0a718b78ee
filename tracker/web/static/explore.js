// Saves the reader the reload: what is chosen is fetched as the page that a plain form would open, and
// its part is put in place of the old one. The address says the choice, and Back undoes it.
const place = document.querySelector("[data-explore]");
let waiting;

function addressOf(form) {
  const given = [...new FormData(form)].filter(([, text]) => text !== "");
  const query = new URLSearchParams(given).toString();
  return form.action.split("?")[0] + (query ? `?${query}` : "");
}

function remembered() {
  return {
    focus: document.activeElement?.id,
    open: [...place.querySelectorAll("details")].map((one) => one.open),
  };
}

function restored({ focus, open }) {
  place.querySelectorAll("details.rules").forEach((one) => (one.open ||= open[0] ?? false));
  if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
}

async function show(address, { keep } = {}) {
  waiting?.abort();
  waiting = new AbortController();
  place.ariaBusy = "true";
  try {
    const answer = await fetch(address, { signal: waiting.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-explore]");
    if (!answer.ok || !fresh) return void location.assign(address);
    const before = remembered();
    place.replaceChildren(...document.importNode(fresh, true).childNodes);
    document.querySelector(".reading")?.replaceWith(page.querySelector(".reading"));
    document.title = page.title;
    if (!keep) history.pushState(null, "", answer.url);
    restored(before);
    begin();
    place.dispatchEvent(new CustomEvent("renewed", { bubbles: true }));
  } catch (trouble) {
    if (trouble.name !== "AbortError") location.assign(address);
    return;
  }
  place.ariaBusy = "false";
}

/** A year on the slider is the last day of that year, this year's is today. */
function slide(slider) {
  const isNow = slider.value === slider.dataset.now;
  slider.form.elements.as_of.value = isNow ? "" : `${slider.value}-12-31`;
}

function told(slider) {
  const isNow = slider.value === slider.dataset.now;
  const { today, end } = slider.dataset;
  place.querySelector(".slider output").value = isNow ? today : end.replace("YYYY", slider.value);
}

function begin() {
  const form = place.querySelector("form");
  const slider = form.querySelector("[type=range]");
  slider.addEventListener("input", () => told(slider));
  form.addEventListener("change", ({ target }) => {
    if (target === slider) slide(slider);
    show(addressOf(form));
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(addressOf(form));
  });
  for (const link of place.querySelectorAll(".tabs a")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show(link.href);
    });
  }
}

/** What is folded together is a choice like any other, and needs nothing from the server. */
place.addEventListener("folded", ({ target }) => {
  const address = new URL(location.href);
  const { folded } = target.dataset;
  if (folded) address.searchParams.set("folded", folded);
  else address.searchParams.delete("folded");
  history.pushState(null, "", address);
  const form = place.querySelector("form");
  const field = form.elements.folded ?? form.appendChild(document.createElement("input"));
  Object.assign(field, { type: "hidden", name: "folded", value: folded });
});

begin();
addEventListener("popstate", () => show(location.href, { keep: true }));
