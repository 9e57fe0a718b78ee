// One heatmap: a canvas as large as its window onto the cells, drawn anew as one scrolls. Labels of
// states and commitments stay in view because they are drawn last. Knows nothing of addresses.
import { columnsOf, countsIn, itemAt, next, rowsOf, SIZES } from "./axes.js";
import { colours, sprites, stack } from "./paint.js";

const HEAD = 208; // pixels above the cells: pillars and titles
const BAND = 24; // of these, the pillars

export class View {
  constructor(place, data, folded) {
    Object.assign(this, { place, data, folded, focus: null });
    this.canvas = place.querySelector("canvas");
    this.spacer = place.querySelector(".spacer");
    this.pen = this.canvas.getContext("2d");
    this.rtl = getComputedStyle(place).direction === "rtl";
    this.layOut();
  }

  /** Rows, columns and pictures anew: the window, the theme or what is folded has changed. */
  layOut() {
    const { clientWidth: width, clientHeight: height } = this.place;
    const { fontFamily } = getComputedStyle(document.body);
    this.width = width;
    this.height = height;
    this.family = fontFamily;
    this.labels = width < 560 ? 92 : 176;
    this.rows = rowsOf(this.data, this.folded);
    this.columns = columnsOf(this.data, this.folded, width - this.labels);
    this.look = colours();
    const single = this.columns.items.find((column) => !column.isFolded);
    const cell = single?.size ?? SIZES.narrowest;
    this.pictures = sprites(this.data.kinds, this.look, cell, SIZES.row, this.family);
    this.counts = new Map();
    const sharp = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(width * sharp);
    this.canvas.height = Math.round(height * sharp);
    this.canvas.style.inlineSize = `${width}px`;
    this.canvas.style.blockSize = `${height}px`;
    this.spacer.style.inlineSize = `${this.labels + this.columns.length}px`;
    this.spacer.style.blockSize = `${HEAD + this.rows.length}px`;
    this.spacer.style.marginBlockStart = `${-height}px`;
    this.draw();
  }

  /** Once for each frame, however often it is asked for. */
  draw() {
    this.asked ??= requestAnimationFrame(() => {
      this.asked = undefined;
      this.paint();
    });
  }

  get scroll() {
    return { x: Math.abs(this.place.scrollLeft), y: this.place.scrollTop };
  }

  /** From the start of a line to the left of the canvas, whichever way the page is read. */
  left(start, width) {
    return this.rtl ? this.width - start - width : start;
  }

  paint() {
    const { pen, look } = this;
    const sharp = window.devicePixelRatio || 1;
    pen.setTransform(sharp, 0, 0, sharp, 0, 0);
    pen.direction = this.rtl ? "rtl" : "ltr";
    pen.fillStyle = look.paper;
    pen.fillRect(0, 0, this.width, this.height);
    this.paintCells();
    this.paintHead();
    this.paintLabels();
    pen.fillStyle = look.paper;
    pen.fillRect(this.left(0, this.labels), 0, this.labels, HEAD);
    pen.strokeStyle = look.ink;
    pen.lineWidth = 1;
    pen.beginPath();
    pen.moveTo(0, HEAD - 0.5);
    pen.lineTo(this.width, HEAD - 0.5);
    pen.stroke();
  }

  seen(axis, scrolled, room) {
    return axis.items
      .map((item, place) => ({ item, place }))
      .filter(({ item }) => item.at + item.size > scrolled && item.at < scrolled + room);
  }

  paintCells() {
    const { x, y } = this.scroll;
    const rows = this.seen(this.rows, y, this.height - HEAD);
    const columns = this.seen(this.columns, x, this.width - this.labels);
    for (const { item: row, place: down } of rows) {
      const top = HEAD + row.at - y;
      if (row.isHeading) continue;
      for (const { item: column, place: along } of columns) {
        const left = this.left(this.labels + column.at - x, column.size);
        this.paintCell(row, column, left, top);
        if (this.focus?.row === down && this.focus.column === along) {
          this.ring(left, top, column.size, row.size);
        }
      }
    }
  }

  paintCell(row, column, left, top) {
    const { pen, data, look } = this;
    if (!row.isFolded && !column.isFolded) {
      const kind = data.cells[row.place].charCodeAt(column.place) - 97;
      if (kind >= 0) pen.drawImage(this.pictures[kind], left, top, column.size, row.size);
      return;
    }
    const area = { x: left, y: top, width: column.size, height: row.size };
    stack(pen, this.countsOf(row, column), data.kinds, look, area);
  }

  countsOf(row, column) {
    const name = `${row.at} ${column.at}`;
    if (!this.counts.has(name)) this.counts.set(name, countsIn(this.data, row, column));
    return this.counts.get(name);
  }

  ring(left, top, width, height) {
    const { pen, look } = this;
    pen.strokeStyle = look.paper;
    pen.lineWidth = 5;
    pen.strokeRect(left, top, width, height);
    pen.strokeStyle = look.accent;
    pen.lineWidth = 3;
    pen.strokeRect(left, top, width, height);
  }

  paintHead() {
    const { pen, look } = this;
    const { x } = this.scroll;
    pen.fillStyle = look.paper;
    pen.fillRect(0, 0, this.width, HEAD);
    for (const { item, place } of this.seen(this.columns, x, this.width - this.labels)) {
      if (!item.isFolded || item.isWhole) this.paintTitle(item, x, place === this.focus?.column);
    }
    for (const [code, word] of Object.entries(this.data.pillars)) {
      const within = this.columns.items.filter((column) => column.code === code);
      if (within.length) this.paintPillar(within, word, x);
    }
  }

  paintTitle(item, x, isMarked) {
    const { pen, look } = this;
    const left = this.left(this.labels + item.at - x, item.size);
    pen.save();
    pen.translate(left + item.size / 2, HEAD - 5);
    pen.rotate(-Math.PI / 2);
    pen.textAlign = "left";
    pen.textBaseline = "middle";
    pen.font = `${isMarked ? 700 : 400} 11px ${this.family}`;
    pen.fillStyle = isMarked ? look.accent : look.quiet;
    pen.fillText(this.shortened(item.name, HEAD - BAND - 12), 0, 0);
    pen.restore();
  }

  /** The name of a pillar over its columns, kept in view while any of them is. */
  paintPillar(within, word, x) {
    const { pen, look } = this;
    const start = Math.max(this.labels + within[0].at - x, this.labels);
    const end = Math.min(this.labels + within.at(-1).at + within.at(-1).size - x, this.width);
    if (end - start < 4) return;
    pen.fillStyle = look.shade;
    pen.fillRect(this.left(start + 1, end - start - 2), 0, end - start - 2, BAND - 3);
    pen.font = `600 12px ${this.family}`;
    pen.fillStyle = look.ink;
    pen.textBaseline = "middle";
    pen.textAlign = "start";
    const room = end - start - 10;
    const text = this.shortened(word, room);
    if (text) pen.fillText(text, this.rtl ? this.width - start - 5 : start + 5, BAND / 2 - 1);
  }

  shortened(text, room) {
    const { pen } = this;
    if (pen.measureText(text).width <= room) return text;
    for (let length = text.length - 1; length > 1; length -= 1) {
      const short = `${text.slice(0, length).trimEnd()}…`;
      if (pen.measureText(short).width <= room) return short;
    }
    return "";
  }

  paintLabels() {
    const { pen, look } = this;
    const { y } = this.scroll;
    const left = this.left(0, this.labels);
    pen.fillStyle = look.paper;
    pen.fillRect(left, HEAD, this.labels, this.height - HEAD);
    pen.textBaseline = "middle";
    pen.textAlign = "start";
    for (const { item, place } of this.seen(this.rows, y, this.height - HEAD)) {
      const middle = HEAD + item.at - y + item.size / 2;
      const isGroup = item.isHeading || item.isFolded;
      const isMarked = place === this.focus?.row;
      if (isGroup) {
        pen.fillStyle = look.shade;
        const width = item.isHeading ? this.width : this.labels - 2;
        pen.fillRect(this.left(0, width), HEAD + item.at - y + 1, width, item.size - 2);
      }
      pen.font = `${isGroup || isMarked ? 600 : 400} 12px ${this.family}`;
      pen.fillStyle = isMarked ? look.accent : look.ink;
      const text = isGroup ? `${item.name} · ${item.within.length}` : item.name;
      pen.fillText(this.shortened(text, this.labels - 10), this.rtl ? this.width - 4 : 4, middle);
    }
  }

  /** Which cell is under a point of the window, none over labels and headings. */
  cellAt(event) {
    const area = this.canvas.getBoundingClientRect();
    const across = this.rtl ? area.right - event.clientX : event.clientX - area.left;
    const down = event.clientY - area.top;
    if (across < this.labels || down < HEAD) return null;
    const { x, y } = this.scroll;
    const row = itemAt(this.rows, down - HEAD + y);
    const column = itemAt(this.columns, across - this.labels + x);
    return row < 0 || column < 0 || this.rows.items[row].isHeading ? null : { row, column };
  }

  /** The group whose label is under a point: of a region at the side, of a pillar above. */
  groupAt(event) {
    const area = this.canvas.getBoundingClientRect();
    const across = this.rtl ? area.right - event.clientX : event.clientX - area.left;
    const down = event.clientY - area.top;
    const { x, y } = this.scroll;
    if (down < BAND && across > this.labels) {
      return this.columns.items[itemAt(this.columns, across - this.labels + x)]?.code;
    }
    const row = down > HEAD && this.rows.items[itemAt(this.rows, down - HEAD + y)];
    return row && (row.isHeading || (row.isFolded && across < this.labels)) ? row.code : undefined;
  }

  put(focus) {
    this.focus = focus;
    this.draw();
  }

  /** Move the focus by a step in each direction, and bring it into view. */
  move(down, along) {
    const from = this.focus ?? { row: next(this.rows, 0, 1), column: next(this.columns, 0, 1) };
    const row = down ? next(this.rows, from.row, down) : from.row;
    const column = along ? next(this.columns, from.column, along) : from.column;
    this.put(this.focus ? { row, column } : from);
    this.reveal();
  }

  reveal() {
    const row = this.rows.items[this.focus.row];
    const column = this.columns.items[this.focus.column];
    const { x, y } = this.scroll;
    const tall = this.height - HEAD - row.size;
    const wide = this.width - this.labels - column.size;
    const top = Math.min(Math.max(y, row.at - tall), row.at);
    const start = Math.min(Math.max(x, column.at - wide), column.at);
    this.place.scrollTo({ top, left: this.rtl ? -start : start });
  }
}
