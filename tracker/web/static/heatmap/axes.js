// Rows and columns of the heatmap, folded as the reader wants, and what is where. Knows no canvas.

export const SIZES = { row: 17, group: 22, folded: 24, pillar: 56, narrowest: 13, widest: 44 };

/** Items along one direction: headings of groups (rows only), single lines, and folded groups. */
function items(codes, names, groups, { folded, heading, line, together, whole }) {
  const found = [];
  let at = 0;
  const put = (item, size) => {
    found.push({ ...item, at, size });
    at += size;
  };
  // A summary of everything comes first.
  put({ code: "", name: whole, within: [...codes.keys()], isFolded: true, isWhole: true }, together);
  for (const [code, word] of Object.entries(groups)) {
    const within = codes.flatMap((one, place) => (one === code ? [place] : []));
    if (!within.length) continue;
    if (folded.has(code)) {
      put({ code, name: word, within, isFolded: true }, together);
      continue;
    }
    if (heading) put({ code, name: word, within, isHeading: true }, heading);
    for (const place of within) put({ code, name: names[place], within: [place], place }, line);
  }
  return { items: found, length: at };
}

export function rowsOf({ states, regions, all }, folded) {
  return items(states.region, states.name, regions, {
    folded,
    whole: all.states,
    heading: SIZES.group,
    line: SIZES.row,
    together: SIZES.folded,
  });
}

/** Columns as wide as there is room for, within limits. */
export function columnsOf({ commitments, pillars, all }, folded, room) {
  const { pillar, title } = commitments;
  const single = pillar.filter((code) => !folded.has(code)).length;
  const groups = new Set(pillar.filter((code) => folded.has(code))).size + 1;
  const wide = Math.floor((room - groups * SIZES.pillar) / Math.max(single, 1));
  const line = Math.min(SIZES.widest, Math.max(SIZES.narrowest, wide));
  const sizes = { heading: 0, line, together: SIZES.pillar };
  return items(pillar, title, pillars, { ...sizes, folded, whole: all.commitments });
}

/** The item at a distance from the start, none beyond the end. */
export function itemAt({ items: found }, distance) {
  return found.findIndex(({ at, size }) => distance >= at && distance < at + size);
}

/** The next item that has cells, in steps of 1 or -1; the same one at the end. */
export function next({ items: found }, from, step) {
  for (let place = from + step; found[place]; place += step) {
    if (!found[place].isHeading) return place;
  }
  return from;
}

/** How many cells of each kind lie where a row and a column meet, by the place of the kind. */
export function countsIn(data, row, column) {
  const counts = new Array(data.kinds.length).fill(0);
  for (const state of row.within) {
    const line = data.cells[state];
    for (const commitment of column.within) {
      const kind = line.charCodeAt(commitment) - 97;
      if (kind >= 0) counts[kind] += 1;
    }
  }
  return counts;
}
