/**
 * `node test/package/smoke.ts <tarball> <version of Node-RED>`: installs both with this machine's npm, on this machine's
 * Node.js and C library, starts Node-RED and asks it. Needs nothing of this checkout but its own files, so that it runs
 * where the tools of the tests do not (Alpine, arm64).
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { proofFaults, proofFlow } from "./proof-flow.ts";

const [tarball, version] = process.argv.slice(2);
if (!tarball || !version)
  throw new Error("Usage: node test/package/smoke.ts <tarball> <version of Node-RED>");

const url = `http://127.0.0.1:${process.env.PORT ?? 18_880}`;
const folder = mkdtempSync(join(tmpdir(), "list-sync-smoke-"));
writeFileSync(join(folder, "package.json"), '{ "name": "node-red-project", "private": true }\n');
writeFileSync(join(folder, "flows.json"), JSON.stringify(proofFlow));
execFileSync("npm", ["install", "--no-audit", "--no-fund", `node-red@~${version}`, resolve(tarball)], {
  cwd: folder,
  stdio: "inherit",
});

const settings = ["--port", url.split(":")[2] ?? "", "--userDir", folder, "flows.json"];
const nodeRed = spawn(process.execPath, [join(folder, "node_modules/node-red/red.js"), ...settings], {
  cwd: folder,
  stdio: "inherit",
});
try {
  await started();
  const faults = await proofFaults(url);
  console.log(
    faults.length > 0
      ? faults.join("\n")
      : `works on ${process.platform} ${process.arch}, ${process.version}`,
  );
  process.exitCode = faults.length > 0 ? 1 : 0;
} finally {
  nodeRed.kill();
  rmSync(folder, { recursive: true, force: true });
}

async function started(): Promise<void> {
  for (const end = Date.now() + 120_000; Date.now() < end; await sleep(500)) {
    if (nodeRed.exitCode !== null) throw new Error(`Node-RED ended with code ${nodeRed.exitCode}.`);
    if ((await fetch(`${url}/runs`).catch(() => undefined))?.status !== undefined) return;
  }
  throw new Error("Node-RED did not respond within two minutes.");
}
