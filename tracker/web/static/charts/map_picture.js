// The map of a page as a picture: the same outlines and dots, in the colours for white paper, with
// the names of States as titles and a key of the classes that are in it.
import { NAMES } from "./theme.js";

const KEY = 22; // pixels of a line of the key
const TOKENS = Object.fromEntries(Object.entries(NAMES).map(([colour, name]) => [name.slice(2), colour]));

const escaped = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A map as the part of a picture, `width` pixels wide. */
export function mapPicture(map, width) {
  const { width: across, height: down } = map.viewBox.baseVal;
  const height = Math.round((width * down) / across);
  const fill = (code) => TOKENS[code] ?? (code === "unknown" ? "url(#map-hatch)" : "#fff");
  const drawn = [...map.querySelectorAll("a")].map((state) => {
    const shapes = [...state.querySelectorAll("path, circle")].map((shape) => shape.outerHTML);
    const name = escaped(state.querySelector("title").textContent);
    return `<g fill="${fill(state.getAttribute("class"))}" stroke="#85827a">${shapes.join("")}<title>${name}</title></g>`;
  });
  const entries = [...map.closest("figure").querySelectorAll(".key li")].map((entry) => ({
    name: entry.textContent.trim(),
    code: entry.dataset.code,
  }));
  const perLine = 3;
  const column = across / perLine;
  const scale = across / width;
  const key = entries.map(({ name, code }, place) => {
    const x = (place % perLine) * column;
    const y = down + (Math.floor(place / perLine) * KEY + 8) * scale;
    return `<rect x="${x}" y="${y}" width="${18 * scale}" height="${12 * scale}" fill="${fill(code)}" stroke="#767676"/><text x="${x + 24 * scale}" y="${y + 11 * scale}" font-size="${12.5 * scale}" fill="#1c2024">${escaped(name)}</text>`;
  });
  const whole = height + 8 + Math.ceil(entries.length / perLine) * KEY;
  const hatch = `<pattern id="map-hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="8" height="8" fill="#fff"/><path d="M0 0V8" stroke="#8e8b84" stroke-width="1.4"/></pattern>`;
  const land = `<path d="${map.querySelector(".land").getAttribute("d")}" fill="#f4f2ec" stroke="#dcd9d1"/>`;
  return {
    parts: [
      `<svg width="${width}" height="${whole}" viewBox="0 0 ${across} ${whole * scale}" class="main-svg">${hatch}${land}${drawn.join("")}${key.join("")}</svg>`,
    ],
    height: whole,
  };
}
