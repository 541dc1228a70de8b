import assert from "node:assert/strict";
import { openDatabase } from "../../../../src/state/database.ts";
import { migrate } from "../../../../src/state/migrate.ts";
import { MIGRATIONS } from "../../../../src/state/migrations.ts";
import { prepareFile } from "../../../../src/state/prepare-file.ts";
import { openStore } from "../../../../src/state/sqlite-store.ts";
import { noticeTable } from "../../../../src/state/tables/notice-table.ts";
import { temporaryFolder } from "../../../support/state-samples.ts";

describe("news for digests in the memory", () => {
  const path = temporaryFolder();

  it("are there after a restart, each node's for itself, in a database of before too", async () => {
    const file = path("notices.db");
    const before = openDatabase(prepareFile(file));
    await migrate(before, MIGRATIONS.slice(0, 15), new Date());
    before.close();
    const store = await openStore({ file });
    assert.equal(await store.notifier("a"), undefined);
    await store.keepNews("a", { at: "1" });
    await store.keepNews("b", { at: "2" });
    await store.keepNews("a", { at: "3" });
    await store.saveNotifier("a", { plan: "daily", sending: 7 });
    await store.close();
    const again = await openStore({ file });
    const kept = await again.keptNews("a");
    assert.deepEqual(
      kept.map(({ news }) => news),
      [{ at: "1" }, { at: "3" }],
    );
    assert.deepEqual(await again.notifier("a"), { plan: "daily", sending: 7 });
    await again.forgetNews("a", kept[0]?.id ?? 0, { plan: "weekly" });
    assert.deepEqual(
      [(await again.keptNews("a")).length, await again.notifier("a")],
      [1, { plan: "weekly" }],
    );
    await again.saveNotifier("a", undefined);
    assert.deepEqual([await again.keptNews("a"), await again.notifier("a")], [[], undefined]);
    assert.equal((await again.keptNews("b")).length, 1);
    await again.close();
  });

  it("are no more than allowed, the newest", async () => {
    const db = openDatabase(prepareFile(path("few.db")));
    await migrate(db, MIGRATIONS, new Date());
    const table = noticeTable(db, { rows: 3, bytes: 1000 });
    for (let each = 0; each < 9; each += 1) table.keepNews("a", { each });
    table.keepNews("b", {});
    assert.deepEqual(
      table.keptNews("a").map(({ news }) => news),
      [{ each: 6 }, { each: 7 }, { each: 8 }],
    );
    db.close();
  });

  it("are no longer in all than allowed, but for the newest", async () => {
    const db = openDatabase(prepareFile(path("long.db")));
    await migrate(db, MIGRATIONS, new Date());
    const table = noticeTable(db, { rows: 10, bytes: 60 });
    const kept = () => table.keptNews("a").map(({ news }) => (news as { each: string }).each.length);
    // what stands around each is eleven bytes
    for (const length of [10, 14, 15, 20]) table.keepNews("a", { each: "a".repeat(length) });
    assert.deepEqual(kept(), [15, 20]);
    table.keepNews("a", { each: "ä".repeat(20) });
    assert.deepEqual(kept(), [20]);
    table.keepNews("a", { each: "a".repeat(100) });
    assert.deepEqual(kept(), [100]);
    db.close();
  });

  it("are as many as a scan of a large library finds, and what was there before it", async () => {
    const db = openDatabase(prepareFile(path("scan.db")));
    await migrate(db, MIGRATIONS, new Date());
    const table = noticeTable(db);
    db.transaction(() => {
      for (let each = 0; each < 3000; each += 1) table.keepNews("a", { each });
    });
    assert.equal(table.keptNews("a").length, 3000);
    db.close();
  });
});
