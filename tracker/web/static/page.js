// Small comforts; every page works without them.

// An address says what was chosen and nothing else: empty fields are not sent.
for (const form of document.querySelectorAll("form:not([method=post])")) {
  form.addEventListener("submit", () => {
    const empty = [...form.elements].filter((field) => field.name && field.value === "");
    for (const field of empty) field.disabled = true;
    // Coming back by the browser's own button must find the fields usable.
    setTimeout(() => empty.forEach((field) => (field.disabled = false)));
  });
}

// On paper nothing is folded away, but for a report card, which is few pages and says where the rest is.
addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("main details:not([open])")) {
    if (folded.closest(".report-card")) continue;
    folded.open = true;
    folded.dataset.unfolded = "";
  }
});
addEventListener("afterprint", () => {
  for (const unfolded of document.querySelectorAll("details[data-unfolded]")) {
    unfolded.open = false;
    delete unfolded.dataset.unfolded;
  }
});

// Suggestions come with the first search box that gets the focus, so that no page waits for them.
function fetchSuggestions({ target }) {
  if (!target.dataset?.suggestScript) return;
  removeEventListener("focusin", fetchSuggestions);
  const script = document.createElement("script");
  script.src = target.dataset.suggestScript;
  document.head.append(script);
}
addEventListener("focusin", fetchSuggestions);
if (document.activeElement) fetchSuggestions({ target: document.activeElement });
