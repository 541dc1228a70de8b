import assert from "node:assert/strict";
import type { Item, Outcome } from "../../../src/items/item.ts";
import type { ItemQuery, Store } from "../../../src/state/store.ts";
import {
  sampleItem,
  sampleList,
  sampleOutcome,
  sampleRun,
  sampleStore,
} from "../../support/state-samples.ts";

const day = (number: number): string => `2026-03-0${number}T12:00:00.000Z`;

describe("questions about the items", () => {
  let store: Store;
  const titles = (query: ItemQuery) => store.items(query).items.map(({ item }) => item.title);
  const record = (runId: string, at: string, status: Outcome["status"], patch: Partial<Item>) =>
    store.record(runId, "srv", sampleItem({ ...patch, outcome: sampleOutcome(status, { at }) }), at);

  before(() => {
    store = sampleStore(
      sampleRun({ id: "one", startedAt: day(1) }),
      sampleRun({ id: "two", startedAt: day(3), profile: "4K" }),
    );
    const amelie = sampleItem({
      title: "Le Fabuleux Destin d'Amélie Poulain",
      year: 2001,
      ids: { tmdb: 194 },
    });
    const signs = sampleItem({ title: "100% %_?", ids: { imdb: "tt0000001" }, mediaType: "unknown" });
    store.saveList(sampleList(), [amelie, signs], day(1));
    store.saveList(sampleList({ provider: "trakt", list: "sean/horror" }), [amelie], day(1));
    record("one", day(1), "requested", amelie);
    record("one", day(2), "not_found", { title: "WALL·E", ids: { tmdb: 10681 } });
    record("two", day(3), "failed", { title: "Bron/Broen", mediaType: "tv", ids: { tvdb: 252019 } });
    record("two", day(4), "failed", { title: "WALL·E", ids: { tmdb: 10681 } });
  });
  after(() => store.close());

  it("without a condition give everything, the latest first, also what has no outcome yet", () => {
    assert.deepEqual(titles({}), ["WALL·E", "Bron/Broen", "Le Fabuleux Destin d'Amélie Poulain", "100% %_?"]);
  });

  it("find a part of a title whatever its case, accents and punctuation", () => {
    for (const text of ["amelie", "AMÉLIE P", "destin d’Amélie", "  amélie "]) {
      assert.deepEqual(titles({ text }), ["Le Fabuleux Destin d'Amélie Poulain"], text);
    }
    assert.deepEqual(titles({ text: "wall-e" }), ["WALL·E"]);
    assert.deepEqual(titles({ text: "bron broen" }), ["Bron/Broen"]);
    assert.deepEqual(titles({ text: "zzz" }), []);
  });

  it("take signs as signs, never as wildcards", () => {
    assert.deepEqual(titles({ text: "%" }), ["100% %_?"]);
    assert.deepEqual(titles({ text: "_" }), ["100% %_?"]);
    assert.equal(titles({ text: " " }).length, 4);
  });

  it("choose by the latest outcome only", () => {
    assert.deepEqual(titles({ statuses: ["not_found"] }), []);
    assert.deepEqual(titles({ statuses: ["failed", "requested"] }), [
      "WALL·E",
      "Bron/Broen",
      "Le Fabuleux Destin d'Amélie Poulain",
    ]);
    assert.deepEqual(titles({ statuses: [] }), []);
  });

  it("choose by what a run recorded, with the outcome of that run", () => {
    const { items, total } = store.items({ runId: "one" });
    assert.equal(total, 2);
    assert.deepEqual(
      items.map(({ item, outcome, runId }) => [item.title, outcome?.status, runId]),
      [
        ["WALL·E", "not_found", "one"],
        ["Le Fabuleux Destin d'Amélie Poulain", "requested", "one"],
      ],
    );
    assert.deepEqual(titles({ runId: "one", statuses: ["not_found"] }), ["WALL·E"]);
  });

  it("choose by profile, list, provider, media type and time", () => {
    assert.deepEqual(titles({ profile: "4K" }), ["WALL·E", "Bron/Broen"]);
    assert.deepEqual(titles({ provider: "imdb" }), ["Le Fabuleux Destin d'Amélie Poulain", "100% %_?"]);
    assert.deepEqual(titles({ provider: "trakt", list: "top" }), []);
    assert.deepEqual(titles({ list: "sean/horror" }), ["Le Fabuleux Destin d'Amélie Poulain"]);
    assert.deepEqual(titles({ mediaType: "tv" }), ["Bron/Broen"]);
    assert.deepEqual(titles({ since: day(3) }), ["WALL·E", "Bron/Broen"]);
    assert.deepEqual(titles({ until: day(4), since: day(2) }), ["Bron/Broen"]);
  });

  it("give a page and the number of all", () => {
    const { items, total } = store.items({ limit: 2, offset: 1 });
    assert.equal(total, 4);
    assert.deepEqual(
      items.map(({ item }) => item.title),
      ["Bron/Broen", "Le Fabuleux Destin d'Amélie Poulain"],
    );
  });

  it("remember when an item was seen first and last, and what it was found to be", () => {
    const match = { tmdbId: 10681, mediaType: "movie" as const, title: "WALL·E", matchedBy: "tmdb" as const };
    record("two", day(5), "failed", { title: "WALL·E", ids: { tmdb: 10681 }, match });
    // the next list shows it without a match
    store.saveList(sampleList(), [sampleItem({ title: "WALL·E", ids: { tmdb: 10681 }, rank: 3 })], day(6));
    const [found] = store.items({ text: "wall e" }).items;
    assert.equal(found?.firstSeenAt, day(2));
    assert.equal(found?.lastSeenAt, day(6));
    assert.deepEqual(found?.item.match, match);
    assert.equal(found?.item.rank, 3);
    assert.equal(found?.item.outcome?.status, "failed");
  });
});
