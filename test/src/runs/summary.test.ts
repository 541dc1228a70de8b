import assert from "node:assert/strict";
import type { Run } from "../../../src/runs/run.ts";
import { summarise } from "../../../src/runs/summary.ts";
import {
  brokenList,
  sampleItem,
  sampleList,
  sampleOutcome,
  sampleRun,
  sampleStore,
} from "../../support/state-samples.ts";

describe("the summary of a run", () => {
  const now = new Date("2026-03-01T12:00:07.450Z");
  const textOf = async (patch: Partial<Run>) => {
    const store = await sampleStore();
    const { text } = await summarise(store, sampleRun({ state: "completed", ...patch }), now);
    await store.close();
    return text;
  };
  const lists = (good: number, bad: number) => [
    ...Array.from({ length: good }, (_, index) => sampleList({ list: `good-${index}` })),
    ...Array.from({ length: bad }, (_, index) => brokenList(`bad-${index}`)),
  ];

  const cases: [text: string, run: Partial<Run>][] = [
    ["1 title requested.", { counts: { requested: 1 } }],
    ["2 titles requested.", { counts: { requested: 2 } }],
    ["3 titles not found.", { counts: { not_found: 3 } }],
    [
      '12 titles requested, 3 not found, 85 already there. 1 of 7 lists failed: Trakt list "bad-0" is private.',
      {
        counts: {
          requested: 12,
          not_found: 3,
          already_available: 80,
          already_requested: 4,
          partially_available: 1,
        },
        lists: lists(6, 1),
        state: "completed_with_errors",
      },
    ],
    [
      "1 title requested, 1 ambiguous, 1 failed, 2 stopped by a quota, 1 declined, 1 blocklisted, 4 skipped.",
      {
        counts: {
          skipped: 4,
          blocklisted: 1,
          declined: 1,
          quota_exceeded: 2,
          failed: 1,
          ambiguous: 1,
          requested: 1,
        },
      },
    ],
    ["1 title requested, 4 never recorded.", { counts: { requested: 1 }, total: 5 }],
    ["Dry run. 1 title would be requested.", { counts: { would_request: 1 }, dryRun: true }],
    ["No titles.", { total: 0 }],
    ['No titles. The list failed: Trakt list "bad-0" is private.', { lists: lists(0, 1) }],
    ["Cancelled: 1 title requested.", { counts: { requested: 1 }, state: "cancelled" }],
    ["Interrupted: no titles.", { state: "interrupted" }],
    ["Still running: 1 title requested.", { state: "running", counts: { requested: 1 } }],
    [
      "Failed: no titles. There is no list to read.",
      { state: "failed", error: { code: "bad-config", message: "There is no list to read." } },
    ],
  ];
  for (const [text, run] of cases) {
    it(`says "${text}"`, async () => assert.equal(await textOf(run), text));
  }

  it("names what was requested and what needs a person, in the order in which it happened", async () => {
    const store = await sampleStore(sampleRun());
    const record = (title: string, tmdb: number, ...outcome: Parameters<typeof sampleOutcome>) =>
      store.record(
        "run-1",
        "srv",
        sampleItem({ title, ids: { tmdb }, outcome: sampleOutcome(...outcome) }),
        "",
      );
    await record("The Matrix", 1, "requested");
    await record("Beef", 2, "ambiguous", { reason: "Two titles fit equally well." });
    await record("Alien", 3, "already_available");
    await record("Dune", 4, "declined");
    await record("Heat", 5, "failed");
    await record("Up", 6, "requested");
    const run = { ...sampleRun(), counts: (await store.run("run-1"))?.counts ?? {} };
    const { requested, problems, total, missing } = await summarise(store, run, now);
    assert.deepEqual(requested, ["The Matrix (1999)", "Up (1999)"]);
    assert.deepEqual(problems, [
      { title: "Beef (1999)", status: "ambiguous", reason: "Two titles fit equally well." },
      { title: "Heat (1999)", status: "failed" },
    ]);
    assert.equal(total, 6);
    assert.equal(missing, 0);
    await store.close();
  });

  it("fits a notification, however long the reasons are and however many", async () => {
    const long = `The site answered with a page of its own. ${"It went on and on about things that nobody asked. ".repeat(40)}`;
    const store = await sampleStore(sampleRun());
    for (let tmdb = 1; tmdb <= 30; tmdb++) {
      const outcome = sampleOutcome("failed", { reason: `Reason ${tmdb}: ${long}` });
      await store.record("run-1", "srv", sampleItem({ title: `Film ${tmdb}`, ids: { tmdb }, outcome }), "");
    }
    const failed = lists(1, 10).map((list) =>
      list.error ? { ...list, error: { code: "unavailable", message: `${list.label}: ${long}` } } : list,
    );
    const run = sampleRun({ state: "completed_with_errors", counts: { failed: 30 }, lists: failed });
    const { text, problems } = await summarise(store, run, now);
    assert.ok(text.length < 1600, `${text.length} characters`);
    assert.match(
      text,
      /10 of 11 lists failed: Trakt list bad-0: The site answered.*\(And 7 more\.\).*Film 1 .*Reason 1:/s,
    );
    assert.equal(problems[0]?.reason, `Reason 1: ${long}`, "the whole reason stands beside it");
    await store.close();
  });

  it("calls a title as the server does", async () => {
    const store = await sampleStore(sampleRun());
    const match = {
      tmdbId: 603,
      mediaType: "movie" as const,
      title: "The Matrix",
      year: 1999,
      matchedBy: "imdb" as const,
    };
    const item = sampleItem({ title: "matrix", match, outcome: sampleOutcome("requested") });
    delete item.year;
    await store.record("run-1", "srv", item, "");
    assert.deepEqual((await summarise(store, sampleRun(), now)).requested, ["The Matrix (1999)"]);
    await store.close();
  });

  it("measures the time to the end, or to now", async () => {
    const store = await sampleStore();
    const seconds = async (run: Partial<Run>) => (await summarise(store, sampleRun(run), now)).duration;
    assert.equal(await seconds({}), 7.5);
    assert.equal(await seconds({ finishedAt: "2026-03-01T12:01:00.000Z" }), 60);
    await store.close();
  });
});
