import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
const modules = join(root, "node_modules");
const npmOfNodeRed5 = join(modules, "npm/bin/npm-cli.js");
const npmOfNodeRed4 = join(modules, "node-red-4/node_modules/npm/bin/npm-cli.js");

/** A pair of Node.js and Node-RED on which the package must work. */
export interface Pair {
  node: "24" | "22";
  nodeRed: "5" | "4";
}

export const nodeBinary = (node: Pair["node"]): string =>
  join(modules, node === "22" ? "node-22/bin/node" : "node/bin/node");

/** Builds the package as it would be published; answers the tarball's path. `npm test` has made `dist` already. */
export function pack(): string {
  const folder = mkdtempSync(join(tmpdir(), "list-sync-pack-"));
  const args = [npmOfNodeRed5, "pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const [made] = JSON.parse(execFileSync(nodeBinary("24"), args, { cwd: root, encoding: "utf8" })) as {
    filename: string;
  }[];
  if (!made) throw new Error("npm pack made nothing");
  return join(folder, made.filename);
}

/**
 * Installs a tarball into an empty user directory exactly as the Palette Manager does (its npm, its flags), on a PATH
 * that has this Node.js and nothing else: no compiler, no make, no python.
 */
export function installInto(userDir: string, tarball: string, pair: Pair): void {
  writeFileSync(
    join(userDir, "package.json"),
    '{ "name": "node-red-project", "version": "0.0.1", "private": true }\n',
  );
  const npm = pair.nodeRed === "4" ? npmOfNodeRed4 : npmOfNodeRed5;
  const flags = [
    "--no-audit",
    "--no-update-notifier",
    "--no-fund",
    "--save",
    "--save-prefix=~",
    "--omit=dev",
    "--engine-strict",
  ];
  const binary = nodeBinary(pair.node);
  execFileSync(binary, [npm, "install", ...flags, tarball], {
    cwd: userDir,
    env: { ...withoutNpmVariables(), PATH: resolve(binary, "..") },
    stdio: "pipe",
  });
}

/** The environment without what `npm test` itself put there, which would steer the inner npm. */
export const withoutNpmVariables = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(lifecycle|package|command|execpath|node_execpath)/.test(name),
    ),
  );
