import assert from "node:assert/strict";
import { type SeasonPlan, wantedSeasons } from "../../../src/requests/season-plan.ts";

const seasons = [
  { seasonNumber: 0, airDate: "2019-01-01", episodes: 3 },
  { seasonNumber: 2, airDate: "2020-05-01", episodes: 8 },
  { seasonNumber: 1, airDate: "2019-05-01", episodes: 8 },
  { seasonNumber: 3, airDate: "2027-05-01", episodes: 0 },
  { seasonNumber: 4 },
];
const wanted = (plan: Partial<SeasonPlan>) =>
  wantedSeasons(seasons, { policy: "all", specials: false, today: "2026-11-21", ...plan });

describe("wantedSeasons", () => {
  it("all: every regular season, announced ones too", () => assert.deepEqual(wanted({}), [1, 2, 3, 4]));
  it("missing: those that have begun", () => assert.deepEqual(wanted({ policy: "missing" }), [1, 2]));
  it("missing: a season that begins today", () =>
    assert.deepEqual(wanted({ policy: "missing", today: "2027-05-01" }), [1, 2, 3]));
  it("first: the first", () => assert.deepEqual(wanted({ policy: "first" }), [1]));
  it("latest: the last that has begun", () => assert.deepEqual(wanted({ policy: "latest" }), [2]));
  it("a number: the first so many", () => {
    assert.deepEqual(wanted({ policy: 2 }), [1, 2]);
    assert.deepEqual(wanted({ policy: 99 }), [1, 2, 3, 4]);
  });
  it("listed: those the list names and the server knows, all if it names none", () => {
    assert.deepEqual(wanted({ policy: "listed", listed: [4, 2, 17] }), [2, 4]);
    assert.deepEqual(wanted({ policy: "listed" }), [1, 2, 3, 4]);
    assert.deepEqual(wanted({ policy: "listed", listed: [] }), [1, 2, 3, 4]);
  });
  it("specials only if asked for, or named by the list", () => {
    assert.deepEqual(wanted({ specials: true }), [0, 1, 2, 3, 4]);
    assert.deepEqual(wanted({ specials: true, policy: "first" }), [1]);
    assert.deepEqual(wanted({ policy: "listed", listed: [0, 1] }), [0, 1]);
  });
  it("a show without any dates counts as shown", () => {
    const undated = [{ seasonNumber: 1 }, { seasonNumber: 2 }];
    const plan = { specials: false, today: "2026-11-21" };
    assert.deepEqual(wantedSeasons(undated, { policy: "missing", ...plan }), [1, 2]);
    assert.deepEqual(wantedSeasons(undated, { policy: "latest", ...plan }), [2]);
  });
  it("a show without seasons has none", () =>
    assert.deepEqual(wantedSeasons([], { policy: "latest", specials: true, today: "2026-11-21" }), []));
});
