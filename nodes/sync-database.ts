import type { NodeAPI } from "node-red";
import { adminRoutes } from "../src/node-red/endpoints/admin-routes.ts";
import { onFirstUse } from "../src/node-red/on-first-use.ts";
import { checkRuntime } from "../src/state/runtime-check.ts";
import type { SyncDatabaseConfig, SyncDatabaseNode } from "./runtime/sync-database.ts";

export default function register(RED: NodeAPI): void {
  sayIfTooOld((sentence) => RED.log.error(sentence));
  const runtime = onFirstUse<typeof import("./runtime/sync-database.ts")>(import.meta.filename, RED);

  function SyncDatabase(this: SyncDatabaseNode, stored: SyncDatabaseConfig): void {
    runtime().construct.call(this, stored);
  }

  RED.nodes.registerType<SyncDatabaseNode, SyncDatabaseConfig, object, object>("sync-database", SyncDatabase);

  const routes = adminRoutes(RED);
  // a large installation takes minutes, and the answer must not be lost
  const patienceMs = 150_000;
  routes.post(
    "sync-database/check-listsync",
    "sync-database.write",
    (...asked) => runtime().check(...asked),
    patienceMs,
  );
  routes.post(
    "sync-database/take-over",
    "sync-database.write",
    (...asked) => runtime().take(...asked),
    patienceMs,
  );
}

/** At the start of Node-RED, not only when the first run fails. */
function sayIfTooOld(say: (sentence: string) => void): void {
  try {
    checkRuntime();
  } catch (error) {
    say(`ListSync: ${(error as Error).message}`);
  }
}
