// Draws the charts of a page: the library is fetched once, when the first chart comes near, and each
// chart keeps the room that the page reserved for it. Where drawing fails the table remains.
import { offer } from "./charts/actions.js";
import { fetchFigure } from "./charts/fetching.js";
import { config, fetchLibrary } from "./charts/library.js";
import { themed } from "./charts/theme.js";

const dark = matchMedia("(prefers-color-scheme: dark)");
// Paper is narrower than most windows and always white; once it is laid out nothing can be drawn.
const PAPER = 640;
let onPaper = false;
const drawn = new Map();

function dressed(figure, place) {
  const paper = onPaper ? PAPER : undefined;
  return themed(figure, { width: place.clientWidth, paper });
}

function follow(event) {
  const target = event.points?.[0]?.customdata;
  const address = Array.isArray(target) ? target.find((part) => /^\/[^/]/.test(part)) : target;
  if (typeof address !== "string" || !/^\/[^/]/.test(address)) return;
  if (window.top === window) location.assign(address);
  else window.open(address, "_blank", "noopener");
}

async function draw(place) {
  try {
    const [Plotly, figure] = await Promise.all([fetchLibrary(), fetchFigure(place.dataset.chart)]);
    const { data, layout } = dressed(figure, place);
    place.replaceChildren();
    await Plotly.newPlot(place, data, layout, config);
    place.on("plotly_click", follow);
    drawn.set(place, figure);
  } catch {
    fail(place);
  }
}

function fail(place) {
  place.removeAttribute("role");
  place.removeAttribute("aria-labelledby");
  place.classList.add("failed");
  place.textContent = place.dataset.failed;
  const folded = place.closest("figure")?.querySelector("details");
  if (folded) folded.open = true;
}

function redraw() {
  for (const [place, figure] of drawn) {
    const { data, layout } = dressed(figure, place);
    window.Plotly.react(place, data, layout, config);
  }
}

function turnTo(paper) {
  onPaper = paper;
  redraw();
}

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      draw(target);
    }
  },
  { rootMargin: "400px" },
);

function begin(root = document) {
  for (const place of root.querySelectorAll("[data-chart]")) near.observe(place);
  offer(root);
}

begin();
dark.addEventListener("change", redraw);
addEventListener("beforeprint", () => turnTo(true));
addEventListener("afterprint", () => turnTo(false));
// A part of a page that was put in anew has charts of its own.
document.addEventListener("renewed", ({ target }) => {
  for (const place of drawn.keys()) if (!place.isConnected) drawn.delete(place);
  begin(target);
});
