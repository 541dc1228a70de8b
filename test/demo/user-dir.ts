import { copyFileSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Where the parts of a prepared user directory are. */
export interface UserDir {
  path: string;
  database: string;
}

/**
 * Prepares a Node-RED user directory that has this checkout as an installed package and "Full sync" as its flow.
 *
 * @param root - the checkout
 * @param name - `demo` is made anew each time, because the demo server forgets everything too; others are kept
 * @param theme - added to the theme of the editor
 */
export function prepareUserDir(root: string, name: string, port: number, theme: object = {}): UserDir {
  const path = join(root, ".node-red", name);
  if (name === "demo") rmSync(path, { recursive: true, force: true });
  const scope = join(path, "node_modules/@list-sync");
  mkdirSync(scope, { recursive: true });
  const link = join(scope, "node-red-list-sync");
  if (!existsSync(link)) symlinkSync(root, link, "junction");
  const settings = {
    uiHost: "127.0.0.1",
    uiPort: port,
    flowFile: "flows.json",
    flowFilePretty: true,
    credentialSecret: false,
    telemetry: { enabled: false },
    editorTheme: { tours: false, ...theme },
  };
  writeFileSync(join(path, "settings.js"), `module.exports = ${JSON.stringify(settings, null, 2)};\n`);
  const manifest = {
    name: "list-sync-start",
    private: true,
    dependencies: { "@list-sync/node-red-list-sync": "*" },
  };
  writeFileSync(join(path, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  const flows = join(path, "flows.json");
  if (!existsSync(flows)) copyFileSync(join(root, "examples/Full sync.json"), flows);
  return { path, database: join(path, "list-sync/state.db") };
}
