// The whole heatmap as one drawing, every state and every commitment: one path for each kind of cell.
const LABELS = 150;
const HEAD = 170;
const ROW = 10;
const KEY = 22;

const escaped = (text) =>
  String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
// What has no colour has a pattern of its own, as in the key of the page.
const STROKES = {
  no_information: "M0 4L4 0M-1 1L1 -1M3 5L5 3",
  not_compared: "M0 4L4 0M-1 1L1 -1M3 5L5 3",
  membership_unknown: "M1.5 2h1",
  not_applicable: "M0 2h3",
  not_assessed: "M0 0L4 4M0 4L4 0",
  said_not_applicable: "M1 2h2M2 1v2",
  dated: "M0 0L4 4",
};

function paint(kind) {
  if (kind.colour) return kind.colour;
  return STROKES[kind.code] ? `url(#cells-${kind.code})` : "none";
}

/** The drawing as markup, and how high it is. */
export function matrixPicture({ states, commitments, kinds, cells }, width) {
  const column = (width - LABELS) / commitments.reference.length;
  const paths = kinds.map((kind, place) => {
    const letter = String.fromCharCode(97 + place);
    const boxes = cells.flatMap((line, row) =>
      [...line].flatMap((cell, at) => {
        if (cell !== letter) return [];
        const x = (LABELS + at * column).toFixed(1);
        return [`M${x} ${HEAD + row * ROW}h${(column - 0.5).toFixed(1)}v${ROW - 0.5}h-${(column - 0.5).toFixed(1)}z`];
      }),
    );
    const edge = paint(kind) === "none" ? ' stroke="#dcd9d1" stroke-width="0.4"' : "";
    return `<path d="${boxes.join("")}" fill="${paint(kind)}"${edge}/>`;
  });
  const names = states.name.map(
    (name, row) =>
      `<text x="${LABELS - 5}" y="${HEAD + row * ROW + 8}" font-size="8.5" text-anchor="end" fill="#1c2024">${escaped(name.length > 34 ? `${name.slice(0, 33)}…` : name)}</text>`,
  );
  const titles =
    column < 5
      ? []
      : commitments.title.map((title, at) => {
          const x = (LABELS + (at + 0.5) * column + 2).toFixed(1);
          return `<text transform="translate(${x} ${HEAD - 4}) rotate(-90)" font-size="${Math.min(9, column + 1).toFixed(1)}" fill="#565c63">${escaped(title.length > 34 ? `${title.slice(0, 33)}…` : title)}</text>`;
        });
  const bottom = HEAD + cells.length * ROW + 14;
  const perLine = 5;
  const key = kinds.map((kind, place) => {
    const x = (place % perLine) * (width / perLine);
    const y = bottom + Math.floor(place / perLine) * KEY;
    return `<rect x="${x}" y="${y}" width="18" height="12" fill="${paint(kind)}" stroke="#767676" stroke-width="0.6"/><text x="${x + 24}" y="${y + 11}" font-size="12.5" fill="#1c2024">${escaped(kind.word)}</text>`;
  });
  const height = bottom + Math.ceil(kinds.length / perLine) * KEY;
  const patterns = Object.entries(STROKES).map(
    ([code, path]) =>
      `<pattern id="cells-${code}" width="4" height="4" patternUnits="userSpaceOnUse"><rect width="4" height="4" fill="#fff"/><path d="${path}" stroke="#8e8b84" stroke-width="0.7" fill="none"/></pattern>`,
  );
  const parts = [...patterns, ...paths, ...names, ...titles, ...key].join("");
  return {
    parts: [`<svg width="${width}" height="${height}" class="main-svg">${parts}</svg>`],
    height,
  };
}
