// The heatmap of states by commitments: fetched once in columns, drawn on a canvas, walked with the
// arrow keys. What it says of a cell stands below it in words, and is read out as one moves.
import { fetchFigure } from "./charts/fetching.js";
import { View } from "./heatmap/view.js";

const KEYS = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};

function frame(place, { label }) {
  place.replaceChildren();
  place.insertAdjacentHTML(
    "afterbegin",
    `<div class="folds"></div>
     <div class="window" role="application" tabindex="0"><canvas aria-hidden="true"></canvas><div class="spacer"></div></div>
     <p class="readout" aria-live="polite"></p>`,
  );
  const area = place.querySelector(".window");
  area.ariaLabel = label;
  return area;
}

/** The words for a place where a row and a column meet, and where it leads. */
function told(view, { row: down, column: along }) {
  const { data } = view;
  const [row, column] = [view.rows.items[down], view.columns.items[along]];
  const where = `${row.name} · ${column.name}`;
  if (!row.isFolded && !column.isFolded) {
    const kind = data.kinds[data.cells[row.place].charCodeAt(column.place) - 97];
    if (!kind) return { where };
    const [path, query] = data.page.split("?");
    const address = `${path}/${data.states.iso3[row.place]}/${data.commitments.reference[column.place]}${query ? `?${query}` : ""}`;
    return { where, what: kind.word, address };
  }
  const counts = view.countsOf(row, column);
  const parts = counts.flatMap((count, place) =>
    count ? [`${data.kinds[place].word} ${count}`] : [],
  );
  return { where, what: parts.join(", ") };
}

function read(place, view, at) {
  const { where, what, address } = told(view, at);
  const line = place.querySelector(".readout");
  line.textContent = what ? `${where}: ` : where;
  if (!what) return;
  const words = document.createElement(address ? "a" : "strong");
  if (address) words.href = address;
  words.textContent = what;
  line.append(words);
}

function folds(place, view, changed) {
  const holder = place.querySelector(".folds");
  const groups = [
    [view.data.states.region, view.data.regions],
    [view.data.commitments.pillar, view.data.pillars],
  ];
  holder.append(`${place.dataset.fold}: `);
  for (const [codes, names] of groups) {
    for (const [code, word] of Object.entries(names)) {
      if (!codes.includes(code)) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "quiet";
      button.textContent = word;
      button.dataset.code = code;
      button.ariaPressed = String(view.folded.has(code));
      button.addEventListener("click", () => changed(code));
      holder.append(button);
    }
  }
}

function listen(place, area, view, fold) {
  area.addEventListener("scroll", () => view.draw(), { passive: true });
  area.addEventListener("pointermove", (event) => {
    const at = view.cellAt(event);
    area.style.cursor = at || view.groupAt(event) ? "pointer" : "default";
    if (!at || (view.focus?.row === at.row && view.focus.column === at.column)) return;
    view.put(at);
    read(place, view, at);
  });
  area.addEventListener("click", (event) => {
    const at = view.cellAt(event);
    if (at) open(view, at, fold);
    else if (view.groupAt(event)) fold(view.groupAt(event));
  });
  area.addEventListener("focus", () => {
    if (!view.focus && area.matches(":focus-visible")) view.move(0, 0);
    if (view.focus) read(place, view, view.focus);
  });
  area.addEventListener("keydown", (event) => keyed(event, place, view, fold));
}

function keyed(event, place, view, fold) {
  const step = KEYS[event.key];
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (step) view.move(step[0], view.rtl ? -step[1] : step[1]);
  else if (event.key === "Home") view.put({ row: view.focus.row, column: 0 });
  else if (event.key === "End") view.put({ ...view.focus, column: view.columns.items.length - 1 });
  else if (event.key === "PageDown") for (let n = 0; n < 20; n += 1) view.move(1, 0);
  else if (event.key === "PageUp") for (let n = 0; n < 20; n += 1) view.move(-1, 0);
  else if (event.key === "Enter" && view.focus) open(view, view.focus, fold);
  else return;
  event.preventDefault();
  if (!view.focus) return;
  view.reveal();
  read(place, view, view.focus);
}

/** A cell leads to its page; a folded one is opened out. */
function open(view, at, fold) {
  const { address } = told(view, at);
  const [row, column] = [view.rows.items[at.row], view.columns.items[at.column]];
  if (address && window.top !== window) window.open(address, "_blank", "noopener");
  else if (address) location.assign(address);
  else if (row.isFolded && !row.isWhole) fold(row.code);
  else if (column.isFolded && !column.isWhole) fold(column.code);
}

async function begin(place) {
  const { cells, folded, failed } = place.dataset;
  try {
    const data = await fetchFigure(cells);
    const area = frame(place, place.dataset);
    const view = new View(area, data, new Set(folded ? folded.split(",") : []));
    const fold = (code) => {
      if (!view.folded.delete(code)) view.folded.add(code);
      place.dataset.folded = [...view.folded].join(",");
      for (const button of place.querySelectorAll(".folds button")) {
        button.ariaPressed = String(view.folded.has(button.dataset.code));
      }
      view.focus = null;
      view.layOut();
      place.dispatchEvent(new CustomEvent("folded", { bubbles: true }));
    };
    folds(place, view, fold);
    listen(place, area, view, fold);
    new ResizeObserver(() => view.layOut()).observe(area);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => view.layOut());
    document.fonts.ready.then(() => view.layOut());
  } catch {
    place.classList.add("failed");
    place.textContent = failed;
    const table = place.closest("figure")?.querySelector("details");
    if (table) table.open = true;
  }
}

const all = (root) => root.querySelectorAll("[data-cells]").forEach(begin);
all(document);
document.addEventListener("renewed", ({ target }) => all(target));
