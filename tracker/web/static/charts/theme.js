// From the figure that the server wrote to the one that this page shows: its colours, letters, width
// and direction of writing.

// The colours in which figures are written, and the names under which the style sheet has them:
// so a figure follows the theme without knowing of it.
export const NAMES = {
  "#6a3b05": "--l0",
  "#bb7d2b": "--l1",
  "#e3c98a": "--l2",
  "#66b8ab": "--l3",
  "#017067": "--l4",
  "#ddd3ec": "--band-0",
  "#bda7d8": "--band-1",
  "#9878bd": "--band-2",
  "#70489c": "--band-3",
  "#472070": "--band-4",
  "#efecf3": "--past-band-0",
  "#e0dae6": "--past-band-1",
  "#cfc6d8": "--past-band-2",
  "#bdb1c8": "--past-band-3",
  "#ab9cb8": "--past-band-4",
  "#2d6a9f": "--apart-0",
  "#9dc3e0": "--apart-1",
  "#e4e2dc": "--apart-2",
  "#e3b3c8": "--apart-3",
  "#a23b72": "--apart-4",
  "#a9c9db": "--said",
  "#46597a": "--judged",
  "#d6dde2": "--past",
  "#767676": "--mark",
  "#2f7fa8": "--dot",
};
const NARROW = 560;
export const rightToLeft = () => getComputedStyle(document.documentElement).direction === "rtl";
export const token = (name) =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function coloured(value) {
  if (typeof value === "string") return NAMES[value] ? token(NAMES[value]) : value;
  if (Array.isArray(value)) return value.map(coloured);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, coloured(part)]));
}

const opposite = { left: "right", right: "left" };
const isAxis = (name, letter) => new RegExp(`^${letter}axis\\d*$`).test(name);

function turnedAxis(axis) {
  if (axis.range) return { ...axis, range: [...axis.range].reverse() };
  return axis.autorange === false ? axis : { ...axis, autorange: "reversed" };
}

function turnedNote(note) {
  const turned = { ...note, align: opposite[note.align] ?? note.align };
  if (note.xref === "paper") turned.x = 1 - note.x;
  if (note.xanchor in opposite) turned.xanchor = opposite[note.xanchor];
  if (note.xshift) turned.xshift = -note.xshift;
  return turned;
}

/** The same figure read from right to left. */
function turned(layout) {
  const parts = Object.entries(layout).map(([name, part]) => {
    if (isAxis(name, "x")) return [name, turnedAxis(part)];
    if (isAxis(name, "y")) return [name, { ...part, side: opposite[part.side ?? "left"] }];
    if (name === "annotations") return [name, part.map(turnedNote)];
    if (name === "margin") return [name, { ...part, l: part.r, r: part.l }];
    return [name, part];
  });
  return Object.fromEntries(parts);
}

/** On a phone every second label of the years is enough. */
function fitted(layout, narrow) {
  const step = layout.xaxis?.dtick;
  return narrow && step ? { ...layout, xaxis: { ...layout.xaxis, dtick: 2 * step } } : layout;
}

/**
 * The figure as drawn on the page. With `paper`, its width in pixels, it is drawn for white paper:
 * figures are written in the colours for that.
 */
export function themed({ data, layout }, { width, paper }) {
  const { fontFamily: family } = getComputedStyle(document.body);
  const narrow = !paper && width < NARROW;
  const size = narrow ? 12 : (layout.font?.size ?? 14);
  const font = { family, size, color: paper ? "#000" : token("--ink") };
  const paint = paper ? (part) => part : coloured;
  const own = rightToLeft() ? turned(layout) : layout;
  return {
    data: paint(data),
    layout: {
      ...paint(fitted(own, narrow)),
      font,
      ...(paper ? { width: paper } : { autosize: true }),
      height: layout.height,
      // The page has a key of its own above the plot.
      showlegend: false,
      hoverlabel: {
        align: rightToLeft() ? "right" : "left",
        bgcolor: token("--paper"),
        bordercolor: token("--edge"),
        font: { ...font, size: 14 },
      },
    },
  };
}
