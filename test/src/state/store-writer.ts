/**
 * A process of its own that works on a store, for tests of crashes and of several processes.
 *
 * `open <file>`: opens it as an ordinary user and prints why that fails.
 * `write <file> <run> <number>`: records so many titles in a new run and prints each number once it is recorded.
 */
import { writeSync } from "node:fs";
import { openStore } from "../../../src/state/sqlite-store.ts";
import { StateError } from "../../../src/state/state-error.ts";

const NOBODY = 65534;
const [operation, file = "", id = "", number = "0"] = process.argv.slice(2);
const at = "2026-03-01T12:00:00.000Z";

if (operation === "open") {
  if (process.getuid?.() === 0) process.setuid?.(NOBODY);
  try {
    await openStore({ file });
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    console.log(error.code, error.message);
  }
} else {
  const store = await openStore({ file });
  const run = { id, profile: "Main", trigger: "manual", dryRun: false, startedAt: at, counts: {}, lists: [] };
  await store.insertRun({ ...run, state: "running" });
  for (let count = 1; count <= Number(number); count++) {
    const title = `Title ${id} ${count}`;
    const outcome = { status: "requested" as const, at };
    const item = { title, mediaType: "movie" as const, ids: {}, sources: [], outcome };
    await store.record(id, "srv", item, at);
    // straight to the pipe: what is printed must have been recorded, and nothing may wait in a buffer
    writeSync(1, `${count}\n`);
  }
  await store.close();
}
