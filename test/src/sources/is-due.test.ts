import assert from "node:assert/strict";
import { type Wish, whyNotDue } from "../../../src/sources/is-due.ts";
import { openStore } from "../../../src/state/sqlite-store.ts";
import type { RunState, Store } from "../../../src/state/store.ts";

const scheduled: Wish = { profile: "Main", dryRun: false, trigger: "schedule", asked: false };

describe("a run that nobody asked for", () => {
  let store: Store;
  beforeEach(() => {
    store = openStore({ file: ":memory:" });
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
  const why = (wish: Partial<Wish> = {}, automated = false) =>
    whyNotDue({ ...scheduled, ...wish }, store, automated);

  it("waits until somebody has begun the first one of its profile", () => {
    assert.equal(why(), "never-run");
    ran("completed", false, "4K");
    assert.equal(why(), "never-run", "another profile's run says nothing");
    assert.equal(why({ profile: "4K" }), undefined);
  });

  for (const state of ["completed", "completed_with_errors", "failed", "cancelled", "interrupted"] as const)
    it(`may begin after a run by hand that is ${state}: somebody wanted it`, () => {
      ran(state);
      assert.equal(why(), undefined);
    });

  for (const [state, expected] of [
    ["completed", undefined],
    ["completed_with_errors", undefined],
    ["failed", "never-run"],
    ["cancelled", "never-run"],
    ["interrupted", "never-run"],
  ] as const)
    it(`${expected ? "still waits" : "may begin"} after a dry run that is ${state}`, () => {
      ran(state, true);
      assert.equal(why(), expected);
    });

  it("may be a dry run itself, which requests nothing", () => {
    assert.equal(why({ dryRun: true }), undefined);
  });

  it("may begin by itself where somebody has said so for the whole Node-RED", () => {
    assert.equal(why({}, true), undefined);
  });

  it("waits while automatic sync is off, whatever else is said; what is no schedule does not", () => {
    ran("completed");
    store.setProfileSettings("Main", { automatic: false });
    assert.equal(why({}, true), "automatic-off");
    assert.equal(why({ dryRun: true }), "automatic-off");
    assert.equal(why({ trigger: "home-assistant" }), undefined);
  });

  it("is not meant where somebody asks", () => {
    assert.equal(why({ trigger: "manual", asked: true }), undefined);
    assert.equal(why({ trigger: "home-assistant", asked: true }), undefined);
  });
});
