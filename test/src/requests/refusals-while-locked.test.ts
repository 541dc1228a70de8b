import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { ServerError } from "../../../src/overseerr/server-error.ts";
import { lastingRefusals } from "../../../src/requests/lasting-refusals.ts";
import type { SqliteConstructor } from "../../../src/state/sqlite.ts";
import { openStore } from "../../../src/state/sqlite-store.ts";
import { temporaryFolder } from "../../support/state-samples.ts";
import { overseerrPerTest } from "../../support/with-overseerr.ts";

const Sqlite = createRequire(import.meta.url)("better-sqlite3") as SqliteConstructor;

describe("a refusal that is learned while the database is locked", () => {
  const path = temporaryFolder();
  const { start } = overseerrPerTest();

  it("is known at once, and written down when it is asked for again", async () => {
    const { overseerr } = await start();
    const store = await openStore({ file: path("locked.db") });
    const refusals = lastingRefusals(overseerr, store, () => new Date());
    const known = async () => (await refusals.recall("title", "because"))?.code;
    const kept = async () => (await store.fetchCache.get("refusals", `${overseerr.key} title`))?.value;
    const other = new Sqlite(path("locked.db"));
    other.exec("BEGIN IMMEDIATE");
    await refusals.keep("title", "because", new ServerError("server-dropped", "It was dropped."));
    assert.equal(await known(), "server-dropped");
    assert.equal(await kept(), undefined);
    other.close();
    assert.equal(await known(), "server-dropped");
    assert.ok(await kept());
    assert.equal(await known(), "server-dropped");
    await store.close();
  });
});
