import assert from "node:assert/strict";
import type { LibraryEntry } from "../../../src/overseerr/library/library-index.ts";
import { decide, type Situation } from "../../../src/requests/decide.ts";
import { seasonNames } from "../../../src/requests/messages.ts";
import { fullPolicy, type RequestPolicy } from "../../../src/requests/request-policy.ts";
import type { TitleDetail } from "../../../src/state/port/findings.ts";

const entry = (status: number, patch: Partial<LibraryEntry> = {}): LibraryEntry => ({
  mediaType: "movie",
  tmdbId: 1,
  status,
  status4k: 1,
  seasons: [],
  ...patch,
});
const detail = (
  requests: Partial<TitleDetail["requests"][number]>[] = [],
  seasons = [1, 2, 3],
): TitleDetail => ({
  mediaType: "movie",
  tmdbId: 1,
  title: "x",
  seasons: seasons.map((seasonNumber) => ({ seasonNumber, airDate: "2020-01-01" })),
  requests: requests.map((request, id) => ({ id, is4k: false, status: 2, seasons: [], ...request })),
  at: "2026-11-21T00:00:00Z",
});
interface Case extends Partial<Omit<Situation, "policy">> {
  policy?: RequestPolicy;
}
const decided = ({ policy, ...situation }: Case) => {
  const decision = decide({
    mediaType: "movie",
    is4k: false,
    today: "2026-11-21",
    policy: fullPolicy(policy),
    ...situation,
  });
  if (decision.kind === "settled") return decision.status;
  return decision.kind === "request" && decision.seasons ? decision.seasons : decision.kind;
};
const again: RequestPolicy = { onDeclined: "request", onDeleted: "request" };

describe("decide: movies", () => {
  const byIndex: [string, LibraryEntry | undefined, string][] = [
    ["nobody has asked for", undefined, "request"],
    ["that waiting for approval", entry(2), "already_requested"],
    ["on its way", entry(3), "already_requested"],
    ["partly there", entry(4), "partially_available"],
    ["in the library", entry(5), "already_available"],
    ["on the blocklist", entry(6), "blocklisted"],
    ["deleted from the library", entry(7), "skipped"],
    ["of a status nobody knows", entry(8), "skipped"],
    ["of status unknown", entry(1), "needs-details"],
  ];
  for (const [name, row, status] of byIndex)
    it(`one ${name}: ${status}, by the index alone`, () => assert.equal(decided({ entry: row }), status));

  it("respects a declined request, unless told to ask again", () => {
    const declined = { entry: entry(1), detail: detail([{ status: 3 }]) };
    assert.equal(decided(declined), "declined");
    assert.equal(decided({ ...declined, policy: again }), "request");
  });

  it("respects a request that somebody deleted, unless told to ask again", () => {
    const deleted = { entry: entry(1), detail: detail(), ours: true };
    assert.equal(decided(deleted), "skipped");
    assert.equal(decided({ ...deleted, policy: again }), "request");
  });

  it("does not take a row of unknown status for a deleted request when nobody of us made one", () => {
    assert.equal(decided({ entry: entry(1), detail: detail() }), "request");
    assert.equal(decided({ entry: entry(1, { status4k: 3 }), detail: detail() }), "request");
    assert.equal(decided({ entry: entry(1), detail: detail([{ is4k: true, status: 3 }]) }), "request");
  });

  it("finds a request that stands though the status does not show it, a failed one too", () => {
    for (const status of [1, 2, 4]) {
      assert.equal(decided({ entry: entry(1), detail: detail([{ status }]) }), "already_requested");
      assert.equal(
        decided({ entry: entry(7), detail: detail([{ status }]), policy: again }),
        "already_requested",
      );
    }
  });

  it("a request that stands counts more than an older declined one", () => {
    assert.equal(
      decided({ entry: entry(1), detail: detail([{ status: 3 }, { status: 1 }]) }),
      "already_requested",
    );
  });

  it("asks for a deleted title again when told to, after a look", () => {
    assert.equal(decided({ entry: entry(7), policy: again }), "needs-details");
    assert.equal(decided({ entry: entry(7), detail: detail([{ status: 5 }]), policy: again }), "request");
  });

  it("looks at the 4K status for 4K, and a blocked title is blocked in both", () => {
    assert.equal(decided({ is4k: true, entry: entry(5, { status4k: 3 }) }), "already_requested");
    assert.equal(decided({ is4k: true, entry: entry(1, { status4k: 5 }) }), "already_available");
    assert.equal(decided({ is4k: true, entry: entry(5) }), "needs-details");
    assert.equal(decided({ is4k: true, entry: entry(5), detail: detail([{ status: 5 }]) }), "request");
    assert.equal(decided({ is4k: true, entry: entry(6) }), "blocklisted");
  });
});

describe("decide: shows", () => {
  const show = (situation: Case) => decided({ mediaType: "tv", ...situation });

  it("needs the season numbers of a new show", () => {
    assert.equal(show({}), "needs-details");
    assert.deepEqual(show({ detail: detail() }), [1, 2, 3]);
  });

  it("settles what is there, blocked or deleted by the index alone", () => {
    assert.equal(show({ entry: entry(5) }), "already_available");
    assert.equal(show({ entry: entry(6) }), "blocklisted");
    assert.equal(show({ entry: entry(7) }), "skipped");
  });

  it("asks only for seasons that nobody has asked for", () => {
    const requested = detail([{ seasons: [1] }, { seasons: [3], is4k: true }]);
    assert.deepEqual(show({ entry: entry(3), detail: requested }), [2, 3]);
    assert.equal(show({ entry: entry(3), detail: detail([{ seasons: [1, 2, 3] }]) }), "already_requested");
  });

  it("completes a show that is partly there, unless told to leave it", () => {
    const seasons = [
      { seasonNumber: 1, status: 5, status4k: 1 },
      { seasonNumber: 2, status: 4, status4k: 1 },
    ];
    const partly = { entry: entry(4, { seasons }), detail: detail() };
    assert.deepEqual(show(partly), [3]);
    assert.equal(
      show({ entry: entry(4, { seasons }), policy: { onPartial: "leave" } }),
      "partially_available",
    );
    assert.equal(show({ ...partly, policy: { seasons: 2 } }), "already_available");
  });

  it("leaves declined seasons out, unless told to ask again", () => {
    const declined = detail([{ status: 3, seasons: [1, 2] }]);
    assert.deepEqual(show({ entry: entry(3), detail: declined }), [3]);
    assert.deepEqual(show({ entry: entry(3), detail: declined, policy: again }), [1, 2, 3]);
    assert.equal(show({ entry: entry(1), detail: declined, policy: { seasons: "first" } }), "declined");
  });

  it("leaves deleted seasons out, unless told to ask again", () => {
    const seasons = [{ seasonNumber: 1, status: 7, status4k: 1 }];
    const known = { entry: entry(4, { seasons }), detail: detail([{ status: 5, seasons: [1] }], [1]) };
    assert.equal(show(known), "skipped");
    assert.deepEqual(show({ ...known, policy: again }), [1]);
  });

  it("respects a whole request that somebody deleted", () => {
    const deleted = { entry: entry(1), detail: detail(), ours: true };
    assert.equal(show(deleted), "skipped");
    assert.deepEqual(show({ ...deleted, policy: again }), [1, 2, 3]);
  });

  it("asks for a show whose row a watchlist or a library scan made", () => {
    assert.deepEqual(show({ entry: entry(1), detail: detail() }), [1, 2, 3]);
  });

  it("takes a completed request of a season for there while the show is", () => {
    const completed = detail([{ status: 5, seasons: [1] }], [1]);
    assert.equal(show({ entry: entry(4), detail: completed }), "already_available");
    assert.equal(show({ entry: entry(3), detail: completed }), "skipped");
  });

  it("does not ask when no season fits", () => {
    assert.equal(show({ detail: detail([], [0]) }), "skipped");
    assert.equal(show({ detail: detail(), listed: [9], policy: { seasons: "listed" } }), "skipped");
  });
});

describe("seasonNames", () => {
  it("reads like a sentence", () => {
    assert.deepEqual([[0], [2], [1, 3]].map(seasonNames), [
      "Season 0 (specials)",
      "Season 2",
      "Seasons 1, 3",
    ]);
  });
});
