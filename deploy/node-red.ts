import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Node-RED stands where the process starts, with this package beside it. */
const modules = createRequire(join(process.cwd(), "package.json"));

/** The flow "Full sync" of the installed package. */
export const EXAMPLE = join(
  dirname(modules.resolve("@list-sync/node-red-list-sync/package.json")),
  "examples/Full sync.json",
);

/** Starts Node-RED with the settings of this folder. */
export function startNodeRed(options: {
  userDir: string;
  stdio: StdioOptions;
  env?: Record<string, string>;
}): ChildProcess {
  const { userDir, stdio, env } = options;
  const redJs = join(dirname(modules.resolve("node-red/package.json")), "red.js");
  const settings = join(import.meta.dirname, "settings.cjs");
  return spawn(process.execPath, [redJs, "--userDir", userDir, "--settings", settings], {
    env: { ...process.env, ...env },
    stdio,
  });
}
