// Draws the charts of a page: the library is fetched once, when the first chart comes near, and each
// chart keeps the room that the page reserved for it. Where drawing fails the table remains.
const { plotly, shapes } = document.currentScript.dataset;
const dark = matchMedia("(prefers-color-scheme: dark)");
const NARROW = 560;
// Paper is narrower than most windows and always white; once it is laid out nothing can be drawn.
const PAPER = { width: 640, ink: "#000" };
let onPaper = false;
const drawn = new Map();
let library;

// The colours in which figures are written, and the names under which the style sheet has them:
// so a figure follows the theme without knowing of it.
const NAMES = {
  "#8c510a": "--l0",
  "#bf812d": "--l1",
  "#dfc27d": "--l2",
  "#80cdc1": "--l3",
  "#01665e": "--l4",
  "#ddd3ec": "--band-0",
  "#bda7d8": "--band-1",
  "#9878bd": "--band-2",
  "#70489c": "--band-3",
  "#472070": "--band-4",
  "#767676": "--mark",
  "#2f7fa8": "--dot",
};

const config = {
  displayModeBar: false,
  showSendToCloud: false,
  displaylogo: false,
  doubleClick: false,
  scrollZoom: false,
  responsive: true,
  topojsonURL: new URL(shapes, location.href).href,
};

function fetchLibrary() {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = plotly;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => reject(new Error("the chart library did not come"));
    document.head.append(script);
  });
  return library;
}

async function fetchFigure(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer.json();
}

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function coloured(value) {
  if (typeof value === "string") return NAMES[value] ? token(NAMES[value]) : value;
  if (Array.isArray(value)) return value.map(coloured);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, coloured(part)]));
}

// The legend is below everything else, from edge to edge, in the order of what it explains.
const LEGEND = {
  xref: "container",
  x: 0,
  xanchor: "left",
  yref: "container",
  y: 0,
  yanchor: "bottom",
  traceorder: "normal",
};

function themed({ data, layout }, place) {
  const { fontFamily: family } = getComputedStyle(document.body);
  const size = place.clientWidth < NARROW ? 12 : layout.font?.size ?? 14;
  const font = { family, size, color: onPaper ? PAPER.ink : token("--ink") };
  const isMap = place.classList.contains("map");
  // Figures are written in the colours for a white ground.
  const paint = onPaper ? (part) => part : coloured;
  return {
    data: paint(data),
    layout: {
      ...paint(layout),
      font,
      ...(onPaper ? { width: PAPER.width } : { autosize: true }),
      // A map is as high as its width allows; anything else as high as its lines need.
      height: isMap ? (onPaper ? PAPER.width * 0.6 : place.clientHeight) : layout.height,
      legend: { ...layout.legend, ...LEGEND },
      hoverlabel: {
        align: "left",
        bgcolor: token("--paper"),
        bordercolor: token("--edge"),
        font: { ...font, size: 14 },
      },
    },
  };
}

/** States without information are hatched, as everywhere: the library cannot do so on maps. */
function hatch(place) {
  const areas = [...place.querySelectorAll(".choroplethlayer path")].filter(
    (area) => /url|, 0\)/.test(getComputedStyle(area).fill),
  );
  const picture = areas[0]?.ownerSVGElement;
  if (!picture) return;
  const id = `hatch-${place.id || "map"}`;
  if (!picture.querySelector(`#${id}`)) {
    picture.insertAdjacentHTML(
      "afterbegin",
      `<pattern id="${id}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="5" height="5" style="fill: var(--hatch-paper)"/><path d="M0 0V5" style="stroke: var(--hatch)"/></pattern>`,
    );
  }
  for (const area of areas) area.style.fill = `url(#${id})`;
}

function follow(event) {
  const target = event.points?.[0]?.customdata;
  const address = Array.isArray(target) ? target.find((part) => /^\/[^/]/.test(part)) : target;
  if (typeof address === "string" && /^\/[^/]/.test(address)) location.assign(address);
}

async function draw(place) {
  try {
    const [Plotly, figure] = await Promise.all([fetchLibrary(), fetchFigure(place.dataset.chart)]);
    const { data, layout } = themed(figure, place);
    place.replaceChildren();
    await Plotly.newPlot(place, data, layout, config);
    place.on("plotly_click", follow);
    place.on("plotly_afterplot", () => hatch(place));
    hatch(place);
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
    const { data, layout } = themed(figure, place);
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
for (const place of document.querySelectorAll("[data-chart]")) near.observe(place);
dark.addEventListener("change", redraw);
addEventListener("beforeprint", () => turnTo(true));
addEventListener("afterprint", () => turnTo(false));
