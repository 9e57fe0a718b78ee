// What can be done with a chart by a script alone: pictures of it, and addresses put into the
// clipboard. The buttons are there from the start and shown once they can work.
import { fetchFigure } from "./fetching.js";
import { save } from "./picture.js";

async function saved({ currentTarget: button }) {
  const place = document.querySelector(
    `#${CSS.escape(button.dataset.of)} :is([data-chart], [data-cells], [data-world])`,
  );
  button.disabled = true;
  try {
    const { chartFile, cells } = place.dataset;
    const chart = place.dataset.chart ?? chartFile;
    const matrix = cells && (await fetchFigure(cells));
    const figure = await fetchFigure(chart ?? matrix.chart);
    const map = place.querySelector("svg[data-of]");
    await save({ ...figure, matrix, map }, button.dataset.picture);
  } catch {
    button.textContent = place.dataset.failed;
  } finally {
    button.disabled = false;
  }
}

async function copied({ currentTarget: button }) {
  const { copy, copied: done } = button.dataset;
  const text = copy.startsWith("/") ? new URL(copy, location.href).href : copy;
  await navigator.clipboard.writeText(text);
  const words = button.textContent;
  button.textContent = done;
  setTimeout(() => (button.textContent = words), 2500);
}

export function offer(root = document) {
  for (const button of root.querySelectorAll("[data-picture]")) button.onclick = saved;
  const within = root.querySelectorAll("[data-copy]");
  for (const button of within) button.onclick = copied;
  for (const place of root.querySelectorAll(".scripted")) {
    const copies = place.matches("[data-copy]") || place.querySelector("[data-copy]");
    // A page that was not sent over a safe way has no clipboard.
    place.hidden = Boolean(copies) && !navigator.clipboard;
  }
}
