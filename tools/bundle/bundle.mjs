// Turns our own style sheets and scripts, and the front-end packages, into files named by their
// content, with a manifest from the plain name to the named one. Run by tools/assets.py.
//
//   node bundle.mjs <node_modules> libraries <target folder>
//   node bundle.mjs <node_modules> own <target folder> <source folder>
import { createHash } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import vm from "node:vm";

const [modules, part, target, source] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(modules), "..", "package.json"));
const esbuild = require("esbuild");
const here = import.meta.dirname;

const shared = {
  bundle: true,
  minify: true,
  format: "iife",
  outdir: target,
  entryNames: "[dir]/[name].[hash]",
  assetNames: "[name].[hash]",
  metafile: true,
  legalComments: "none",
  logLevel: "warning",
  // Nested rules and newer notations are written out for phones of five years ago.
  target: ["es2020", "chrome100", "firefox100", "safari15"],
};
const pictures = [".svg", ".png", ".ico", ".webp", ".woff2", ".webmanifest"];
const named = (name, data) =>
  name.replace(/(\.\w+|\/)$/, `.${createHash("sha256").update(data).digest("hex").slice(0, 8)}$1`);

/** Plain names to named ones, read off what esbuild says it made. */
function manifestOf(outputs, root) {
  const manifest = {};
  for (const [file, output] of Object.entries(outputs)) {
    const made = path.relative(target, file);
    const origin = output.entryPoint ?? Object.keys(output.inputs)[0];
    const folder = output.entryPoint && root ? path.dirname(path.relative(root, origin)) : ".";
    manifest[path.join(folder, path.basename(origin))] = made;
  }
  return manifest;
}

/** The licences of every package that went into a bundle, which ask to be passed on with it. */
function licences(packages) {
  const texts = [...packages].sort().map((name) => {
    const home = path.join(modules, name);
    const file = fs.readdirSync(home).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
    const stated = JSON.parse(fs.readFileSync(path.join(home, "package.json"))).license;
    return `${name}\n\n${file ? fs.readFileSync(path.join(home, file), "utf8") : stated}`;
  });
  const text = texts.join(`\n\n${"-".repeat(72)}\n\n`);
  const file = named("licences.txt", text);
  fs.writeFileSync(path.join(target, file), text);
  return { "licences.txt": file };
}

/** Names of the packages whose files esbuild read. */
const packagesOf = (inputs) =>
  Object.keys(inputs).flatMap((file) => file.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? []);

/** One chart bundle with the traces that the pages draw. */
async function charts() {
  const { metafile } = await esbuild.build({
    ...shared,
    entryPoints: [path.join(here, "plotly.js")],
    globalName: "Plotly",
    nodePaths: [modules],
    // The only style sheet that is asked for belongs to tile maps, which are not bundled.
    loader: { ".css": "empty" },
    define: { global: "window", "define.amd": "false" },
  });
  return [manifestOf(metafile.outputs), packagesOf(metafile.inputs)];
}

/** The map shapes, one folder named by what is in it: the chart library asks for plain names. */
function shapes() {
  const sandbox = { window: {} };
  sandbox.self = sandbox;
  const file = path.join(modules, "plotly.js/dist/plotly-geo-assets.js");
  vm.runInNewContext(fs.readFileSync(file, "utf8"), sandbox);
  const files = Object.entries(sandbox.moduleName.topojson)
    .filter(([name]) => !name.startsWith("usa_"))
    .map(([name, shape]) => [`${name}.json`, JSON.stringify(shape)]);
  const folder = named("topojson/", files.flat().join());
  fs.mkdirSync(path.join(target, folder), { recursive: true });
  for (const [name, text] of files) fs.writeFileSync(path.join(target, folder, name), text);
  return { "topojson/": folder };
}

/** Noto Sans in Latin, Cyrillic and Greek; Arabic and Chinese are set in the system's letters. */
async function fonts() {
  const faces = [
    ["noto-sans", "Noto Sans", "latin latin-ext vietnamese cyrillic cyrillic-ext greek", "normal"],
    ["noto-sans", "Noto Sans", "latin latin-ext cyrillic", "italic"],
  ];
  const rules = faces.flatMap(([name, family, subsets, style]) => {
    const home = `@fontsource-variable/${name}`;
    const ranges = require(`${home}/unicode.json`);
    return subsets.split(" ").map((subset) => `@font-face {
      font-family: "${family}"; font-style: ${style}; font-weight: 100 900; font-display: swap;
      src: url("${home}/files/${name}-${subset}-wght-${style}.woff2") format("woff2");
      unicode-range: ${ranges[subset]};
    }`);
  });
  const sheet = path.join(target, "fonts.css");
  fs.writeFileSync(sheet, rules.join("\n") + fs.readFileSync(path.join(here, "fallback.css")));
  const { metafile } = await esbuild.build({
    ...shared,
    entryPoints: [sheet],
    nodePaths: [modules],
    loader: { ".woff2": "file" },
  });
  fs.rmSync(sheet);
  return [manifestOf(metafile.outputs), packagesOf(metafile.inputs)];
}

/** Every file of our own; a script or style sheet in a sub-folder is a part, not an entry. */
async function own() {
  const files = fs.readdirSync(source, { recursive: true }).filter((name) => {
    const inside = name.includes(path.sep) && /\.(css|js)$/.test(name);
    return fs.statSync(path.join(source, name)).isFile() && !inside;
  });
  const loader = Object.fromEntries(pictures.map((ending) => [ending, "copy"]));
  const { metafile, warnings } = await esbuild.build({
    ...shared,
    entryPoints: files.map((name) => path.join(source, name)),
    outbase: source,
    loader: { ...loader, ".json": "copy", ".txt": "copy" },
  });
  // A misspelt rule is only a warning to the bundler, and a page without its style to a reader.
  if (warnings.length) process.exit(1);
  return manifestOf(metafile.outputs, source);
}

/** Everything that comes from front-end packages. */
async function libraries() {
  const [chart, chartPackages] = await charts();
  const [font, fontPackages] = await fonts();
  const packages = new Set([...chartPackages, ...fontPackages]);
  return { ...chart, ...shapes(), ...font, ...licences(packages) };
}

fs.mkdirSync(target, { recursive: true });
const manifest = await (part === "own" ? own() : libraries());
fs.writeFileSync(path.join(target, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
