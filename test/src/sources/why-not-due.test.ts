import assert from "node:assert/strict";
import type { RunState } from "../../../src/runs/run.ts";
import { type ProposedRun, whyNotDue } from "../../../src/sources/why-not-due.ts";
import { openStore } from "../../../src/state/sqlite-store.ts";
import type { Store } from "../../../src/state/store.ts";

const scheduled: ProposedRun = { profile: "Main", dryRun: false, trigger: "schedule", asked: false };

describe("a run that nobody asked for", () => {
  let store: Store;
  beforeEach(async () => {
    store = await openStore({ file: ":memory:" });
  });
  afterEach(() => store.close());

  const ran = (state: RunState, dryRun = false, profile = "Main") =>
    store.insertRun({
      id: `${Math.random()}`,
      profile,
      trigger: "manual",
      dryRun,
      state,
      startedAt: "2026-11-28T10:00:00.000Z",
      counts: {},
      lists: [],
    });
  const why = (wish: Partial<ProposedRun> = {}, automated = false) =>
    whyNotDue({ ...scheduled, ...wish }, store, automated);

  it("waits until somebody has begun the first one of its profile", async () => {
    assert.equal(await why(), "never-run");
    await ran("completed", false, "4K");
    assert.equal(await why(), "never-run", "another profile's run says nothing");
    assert.equal(await why({ profile: "4K" }), undefined);
  });

  for (const state of ["completed", "completed_with_errors", "failed", "cancelled", "interrupted"] as const)
    it(`may begin after a run by hand that is ${state}: somebody wanted it`, async () => {
      await ran(state);
      assert.equal(await why(), undefined);
    });

  for (const [state, expected] of [
    ["completed", undefined],
    ["completed_with_errors", undefined],
    ["failed", "never-run"],
    ["cancelled", "never-run"],
    ["interrupted", "never-run"],
  ] as const)
    it(`${expected ? "still waits" : "may begin"} after a dry run that is ${state}`, async () => {
      await ran(state, true);
      assert.equal(await why(), expected);
    });

  it("may be a dry run itself, which requests nothing", async () => {
    assert.equal(await why({ dryRun: true }), undefined);
  });

  it("may begin by itself where somebody has said so for the whole Node-RED", async () => {
    assert.equal(await why({}, true), undefined);
  });

  it("waits while automatic sync is off, whatever else is said; what is no schedule does not", async () => {
    await ran("completed");
    await store.setProfileSettings("Main", { automatic: false });
    assert.equal(await why({}, true), "automatic-off");
    assert.equal(await why({ dryRun: true }), "automatic-off");
    assert.equal(await why({ trigger: "home-assistant" }), undefined);
  });

  it("is not meant where somebody asks", async () => {
    assert.equal(await why({ trigger: "manual", asked: true }), undefined);
    assert.equal(await why({ trigger: "home-assistant", asked: true }), undefined);
  });
});
