/**
 * `npm run dev`: Node-RED with the demo world. When a file of src, nodes or icons is saved, it is built, Node-RED starts again and the
 * editor loads again. The demo world and the flow stay, so that one can go on where one was. PORT changes Node-RED's port.
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { startDemoWorld } from "./demo-world.ts";
import { startDevLoop } from "./dev-loop.ts";
import { openReloadChannel } from "./reload-channel.ts";
import { prepareUserDir } from "./user-dir.ts";

const root = resolve(import.meta.dirname, "../..");
const port = Number(process.env.PORT ?? 1880);
const url = `http://127.0.0.1:${port}`;
const world = await startDemoWorld(join(import.meta.dirname, "wishes.txt"));
const editors = await openReloadChannel();

const reloadScript = join(root, ".node-red/dev/reload.js");
const userDir = prepareUserDir(root, "dev", port, { page: { scripts: [reloadScript] } });
writeFileSync(reloadScript, editors.script);
// the demo server has forgotten what the last one was told
rmSync(join(userDir.path, "list-sync"), { recursive: true, force: true });

let nodeRed: ChildProcess | undefined;

async function stopNodeRed(): Promise<void> {
  const child = nodeRed;
  nodeRed = undefined;
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGINT");
  await ended;
}

async function restart(): Promise<void> {
  await stopNodeRed();
  // no sync by itself: it would begin with every saved file
  const env = { ...process.env, ...world.env, AUTOMATED_MODE: "false" };
  const child = spawn(
    process.execPath,
    [join(root, "node_modules/node-red/red.js"), "--userDir", userDir.path],
    { cwd: userDir.path, env, stdio: "inherit" },
  );
  nodeRed = child;
  while (child.exitCode === null) {
    if (await fetch(`${url}/settings`).catch(() => undefined)) break;
    await sleep(200);
  }
  console.log(child.exitCode === null ? `Ready: ${url}` : "Node-RED ended. Mend it and save again.");
  editors.reload();
}

async function build(): Promise<void> {
  await promisify(execFile)(process.execPath, ["build.js"], { cwd: root }).catch(({ stdout, stderr }) => {
    throw new Error(stdout || stderr);
  });
}

const loop = startDevLoop({
  folders: ["src", "nodes", "icons"].map((folder) => join(root, folder)),
  build,
  restart,
  say: console.log,
});

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, async () => {
    loop.close();
    editors.close();
    await stopNodeRed();
    await world.close();
    process.exit(0);
  });

await restart();
