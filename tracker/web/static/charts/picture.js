// A chart as a picture to take along: with its question, its answer, for which day it is, where it is
// from and under which licence. Drawn anew at one width and on white, whatever the reader's screen is.
import { config, fetchLibrary } from "./library.js";
import { mapPicture } from "./map_picture.js";
import { matrixPicture } from "./matrix_picture.js";
import { rightToLeft, themed } from "./theme.js";

const WIDTH = 1000;
const EDGE = 32;
const INSIDE = WIDTH - 2 * EDGE;
const SHARP = 2; // pixels of a PNG for each of the picture
const INK = "#1c2024";
const QUIET = "#565c63";

const escaped = (text) =>
  String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Lines of text that fit, one below another from `top`; returns their markup and where they end. */
function lines(text, { top, size, weight = 400, colour = INK, family }) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${weight} ${size}px ${family}`;
  const rows = [];
  for (const word of String(text).split(/\s+/)) {
    const longer = rows.length ? `${rows.at(-1)} ${word}` : word;
    if (rows.length && pen.measureText(longer).width <= INSIDE) rows[rows.length - 1] = longer;
    else rows.push(word);
  }
  const rtl = rightToLeft();
  const x = rtl ? WIDTH - EDGE : EDGE;
  const step = size * 1.4;
  const markup = rows.map(
    (row, place) =>
      `<text x="${x}" y="${top + size + place * step}"${rtl ? ' direction="rtl"' : ""} font-size="${size}" font-weight="${weight}" fill="${colour}">${escaped(row)}</text>`,
  );
  return { markup: markup.join(""), bottom: top + rows.length * step };
}

/** The plot, drawn where nobody sees it, as the parts of one picture. */
async function plot(figure) {
  const Plotly = await fetchLibrary();
  const place = document.createElement("div");
  place.id = "chart-being-saved";
  place.className = "unseen";
  place.ariaHidden = "true";
  document.body.append(place);
  try {
    const { data, layout } = themed(figure, { paper: INSIDE });
    layout.showlegend = Boolean(figure.layout.showlegend);
    await Plotly.newPlot(place, data, layout, { ...config, responsive: false, staticPlot: true });
    // The library's legend needs as much room as its names turn out to need.
    const legend = place.querySelector(".legend")?.getBBox().height ?? 0;
    if (legend) {
      const margin = { ...layout.margin, b: (layout.margin.b ?? 0) + legend + 12 };
      await Plotly.relayout(place, { height: layout.height + legend + 12, margin });
    }
    const parts = [...place.querySelectorAll("svg.main-svg")].map((part) =>
      new XMLSerializer().serializeToString(part),
    );
    return { parts, height: place.clientHeight };
  } finally {
    Plotly.purge(place);
    place.remove();
  }
}

/** The letters that this page uses, within the picture: elsewhere nobody has them. */
async function letters() {
  const loaded = new Set(performance.getEntriesByType("resource").map(({ name }) => name));
  const faces = [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules].map((rule) => [rule, sheet.href]))
    .filter(([rule]) => rule instanceof CSSFontFaceRule);
  const texts = faces.map(async ([rule, base]) => {
    const address = rule.cssText.match(/url\("?([^")]+)"?\)/)?.[1];
    const whole = address && new URL(address, base).href;
    if (!whole || !loaded.has(whole)) return "";
    const blob = await (await fetch(whole)).blob();
    const data = await new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.readAsDataURL(blob);
    });
    return rule.cssText.replace(address, data);
  });
  return (await Promise.all(texts)).join("\n");
}

function drawing(figure) {
  if (figure.matrix) return matrixPicture(figure.matrix, INSIDE);
  return figure.map ? mapPicture(figure.map, INSIDE) : plot(figure);
}

/** The whole picture as SVG text with its size. */
async function compose(figure) {
  const { fontFamily: family } = getComputedStyle(document.body);
  const put = (text, top, more) => lines(text, { top, family, ...more });
  const title = put(figure.title, EDGE - 6, { size: 26, weight: 700 });
  const told = put(figure.sentence, title.bottom + 4, { size: 17 });
  const about = put(figure.subtitle, told.bottom + 4, { size: 14, colour: QUIET });
  const drawn = await drawing(figure);
  const top = about.bottom + 14;
  const note = put(figure.note ?? "", top + drawn.height + 10, { size: 13, colour: QUIET });
  const credit = put(`${figure.credit} ${figure.meta.address}`, note.bottom + 4, { size: 13 });
  const height = Math.ceil(credit.bottom + EDGE - 12);
  const parts = drawn.parts.map((part) => part.replace("<svg ", `<svg x="${EDGE}" y="${top}" `));
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="${escaped(family)}">
<title>${escaped(figure.title)}</title><desc>${escaped(`${figure.sentence} ${figure.subtitle} ${figure.credit}`)}</desc>
<style>${await letters()}</style>
<rect width="${WIDTH}" height="${height}" fill="#fff"/>
${title.markup}${told.markup}${about.markup}${parts.join("")}${note.markup}${credit.markup}</svg>`;
  return { text, height };
}

/** The picture as dots. */
async function rastered({ text, height }) {
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = WIDTH * SHARP;
    canvas.height = height * SHARP;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Save a chart as `kind`, "png" or "svg". */
export async function save(figure, kind) {
  const picture = await compose(figure);
  const blob =
    kind === "png" ? await rastered(picture) : new Blob([picture.text], { type: "image/svg+xml" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${figure.name}-${figure.meta.as_of}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
