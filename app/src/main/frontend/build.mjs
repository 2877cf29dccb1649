// Bundles styles, scripts, fonts and icons into target/classes/static/assets, each named by its content's hash, with a
// manifest the application reads. Does nothing when nothing changed; installs packages only when the lock file changed.
import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(here, "../../../target/classes/static/assets");
const lock = readFileSync(join(here, "package-lock.json"));
const sha = (data) => createHash("sha256").update(data).digest("hex");

const stamp = join(here, "node_modules/.installed");
if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== sha(lock)) {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const run = spawnSync(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: here,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (run.status !== 0) {
    console.error("The front-end packages could not be installed (npm ci). Node 20 or later with npm is needed.");
    process.exit(1);
  }
  writeFileSync(stamp, sha(lock));
}

const sources = readdirSync(join(here, "src"), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  .concat(join(here, "build.mjs"), join(here, "icons.txt"), join(here, "package-lock.json"))
  .sort();
const inputs = sha(sources.map((file) => file.slice(here.length) + sha(readFileSync(file))).join("\n"));
const manifestFile = join(out, "manifest.json");
const stampFile = join(out, ".inputs");
if (existsSync(manifestFile) && existsSync(stampFile) && readFileSync(stampFile, "utf8") === inputs) {
  process.exit(0);
}

const esbuild = await import("esbuild");
const sass = await import("sass");

const scss = {
  name: "scss",
  setup(build) {
    build.onLoad({ filter: /\.scss$/ }, ({ path }) => ({
      contents: sass.compile(path, {
        loadPaths: [join(here, "src"), join(here, "node_modules/govuk-frontend/dist")],
        quietDeps: true,
        style: "compressed",
      }).css,
      loader: "css",
      resolveDir: dirname(path),
    }));
  },
};

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const entries = ["portal", "desk", "kiosk", "print", "diagram", "modeler"].flatMap((name) =>
  ["scss", "css", "js"]
    .map((kind) => join(here, `src/${name}.${kind}`))
    .filter((file) => existsSync(file))
    .map((file) => ({ in: file, out: name })),
);
const built = await esbuild.build({
  entryPoints: entries,
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome90", "firefox90", "safari14"],
  supported: { destructuring: true },
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  loader: { ".woff2": "file", ".woff": "file", ".ttf": "file", ".eot": "file", ".svg": "dataurl" },
  legalComments: "none",
  metafile: true,
  plugins: [scss],
  logLevel: "warning",
});

const manifest = {};
for (const [file, output] of Object.entries(built.metafile.outputs)) {
  if (output.entryPoint) {
    const name = file.split("/").pop();
    manifest[name.replace(/-[A-Z0-9]{8}\./, ".")] = name;
  }
}
for (const name of readdirSync(out)) {
  const font = /^(be-vietnam-pro-(?:latin|vietnamese)-400-normal)-[A-Z0-9]{8}\.woff2$/.exec(name);
  if (font) manifest[`${font[1]}.woff2`] = name;
}

// the icons named in icons.txt, as one sprite of symbols
const icons = readFileSync(join(here, "icons.txt"), "utf8").split(/\s+/).filter(Boolean);
const symbols = icons.map((icon) => {
  const own = join(here, `src/icons/${icon}.svg`);
  const file = existsSync(own) ? own : join(here, `node_modules/lucide-static/icons/${icon}.svg`);
  const svg = readFileSync(file, "utf8").replace(/<!--[\s\S]*?-->/g, "");
  const viewBox = /viewBox="([^"]+)"/.exec(svg)[1];
  const body = svg.replace(/[\s\S]*?<svg[^>]*>/, "").replace("</svg>", "").replace(/\s+/g, " ").trim();
  return `<symbol id="${icon}" viewBox="${viewBox}">${body}</symbol>`;
});
const sprite = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
const spriteName = `icons-${sha(sprite).slice(0, 8).toUpperCase()}.svg`;
writeFileSync(join(out, spriteName), sprite);
manifest["icons.svg"] = spriteName;

const favicon = readFileSync(join(here, "src/icons/brand.svg"));
const faviconName = `favicon-${sha(favicon).slice(0, 8).toUpperCase()}.svg`;
writeFileSync(join(out, faviconName), favicon);
manifest["favicon.svg"] = faviconName;

// the licence of the fonts goes wherever they go
writeFileSync(
  join(out, "fonts-OFL.txt"),
  ["be-vietnam-pro", "jetbrains-mono"]
    .map((font) => readFileSync(join(here, `node_modules/@fontsource/${font}/LICENSE`), "utf8"))
    .join("\n\n"),
);

writeFileSync(manifestFile, JSON.stringify(manifest, null, 2));
writeFileSync(stampFile, inputs);
