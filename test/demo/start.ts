/**
 * `npm start`: Node-RED with these nodes and the flow "Full sync"; with a demo server and demo lists when OVERSEERR_URL is
 * not set. PORT changes Node-RED's port.
 */
import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { startDemoWorld } from "./demo-world.ts";
import { awaitRun, describeRun } from "./first-run.ts";
import { prepareUserDir } from "./user-dir.ts";

const root = resolve(import.meta.dirname, "../..");
const port = Number(process.env.PORT ?? 1880);
const live = Boolean(process.env.OVERSEERR_URL);
const world = live ? undefined : await startDemoWorld(join(import.meta.dirname, "wishes.txt"));
const userDir = prepareUserDir(root, live ? "live" : "demo", port);
const ended = new AbortController();

console.log(
  world
    ? `Demo server and demo lists (set OVERSEERR_URL and OVERSEERR_API_KEY for your own): ${world.server.url}`
    : `Server: ${process.env.OVERSEERR_URL}`,
);

const startedAt = new Date().toISOString();
const nodeRed = spawn(
  process.execPath,
  [join(root, "node_modules/node-red/red.js"), "--userDir", userDir.path],
  {
    cwd: userDir.path,
    env: { ...process.env, ...world?.env },
    stdio: ["ignore", "pipe", "pipe"],
  },
);
let log = "";
const keep = (chunk: Buffer) => {
  log = (log + chunk.toString()).slice(-20_000);
  // With a real server the log is the user's; the demo shows only what it has to say itself.
  if (live) process.stdout.write(chunk);
};
nodeRed.stdout.on("data", keep);
nodeRed.stderr.on("data", keep);
nodeRed.on("exit", (code) => {
  ended.abort();
  if (code) console.error(`Node-RED ended with code ${code}:\n${log.slice(-3000)}`);
  process.exitCode = code ?? 0;
  void world?.close();
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => nodeRed.kill(signal));

if (live)
  console.log(
    `Open http://127.0.0.1:${port} once Node-RED has started, and press "Dry run" or "Sync now": nothing is requested before you do, unless AUTOMATED_MODE is true.`,
  );

const summary = await awaitRun(userDir.database, startedAt, ended.signal);
if (summary) {
  console.log(describeRun(summary).join("\n"));
  if (world) {
    const calls = Object.entries(world.server.calls).map(([route, count]) => `${count} × ${route}`);
    console.log(`Calls to the server: ${calls.join(", ")}`);
  }
  console.log(
    `Open http://127.0.0.1:${port} to see the flow; press "Sync now" for a second run. Ctrl-C ends everything.`,
  );
}
