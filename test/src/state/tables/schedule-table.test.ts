import assert from "node:assert/strict";
import { openDatabase } from "../../../../src/state/database.ts";
import { migrate } from "../../../../src/state/migrate.ts";
import { MIGRATIONS } from "../../../../src/state/migrations.ts";
import { prepareFile } from "../../../../src/state/prepare-file.ts";
import { openStore } from "../../../../src/state/sqlite-store.ts";
import { sampleList, sampleRun, sampleStore, temporaryFolder } from "../../../support/state-samples.ts";

describe("schedules in the memory", () => {
  const path = temporaryFolder();

  it("are empty until somebody saves one, each profile's own, and there again after a restart", async () => {
    const file = path("kept.db");
    const store = await openStore({ file });
    assert.deepEqual(await store.schedule("Main"), { profile: "Main", takes: 0, tries: 0, takenDry: false });
    await store.saveSchedule("Main", {
      plan: "every 6 h",
      nextAt: "2026-03-03T02:00:00.000Z",
      nextName: "off-peak",
    });
    await store.saveSchedule("Main", { pausedUntil: "2026-03-04T02:00:00.000Z", nextName: undefined });
    await store.saveSchedule("4K", { standing: "running" });
    await store.close();
    const again = await openStore({ file });
    assert.deepEqual(await again.schedules(), [
      { profile: "4K", takes: 0, tries: 0, takenDry: false, standing: "running" },
      {
        profile: "Main",
        takes: 0,
        tries: 0,
        takenDry: false,
        plan: "every 6 h",
        nextAt: "2026-03-03T02:00:00.000Z",
        pausedUntil: "2026-03-04T02:00:00.000Z",
      },
    ]);
    await again.close();
  });

  it("give a due time to one of two who take it", async () => {
    const file = path("taken.db");
    const [one, two] = [await openStore({ file }), await openStore({ file })];
    await one.saveSchedule("Main", { nextAt: "2026-03-03T02:00:00.000Z" });
    const take = { takes: 0, tries: 1, at: "2026-03-03T02:00:00.500Z", dryRun: true };
    assert.deepEqual([await one.takeDue("Main", take), await two.takeDue("Main", take)], [true, false]);
    assert.deepEqual(await two.schedule("Main"), {
      profile: "Main",
      takes: 1,
      tries: 1,
      takenAt: "2026-03-03T02:00:00.500Z",
      takenDry: true,
    });
    await one.close();
    await two.close();
  });

  it("know the runs in the order in which they came, whatever the clock said", async () => {
    const store = await sampleStore(
      sampleRun({
        id: "first",
        startedAt: "2030-01-01T00:00:00.000Z",
        lists: [sampleList(), sampleList({ list: "b" })],
      }),
      sampleRun({ id: "other", profile: "4K" }),
      sampleRun({
        id: "second",
        trigger: "schedule",
        dryRun: true,
        state: "completed",
        finishedAt: "2026-03-01T12:00:01.000Z",
      }),
    );
    const arrived = await store.arrivedRuns("Main", 10);
    assert.deepEqual(
      arrived.map(({ id, lists, dryRun, trigger }) => [id, lists, dryRun, trigger]),
      [
        ["second", 0, true, "schedule"],
        ["first", 2, false, "manual"],
      ],
    );
    await store.close();
  });

  it("come to a memory that had none", async () => {
    const file = prepareFile(path("old.db"));
    const before = MIGRATIONS.findIndex(({ up }) => {
      let text = "";
      up({
        exec: (sql: string) => {
          text += sql;
        },
        run: () => 0,
        all: () => [],
      });
      return text.includes("TABLE schedules");
    });
    const db = openDatabase(file);
    await migrate(db, MIGRATIONS.slice(0, before), new Date());
    db.run(
      "INSERT INTO runs (id, profile, started_by, dry_run, state, started_at) VALUES ('a', 'Main', 'manual', 0, 'completed', '2026-03-01')",
    );
    db.close();
    const store = await openStore({ file });
    assert.deepEqual([await store.schedules(), (await store.arrivedRuns("Main", 5)).length], [[], 1]);
    await store.close();
  });
});
