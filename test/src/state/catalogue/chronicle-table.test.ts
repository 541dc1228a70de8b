import assert from "node:assert/strict";
import type { Store } from "../../../../src/state/store.ts";
import {
  brokenList,
  sampleItem,
  sampleList,
  sampleOutcome,
  sampleRun,
  sampleStore,
} from "../../../support/state-samples.ts";

const day = (number: number) => new Date(2026, 2, number, 12).toISOString();
const localDay = (number: number) => `2026-03-0${number}`;
const movie = (tmdb: number) => sampleItem({ title: `Title ${tmdb}`, ids: { tmdb } });

describe("the chronicle", () => {
  let store: Store;
  beforeEach(async () => {
    store = await sampleStore();
    for (const [id, profile, dryRun] of [
      ["main", "Main", false],
      ["4k", "4K", false],
      ["dry", "Main", true],
    ] as const)
      await store.insertRun(sampleRun({ id, profile, dryRun, startedAt: day(1) }));
  });
  afterEach(() => store.close());

  it("counts requests and failures by day, without dry runs", async () => {
    const record = (run: string, tmdb: number, status: "requested" | "failed", on: number) =>
      store.record(run, "s", { ...movie(tmdb), outcome: sampleOutcome(status, { at: day(on) }) }, day(on));
    await record("main", 1, "requested", 1);
    await record("main", 2, "requested", 3);
    await record("4k", 3, "requested", 3);
    await record("dry", 4, "requested", 3);
    await record("main", 5, "failed", 4);
    assert.deepEqual(await store.deedsByDay("requested", day(1)), [
      { day: localDay(1), count: 1 },
      { day: localDay(3), count: 2 },
    ]);
    assert.deepEqual(await store.deedsByDay("requested", day(2), "4K"), [{ day: localDay(3), count: 1 }]);
    assert.deepEqual(await store.deedsByDay("failed", day(1)), [{ day: localDay(4), count: 1 }]);
  });

  it("knows what arrived, newest first, and how much each day", async () => {
    for (const [tmdb, on] of [
      [1, 1],
      [2, 3],
      [3, 3],
    ] as const)
      await store.arrive({ item: movie(tmdb), is4k: false, whole: true, by: "Radarr" }, day(on));
    const news = await store.lastArrivals(2);
    assert.deepEqual(
      news.map(({ title, by, tmdbId }) => [title, by, tmdbId]),
      [
        ["Title 3", "Radarr", 3],
        ["Title 2", "Radarr", 2],
      ],
    );
    assert.deepEqual(await store.arrivalsByDay(day(2)), [{ day: localDay(3), count: 2 }]);
  });

  it("tells what came to a list and what left it", async () => {
    await store.saveList(sampleList(), [movie(1), movie(2)], day(1));
    assert.deepEqual(
      (await store.listChanges("imdb", "top", 9)).added.total,
      0,
      "of a first reading nothing is new",
    );
    await store.saveList(sampleList({ items: 2 }), [movie(2), movie(3)], day(2));
    const { added, left } = await store.listChanges("imdb", "top", 9);
    assert.deepEqual([added.total, added.rows.map(({ title }) => title)], [1, ["Title 3"]]);
    assert.deepEqual([left.total, left.rows.map(({ title }) => title)], [1, ["Title 1"]]);
    await store.saveList(sampleList({ complete: false }), [movie(3)], day(3));
    assert.equal((await store.listChanges("imdb", "top", 9)).left.total, 0, "only a part of it was read");
    const [known] = await store.knownLists();
    assert.deepEqual([known?.label, known?.complete, known?.readAt], ["IMDb Top 250", false, day(3)]);
  });

  it("knows the lists of a title, those that it left at the end", async () => {
    await store.saveList(sampleList(), [movie(1), movie(2)], day(1));
    await store.saveList(sampleList(), [movie(2)], day(2));
    await store.saveList(sampleList({ list: "b", label: "B" }), [movie(1)], day(2));
    const lists = await store.listsOfTitle("movie:tmdb:1");
    assert.deepEqual(
      lists.map(({ label, left, since }) => [label, left, since]),
      [
        ["B", false, day(2)],
        ["IMDb Top 250", true, day(1)],
      ],
    );
  });

  it("gives the readings of a list, the latest first", async () => {
    const run = { profile: "Main", state: "completed" } as const;
    await store.updateRun(
      sampleRun({ ...run, id: "main", startedAt: day(1), lists: [sampleList({ items: 5 })] }),
    );
    await store.insertRun(
      sampleRun({
        ...run,
        id: "later",
        startedAt: day(2),
        lists: [sampleList({ items: 7 }), brokenList("b")],
      }),
    );
    const readings = await store.listReadings("imdb", "top", 10);
    assert.deepEqual(
      readings.map(({ runId, at, result }) => [runId, at, result.items]),
      [
        ["later", day(2), 7],
        ["main", day(1), 5],
      ],
    );
    assert.equal((await store.listReadings("trakt", "b", 1))[0]?.result.error?.code, "private");
  });

  it("counts the runs that a page of them is a part of", async () => {
    assert.equal(await store.countRuns(), 3);
    assert.equal(await store.countRuns({ profile: "Main", dryRun: true, limit: 1 }), 1);
    assert.equal(await store.countRuns({ trigger: "schedule" }), 0);
    assert.equal(await store.countRuns({ since: day(1), until: day(2) }), 3);
    assert.deepEqual(
      (await store.runHeads({ dryRun: false, until: day(2) })).map(({ id }) => id),
      ["4k", "main"],
    );
  });
});
