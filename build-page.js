/**
 * Bundles the page to dist/page, where its server reads it, and the sidebar to resources/, which Node-RED serves. The files
 * of the page have names that change with their contents and lie there packed as well, since Node-RED packs nothing. The
 * sidebar's names stay: after an update the editor still has the old html in memory, and a name that is gone stops it.
 */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

const SOURCE = "src/page";
const TEXTS = "locales/en-US.json";

const shared = {
  bundle: true,
  minify: true,
  format: "esm",
  // browsers of 2023; of style sheets it takes nested rules apart
  target: ["es2022", "chrome110", "firefox110", "safari16"],
  jsx: "automatic",
  jsxImportSource: "preact",
  loader: { ".svg": "file" },
  legalComments: "none",
  logLevel: "warning",
  metafile: true,
};

/** @param folder `dist` */
export async function buildPage(folder) {
  const page = join(folder, "page");
  const [{ metafile }, sidebar] = await Promise.all([
    build({
      ...shared,
      entryPoints: { page: `${SOURCE}/main.tsx`, style: `${SOURCE}/styles/page.css` },
      outdir: page,
      entryNames: "[name]-[hash]",
      assetNames: "[name]-[hash]",
    }),
    build({
      ...shared,
      entryPoints: {
        sidebar: `${SOURCE}/sidebar/index.ts`,
        "sidebar-style": `${SOURCE}/sidebar/sidebar.css`,
      },
      outdir: "resources",
    }),
  ]);
  const built = new Map(
    Object.entries(metafile.outputs).map(([path, { entryPoint }]) => [entryPoint, basename(path)]),
  );
  const shell = readFileSync(`${SOURCE}/index.html`, "utf8")
    .replace("page.js", built.get(`${SOURCE}/main.tsx`))
    .replace("page.css", built.get(`${SOURCE}/styles/page.css`));
  writeFileSync(join(page, "index.html"), shell);
  writeFileSync(join(page, "licenses.txt"), licensesOf(metafile, sidebar.metafile));
  for (const name of readdirSync(page)) pack(join(page, name));
  // Node-RED looks for the texts of a plugin beside it, by its name
  const texts = join(folder, "plugins/locales/en-US");
  mkdirSync(texts, { recursive: true });
  copyFileSync(join(SOURCE, TEXTS), join(texts, "list-sync.json"));
}

/** What is bundled is given on, so its licenses are as well. */
function licensesOf(...metafiles) {
  const inputs = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const names = inputs.flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  return [...new Set(names)]
    .sort()
    .map((name) => `${name}\n\n${readFileSync(join("node_modules", name, "LICENSE"), "utf8").trim()}\n`)
    .join(`\n${"-".repeat(70)}\n\n`);
}

function pack(path) {
  const bytes = readFileSync(path);
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
}
