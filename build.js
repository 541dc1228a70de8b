/**
 * Compiles src and nodes to dist/, and puts what Node-RED looks for beside each compiled node: html, locales, icons.
 * Of the declaration files only those stay that the package's exports lead to: the others would make internals public.
 * The dialogs become resources/, which Node-RED serves to the editor; build-page.js adds the page and the sidebar.
 */
import { execFileSync } from "node:child_process";
import { cpSync, globSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { buildPage } from "./build-page.js";

const typescript = createRequire(import.meta.url)
  .resolve("typescript/package.json")
  .replace(/package\.json$/, "bin/tsc");
const compile = (project) =>
  execFileSync(process.execPath, [typescript, "-p", project], { stdio: "inherit" });

for (const folder of ["dist", "resources"]) rmSync(folder, { recursive: true, force: true });
compile(".");
cpSync("nodes", "dist/nodes", {
  recursive: true,
  filter: (path) => !path.endsWith(".ts") && path !== "nodes/dialogs",
});
cpSync("icons", "dist/nodes/icons", { recursive: true });
compile("nodes/dialogs");
cpSync("nodes/dialogs/dialogs.css", "resources/dialogs.css");
cpSync("plugins/list-sync.html", "dist/plugins/list-sync.html");
await buildPage("dist");

const { exports } = JSON.parse(readFileSync("package.json", "utf8"));
const published = new Set();
for (const { types } of Object.values(exports)) if (types) follow(join(types));
for (const file of globSync("dist/**/*.d.ts")) if (!published.has(file)) rmSync(file);

/** Adds a declaration file and all that it imports. */
function follow(file) {
  if (published.has(file)) return;
  published.add(file);
  const imports = readFileSync(file, "utf8").matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g);
  for (const [, path] of imports) follow(join(file, "..", path.replace(/\.[jt]s$/, ".d.ts")));
}
