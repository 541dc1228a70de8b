import assert from "node:assert/strict";
import { openDatabase } from "../../../../src/state/database.ts";
import { migrate } from "../../../../src/state/migrate.ts";
import { MIGRATIONS } from "../../../../src/state/migrations.ts";
import { prepareFile } from "../../../../src/state/prepare-file.ts";
import { openStore } from "../../../../src/state/sqlite-store.ts";
import { signedTable } from "../../../../src/state/tables/signed-table.ts";
import { temporaryFolder } from "../../../support/state-samples.ts";

const at = (minute: number) => `2026-03-03T02:${String(minute).padStart(2, "0")}:00.000Z`;
const ANSWER = { status: 202, body: { runId: "a run" } };

describe("answers to signed requests in the memory", () => {
  const path = temporaryFolder();

  it("are there after a restart until their time is over, in a database of before too", async () => {
    const file = path("answers.db");
    const before = openDatabase(prepareFile(file));
    await migrate(before, MIGRATIONS.slice(0, 14), new Date());
    before.close();
    const store = await openStore({ file });
    assert.equal(await store.signedAnswer("a", at(0)), undefined);
    await store.saveSignedAnswer("a", ANSWER, at(5), at(0));
    await store.close();
    const again = await openStore({ file });
    assert.deepEqual(await again.signedAnswer("a", at(4)), ANSWER);
    assert.equal(await again.signedAnswer("a", at(5)), undefined);
    assert.equal(await again.signedAnswer("b", at(4)), undefined);
    await again.close();
  });

  it("are no more than allowed, and none whose time is over", async () => {
    const db = openDatabase(prepareFile(path("few.db")));
    await migrate(db, MIGRATIONS, new Date());
    const table = signedTable(db, 3);
    const count = () => db.get<{ count: number }>("SELECT COUNT(*) AS count FROM signed_requests")?.count;
    for (let each = 0; each < 9; each += 1) table.saveSignedAnswer(String(each), ANSWER, at(5), at(0));
    assert.equal(count(), 3);
    assert.deepEqual(table.signedAnswer("8", at(1)), ANSWER);
    table.saveSignedAnswer("new", ANSWER, at(20), at(10));
    assert.equal(count(), 1);
    db.close();
  });
});
