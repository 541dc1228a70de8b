// Compiles src and nodes to dist/, and puts what Node-RED looks for beside each compiled node: html, locales, icons.
import { execFileSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { createRequire } from "node:module";

const typescript = createRequire(import.meta.url)
  .resolve("typescript/package.json")
  .replace(/package\.json$/, "bin/tsc");

rmSync("dist", { recursive: true, force: true });
execFileSync(process.execPath, [typescript], { stdio: "inherit" });
cpSync("nodes", "dist/nodes", { recursive: true, filter: (path) => !path.endsWith(".ts") });
cpSync("icons", "dist/nodes/icons", { recursive: true });
