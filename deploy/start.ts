/**
 * Entry point of the container.
 *
 *     start.ts                              Node-RED with the flow "Full sync", until it is stopped
 *     start.ts once [--list LIST]… [--dry-run]   one sync, its summary on stdout; exit code 0 done, 1 with errors, 2 failed
 */
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { EXAMPLE, startNodeRed } from "./node-red.ts";
import { readOrder, USAGE } from "./order.ts";
import { runOnce } from "./run-once.ts";

const userDir = resolve(process.env.NODE_RED_USER_DIR || "/data");

/** Runs Node-RED in the foreground and ends as it ends. */
function serve(): void {
  mkdirSync(userDir, { recursive: true });
  // flows that are mounted have a path of their own
  const flows = join(userDir, "flows.json");
  if (!process.env.NODE_RED_FLOWS && !existsSync(flows)) copyFileSync(EXAMPLE, flows);
  const nodeRed = startNodeRed({ userDir, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => nodeRed.kill(signal));
  nodeRed.once("exit", (code, signal) => {
    process.exitCode = code ?? (signal === "SIGTERM" || signal === "SIGINT" ? 0 : 1);
  });
}

const order = readOrder(process.argv.slice(2));
switch (order.command) {
  case "serve":
    serve();
    break;
  case "once":
    process.exitCode = await runOnce(order);
    break;
  case "help":
    console.log(USAGE);
    break;
  case "misread":
    console.error(`${order.why}\n\n${USAGE}`);
    process.exitCode = 2;
}
