// How a cell looks: a small picture for each kind, made once for each size and theme.
import { NAMES, token } from "../charts/theme.js";

const UNKNOWN = new Set(["no_information", "not_compared"]);

function onTop(colour) {
  const parts = colour.match(/^#(..)(..)(..)$/);
  if (!parts) return token("--ink");
  const [red, green, blue] = parts.slice(1).map((part) => parseInt(part, 16));
  return red * 0.299 + green * 0.587 + blue * 0.114 > 140 ? "#14171a" : "#fff";
}

export function colours() {
  const names = ["paper", "ink", "quiet", "rule", "edge", "accent", "hatch", "hatch-paper", "shade"];
  return Object.fromEntries(names.map((name) => [name, token(`--${name}`)]));
}

export const colourOf = (kind) =>
  kind.colour && NAMES[kind.colour] ? token(NAMES[kind.colour]) : kind.colour;

/** Fills an area with what stands for a kind, without its sign. */
export function fill(pen, kind, look, x, y, width, height) {
  const colour = colourOf(kind);
  if (colour) {
    pen.fillStyle = colour;
    pen.fillRect(x, y, width, height);
  } else if (UNKNOWN.has(kind.code)) {
    pen.fillStyle = look["hatch-paper"];
    pen.fillRect(x, y, width, height);
    pen.strokeStyle = look.rule;
    pen.lineWidth = 0.5;
    pen.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
  }
}

// What has neither colour nor room for its sign: drawn as in the key, one step of 4 pixels.
const STROKES = {
  membership_unknown: (pen, x, y) => pen.rect(x + 1, y + 1, 1, 1),
  not_applicable: (pen, x, y) => pen.rect(x, y + 2, 3, 0.5),
  not_assessed: (pen, x, y) => pen.rect(x + 1, y, 0.6, 4),
  said_not_applicable: (pen, x, y) => pen.rect(x, y + 1, 0.6, 3),
  dated: (pen, x, y) => pen.rect(x + 1, y + 1, 1.5, 1.5),
  not_yet_due: () => {},
};

/** Fills an area of a folded cell, where signs have no room. */
function fillPart(pen, kind, look, x, y, width, height) {
  const stroke = STROKES[kind.code];
  if (!stroke) return fill(pen, kind, look, x, y, width, height);
  pen.save();
  pen.beginPath();
  pen.rect(x, y, width, height);
  pen.clip();
  pen.beginPath();
  for (let across = x; across < x + width; across += 4) {
    for (let down = y; down < y + height; down += 4) stroke(pen, across, down);
  }
  pen.fillStyle = look.quiet;
  pen.fill();
  pen.restore();
}

/** One picture for each kind. */
export function sprites(kinds, look, width, height, family) {
  const sharp = window.devicePixelRatio || 1;
  return kinds.map((kind) => {
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * sharp);
    canvas.height = Math.round(height * sharp);
    const pen = canvas.getContext("2d");
    pen.scale(sharp, sharp);
    fill(pen, kind, look, 0.5, 0.5, width - 1, height - 1);
    if (kind.sign) {
      const colour = colourOf(kind);
      pen.fillStyle = colour ? onTop(colour) : look.quiet;
      pen.font = `${Math.min(11, height - 5)}px ${family}`;
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      pen.fillText(kind.sign, width / 2, height / 2 + 0.5, width - 2);
    }
    return canvas;
  });
}

/** The parts of a folded cell, as long as their shares: along it where it is wide, else upwards. */
export function stack(pen, counts, kinds, look, { x, y, width, height }) {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (!total) return;
  const along = width > height;
  const length = (along ? width : height) - 2;
  let at = 0;
  counts.forEach((count, place) => {
    const size = (count / total) * length;
    if (!size) return;
    if (along) fillPart(pen, kinds[place], look, x + 1 + at, y + 2, size, height - 4);
    else fillPart(pen, kinds[place], look, x + 1, y + 1 + length - at - size, width - 2, size);
    at += size;
  });
  pen.strokeStyle = look.rule;
  pen.lineWidth = 1;
  pen.strokeRect(x + 0.5, y + (along ? 1.5 : 0.5), width - 1, height - (along ? 3 : 1));
}
