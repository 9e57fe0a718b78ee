// What tests measure in a page. Each function gives sentences about what is wrong; none is right.
// They are called from outside, so the page's content security policy does not apply to them.

function nameOf(element) {
  const text = (element.getAttribute("aria-label") || element.textContent || "").trim();
  const place = element.id ? `#${element.id}` : element.className ? `.${element.className}` : "";
  return `${element.tagName.toLowerCase()}${place} “${text.replace(/\s+/g, " ").slice(0, 50)}”`;
}

function isShown(element) {
  return element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
}

function box(element) {
  return element.getBoundingClientRect();
}

/** Wider than the window: the page would have to be scrolled sideways. */
function sideways() {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.body.querySelectorAll("*")].filter(
    (element) => isShown(element) && box(element).right > width + 1,
  );
  return [
    `${document.documentElement.scrollWidth} wide in a window of ${width}: ` +
      wide.slice(-4).map(nameOf).join(", "),
  ];
}

/** What a reader of headings, forms and pictures would miss. */
function unnamed() {
  const wrong = [];
  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")];
  const firsts = headings.filter((heading) => heading.tagName === "H1");
  if (firsts.length !== 1) wrong.push(`${firsts.length} headings of the first rank`);
  headings.forEach((heading) => heading.textContent.trim() || wrong.push("an empty heading"));
  const controls = "input:not([type=hidden]), select, textarea";
  for (const control of document.querySelectorAll(controls)) {
    const words = [...control.labels].map((label) => label.textContent.trim()).join(" ");
    if (!words) wrong.push(`no label: ${control.outerHTML}`);
  }
  for (const button of document.querySelectorAll("button, summary")) {
    if (!button.textContent.trim()) wrong.push(`no words: ${button.outerHTML}`);
  }
  for (const picture of document.querySelectorAll("img, svg, canvas, [role=img]")) {
    // The chart library measures letters in a picture far outside the page.
    if (picture.id === "js-plotly-tester") continue;
    const within = picture.parentElement.closest("[role=img], [aria-hidden=true]");
    const named = picture.getAttribute("aria-label") || picture.getAttribute("alt");
    const by = document.getElementById(picture.getAttribute("aria-labelledby"));
    if (within || picture.ariaHidden === "true" || named?.trim() || by?.textContent.trim()) continue;
    wrong.push(`no name: ${picture.outerHTML.slice(0, 120)}`);
  }
  for (const figure of document.querySelectorAll("figure")) {
    const heading = figure.querySelector("h2, h3, h4, figcaption");
    if (!heading?.textContent.trim()) wrong.push(`a figure without a title: ${nameOf(figure)}`);
  }
  for (const table of document.querySelectorAll("table")) {
    if (!table.caption?.textContent.trim()) wrong.push(`no caption: ${nameOf(table)}`);
  }
  return wrong;
}

/** Text that is cut off by the box it stands in; paper cannot be scrolled. */
function cutOff() {
  const hiding = matchMedia("print").matches ? /hidden|clip|auto|scroll/ : /hidden|clip/;
  return [...document.querySelectorAll("body *")]
    .filter((element) => {
      const style = getComputedStyle(element);
      if (!hiding.test(style.overflowX + style.overflowY)) return false;
      if (!isShown(element) || style.position === "absolute" || element.closest("svg")) return false;
      return (
        element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1
      );
    })
    .map((element) => `cut off: ${nameOf(element)}`);
}

/** Words that are broken letter by letter, for want of width. */
function squeezed() {
  return [...document.querySelectorAll("body *")]
    .filter((element) => {
      if (!isShown(element) || element.closest(".hidden, svg, thead, [aria-hidden=true]")) return false;
      const words = [...element.childNodes].filter((one) => one.nodeType === Node.TEXT_NODE);
      const longest = Math.max(0, ...words.flatMap((one) => one.data.split(/\s+/)).map((word) => word.length));
      let area = element;
      while (getComputedStyle(area).display === "inline") area = area.parentElement;
      const { direction, fontSize } = getComputedStyle(element);
      // Joined letters are narrower: five of them may take less than twice their height.
      const fewest = direction === "rtl" ? 1.4 : 2;
      return longest > 4 && area.clientWidth < fewest * parseFloat(fontSize);
    })
    .map((element) => `squeezed: ${nameOf(element)}`);
}

/** Lines of text that lie on one another. */
function overlaps() {
  const pieces = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!node.data.trim() || !isShown(parent) || parent.closest(".hidden, svg")) continue;
    if (getComputedStyle(parent.closest("thead") ?? parent).position === "absolute") continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const area of range.getClientRects()) {
      if (area.width > 1) pieces.push({ area, node });
    }
  }
  pieces.sort((one, other) => one.area.top - other.area.top);
  const wrong = [];
  pieces.forEach(({ area, node }, place) => {
    for (let next = place + 1; next < pieces.length; next += 1) {
      const other = pieces[next].area;
      // A line box reaches a little above and below its letters.
      if (other.top > area.bottom - area.height / 4) break;
      const across = Math.min(area.right, other.right) - Math.max(area.left, other.left);
      const down = Math.min(area.bottom, other.bottom) - Math.max(area.top, other.top);
      if (across > 2 && down > Math.min(area.height, other.height) / 3) {
        wrong.push(`“${node.data.trim().slice(0, 40)}” under “${pieces[next].node.data.trim().slice(0, 40)}”`);
      }
    }
  });
  return wrong;
}

/** Labels of a phone's table rows that run into the value beside them. */
function labelsTooLong() {
  const pen = document.createElement("canvas").getContext("2d");
  return [...document.querySelectorAll("td[data-label]")]
    .filter((cell) => {
      const { content, float, font, inlineSize, whiteSpace } = getComputedStyle(cell, "::before");
      if (content === "none" || float === "none" || !isShown(cell)) return false;
      pen.font = font;
      const words = whiteSpace === "nowrap" ? [cell.dataset.label] : cell.dataset.label.split(" ");
      return words.some((word) => pen.measureText(word).width > parseFloat(inlineSize) + 6);
    })
    .map((cell) => `label “${cell.dataset.label}” runs into ${nameOf(cell)}`);
}

/** Anything that moves or fades by itself. */
function moving() {
  const wrong = [...document.querySelectorAll("*")]
    .filter((element) => {
      const { animationName, animationDuration, transitionDuration } = getComputedStyle(element);
      const lasts = (text) => text.split(",").some((part) => parseFloat(part) > 0);
      return (animationName !== "none" && lasts(animationDuration)) || lasts(transitionDuration);
    })
    .filter((element) => !element.closest("svg"))
    .map((element) => `moves: ${nameOf(element)}`);
  if (getComputedStyle(document.documentElement).scrollBehavior !== "auto") wrong.push("scrolls smoothly");
  return wrong;
}

/** Why an element cannot be seen in the window as it stands, looked at in the middle of its part. */
function hidden(element) {
  const area = element.getClientRects()[0];
  if (!area || area.width < 2 || area.height < 2) return ["it has no size"];
  if (element.closest("svg")) return hiddenShape(element, area);
  const [left, right] = [Math.max(area.left, 0), Math.min(area.right, innerWidth)];
  const [start, end] = [Math.max(area.top, 0), Math.min(area.bottom, innerHeight)];
  const top = document.elementFromPoint((left + right) / 2, (start + end) / 2);
  if (right < left || end < start || !top) return ["it is outside the window"];
  const related = [element, element.closest("label")].some((one) => one?.contains(top));
  return related || top.contains(element) ? [] : [`it is covered by ${nameOf(top)}`];
}

/** The same for a shape, whose middle may be hollow: one place where it can be seen is enough. */
function hiddenShape(element, area) {
  const steps = Array.from({ length: 25 }, (_none, place) => (place + 0.5) / 25);
  const seen = steps.some((across) =>
    steps.some((down) =>
      element.contains(
        document.elementFromPoint(area.left + across * area.width, area.top + down * area.height),
      ),
    ),
  );
  return seen ? [] : ["no place of it can be seen"];
}

/** Where the focus is, and whether it can be seen there; null when it is nowhere in the page. */
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  window.stops ??= new Map();
  if (!window.stops.has(element)) window.stops.set(element, window.stops.size);
  const wrong = [];
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) wrong.push("no ring around it");
  wrong.push(...hidden(element));
  return {
    place: nameOf(element),
    number: window.stops.get(element),
    inContent: Boolean(element.closest("main")),
    wrong,
  };
}

/** Tables and lists with their first lines only: in twelve, tools find what they would find in all. */
function shorten() {
  for (const long of document.querySelectorAll("tbody, main ul, main ol")) {
    [...long.children].slice(12).forEach((line) => line.remove());
  }
}

/** How far things have moved without the reader asking for it: the layout shifts, added up. */
function shifts() {
  return new Promise((resolve) => {
    let sum = 0;
    const add = (entries) =>
      entries.filter((entry) => !entry.hadRecentInput).forEach((entry) => (sum += entry.value));
    const observer = new PerformanceObserver((list) => add(list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    requestAnimationFrame(() =>
      setTimeout(() => {
        add(observer.takeRecords());
        resolve(sum);
      }),
    );
  });
}

function unfold() {
  document.querySelectorAll("details").forEach((one) => (one.open = true));
}

/** Tables whose body cells do not stand below the heading cells of their columns. */
function torn() {
  const wrong = [];
  for (const table of document.querySelectorAll("table")) {
    if (!isShown(table) || !table.tHead || !isShown(table.tHead)) continue;
    const heads = [...table.tHead.rows].at(-1);
    // On a narrow window a table becomes a list: its headings are hidden and nothing is aligned.
    if (getComputedStyle(heads).display !== "table-row") {
      const cell = table.tBodies[0]?.rows[0]?.cells[0];
      const isList = getComputedStyle(table.tHead).position === "absolute";
      if (!isList && cell) wrong.push(`headings in no row: ${nameOf(table)}`);
      continue;
    }
    if (!/^(inline-)?table$/.test(getComputedStyle(table).display)) {
      wrong.push(`no table any more: ${nameOf(table)}`);
      continue;
    }
    const apart = cellOutsideColumns(table, heads);
    if (apart) wrong.push(`a cell outside of its column: ${nameOf(apart)}`);
  }
  return wrong;
}

/** The first cell that does not begin where a heading cell does. */
function cellOutsideColumns(table, heads) {
  const starts = [...heads.cells].filter((one) => one.colSpan === 1).map((one) => Math.round(box(one).left));
  for (const row of [...table.tBodies].flatMap((body) => [...body.rows])) {
    if (!isShown(row) || [...row.cells].some((one) => one.colSpan > 1 || one.rowSpan > 1)) continue;
    const apart = [...row.cells].find((one) => !starts.some((start) => Math.abs(start - box(one).left) <= 1));
    if (apart) return apart;
  }
  return null;
}

/** Names that no screen reader tells, because the element has no role, and ids that are not one's own. */
function misnamed() {
  const generic = "span, div, p, b, strong, em, i, code, small, time";
  const silent = [...document.querySelectorAll(":is([aria-label], [aria-labelledby])")].filter(
    (element) => element.matches(generic) && !element.hasAttribute("role"),
  );
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  const twice = [...new Set(ids.filter((id, place) => ids.indexOf(id) !== place))];
  return [
    ...silent.map((element) => `named without a role: ${nameOf(element)}`),
    ...twice.map((id) => `an id that is there twice: ${id}`),
  ];
}
