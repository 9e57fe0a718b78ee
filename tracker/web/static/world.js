// A map of States: the name of the one that is pointed at, a way to a State by its name, and a slider
// over past years. The years come in one table, fetched once, so that a step asks the server nothing.

const CLASS = { "-": "unknown", x: "absent" };
for (let band = 0; band < 5; band += 1) {
  CLASS[band] = `band-${band}`;
  CLASS["abcde"[band]] = `past-band-${band}`;
}

function statesOf(world) {
  const states = new Map();
  for (const mark of world.querySelectorAll("[data-s]")) {
    const label = mark.querySelector("title, span");
    const found = states.get(mark.dataset.s) ?? { marks: [], labels: [], today: label.textContent };
    found.marks.push([mark, mark.getAttribute("class")]);
    found.labels.push(label);
    states.set(mark.dataset.s, found);
  }
  return states;
}

/** The line above the map says what is pointed at or focused. */
function tell(world) {
  const line = world.querySelector("[data-now]");
  const rest = line.textContent;
  const show = ({ target }) => {
    const mark = target.closest?.("[data-s]");
    line.textContent = mark ? mark.querySelector("title, span").textContent : rest;
  };
  world.addEventListener("pointerover", show);
  world.addEventListener("focusin", show);
  world.addEventListener("pointerleave", () => (line.textContent = rest));
}

/** A name from the list leads straight to the State. */
function choose(form, world) {
  const input = form.elements.q;
  const pages = new Map();
  for (const mark of world.querySelectorAll(".tiles [data-s]")) pages.set(mark.dataset.s, mark.href);
  const options = [...input.list.options];
  const page = () => {
    const name = input.value.trim().toLowerCase();
    const option = options.find(({ value }) => value.toLowerCase() === name);
    return option && pages.get(option.dataset.s);
  };
  form.addEventListener("submit", (event) => {
    if (!page()) return;
    event.preventDefault();
    location.assign(page());
  });
}

function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
}

/** Years in place of the list of them; without the table each choice is a new page. */
function slide(form, world) {
  const list = form.elements.as_of;
  const years = [...list.options].map(({ value, text }) => ({ value, text }));
  const [slider, output] = [form.querySelector("[type=range]"), form.querySelector("output")];
  const figure = world.closest("figure");
  const sentence = figure.querySelector(".sentence");
  const now = sentence.textContent;
  const states = statesOf(world);
  let table = null;
  slider.max = years.length - 1;
  slider.value = list.selectedIndex;

  const past = (year, state, name) => {
    const [codes, progress, known] = table.states[state] ?? ["", [], []];
    const code = codes[year] ?? "-";
    const text = { "-": table.words.unknown, x: table.words.absent }[code];
    const words = text ?? (known[year] ? table.words.past : table.words.now);
    return [CLASS[code], fill(words, { state: name, progress: progress[year], year: known[year] })];
  };
  const show = () => {
    const place = Number(slider.value);
    output.textContent = years[place].text;
    if (!table) return;
    const year = table.years.indexOf(Number(years[place].value.slice(0, 4)));
    const today = place === years.length - 1;
    for (const [state, { marks, labels, today: words }] of states) {
      const name = table.names[state] ?? state;
      const [code, text] = today ? [null, words] : past(year, state, name);
      for (const [mark, original] of marks) mark.setAttribute("class", code ?? original);
      for (const label of labels) label.textContent = text;
    }
    sentence.textContent = today ? now : table.sentences[year];
    figure.classList.toggle("earlier", !today);
  };
  slider.addEventListener("input", show);
  slider.addEventListener("change", () => {
    if (table || Number(slider.value) === list.selectedIndex) return;
    list.selectedIndex = Number(slider.value);
    form.requestSubmit();
  });
  form.classList.add("sliding");
  show();

  const { years: address } = world.dataset;
  if (!address) return;
  const fetched = async () => {
    const answer = await fetch(address);
    // The table of a new day or after a change takes a while; until then a year is a new page.
    if (answer.status !== 200) return;
    table = await answer.json();
    if (Number(slider.value) !== list.selectedIndex) show();
  };
  const ask = window.requestIdleCallback ?? setTimeout;
  ask(() => fetched().catch(() => {}));
}

for (const world of document.querySelectorAll("[data-world]")) {
  tell(world);
  const figure = world.closest("figure");
  const [state, year] = ["[data-choose]", "[data-slide]"].map((one) => figure?.querySelector(one));
  if (state) choose(state, world);
  if (year) slide(year, world);
}
