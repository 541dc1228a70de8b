import assert from "node:assert/strict";
import type { Item, Outcome } from "../../../../src/items/item.ts";
import type { ItemQuery } from "../../../../src/state/port/titles.ts";
import type { Store } from "../../../../src/state/store.ts";
import {
  sampleItem,
  sampleList,
  sampleOutcome,
  sampleRun,
  sampleStore,
} from "../../../support/state-samples.ts";

const day = (number: number): string => `2026-03-0${number}T12:00:00.000Z`;

describe("questions about the items", () => {
  let store: Store;
  const titles = async (query: ItemQuery) => (await store.items(query)).items.map(({ item }) => item.title);
  const record = (runId: string, at: string, status: Outcome["status"], patch: Partial<Item>) =>
    store.record(runId, "srv", sampleItem({ ...patch, outcome: sampleOutcome(status, { at }) }), at);

  before(async () => {
    store = await sampleStore(
      sampleRun({ id: "one", startedAt: day(1) }),
      sampleRun({ id: "two", startedAt: day(3), profile: "4K" }),
    );
    const amelie = sampleItem({
      title: "Le Fabuleux Destin d'Amélie Poulain",
      year: 2001,
      ids: { tmdb: 194 },
    });
    const signs = sampleItem({ title: "100% %_?", ids: { imdb: "tt0000001" }, mediaType: "unknown" });
    await store.saveList(sampleList(), [amelie, signs], day(1));
    await store.saveList(sampleList({ provider: "trakt", list: "sean/horror" }), [amelie], day(1));
    await record("one", day(1), "requested", amelie);
    await record("one", day(2), "not_found", { title: "WALL·E", ids: { tmdb: 10681 } });
    await record("two", day(3), "failed", { title: "Bron/Broen", mediaType: "tv", ids: { tvdb: 252019 } });
    await record("two", day(4), "failed", { title: "WALL·E", ids: { tmdb: 10681 } });
  });
  after(() => store.close());

  it("without a condition give everything, the latest first, also what has no outcome yet", async () => {
    assert.deepEqual(await titles({}), [
      "WALL·E",
      "Bron/Broen",
      "Le Fabuleux Destin d'Amélie Poulain",
      "100% %_?",
    ]);
  });

  it("find a part of a title whatever its case, accents and punctuation", async () => {
    for (const text of ["amelie", "AMÉLIE P", "destin d’Amélie", "  amélie "]) {
      assert.deepEqual(await titles({ text }), ["Le Fabuleux Destin d'Amélie Poulain"], text);
    }
    assert.deepEqual(await titles({ text: "wall-e" }), ["WALL·E"]);
    assert.deepEqual(await titles({ text: "bron broen" }), ["Bron/Broen"]);
    assert.deepEqual(await titles({ text: "zzz" }), []);
  });

  it("take signs as signs, never as wildcards", async () => {
    assert.deepEqual(await titles({ text: "%" }), ["100% %_?"]);
    assert.deepEqual(await titles({ text: "_" }), ["100% %_?"]);
    assert.equal((await titles({ text: " " })).length, 4);
  });

  it("choose by the latest outcome only", async () => {
    assert.deepEqual(await titles({ statuses: ["not_found"] }), []);
    assert.deepEqual(await titles({ statuses: ["failed", "requested"] }), [
      "WALL·E",
      "Bron/Broen",
      "Le Fabuleux Destin d'Amélie Poulain",
    ]);
    assert.deepEqual(await titles({ statuses: [] }), []);
  });

  it("choose by what a run recorded, with the outcome of that run", async () => {
    const { items, total } = await store.items({ runId: "one" });
    assert.equal(total, 2);
    assert.deepEqual(
      items.map(({ item, outcome, runId }) => [item.title, outcome?.status, runId]),
      [
        ["WALL·E", "not_found", "one"],
        ["Le Fabuleux Destin d'Amélie Poulain", "requested", "one"],
      ],
    );
    assert.deepEqual(await titles({ runId: "one", statuses: ["not_found"] }), ["WALL·E"]);
  });

  it("choose by profile, list, provider, media type and time", async () => {
    assert.deepEqual(await titles({ profile: "4K" }), ["WALL·E", "Bron/Broen"]);
    assert.deepEqual(await titles({ provider: "imdb" }), ["Le Fabuleux Destin d'Amélie Poulain", "100% %_?"]);
    assert.deepEqual(await titles({ provider: "trakt", list: "top" }), []);
    assert.deepEqual(await titles({ list: "sean/horror" }), ["Le Fabuleux Destin d'Amélie Poulain"]);
    assert.deepEqual(await titles({ mediaType: "tv" }), ["Bron/Broen"]);
    assert.deepEqual(await titles({ since: day(3) }), ["WALL·E", "Bron/Broen"]);
    assert.deepEqual(await titles({ until: day(4), since: day(2) }), ["Bron/Broen"]);
  });

  it("give a page and the number of all", async () => {
    const { items, total } = await store.items({ limit: 2, offset: 1 });
    assert.equal(total, 4);
    assert.deepEqual(
      items.map(({ item }) => item.title),
      ["Bron/Broen", "Le Fabuleux Destin d'Amélie Poulain"],
    );
  });

  it("remember when an item was seen first and last, and what it was found to be", async () => {
    const match = { tmdbId: 10681, mediaType: "movie" as const, title: "WALL·E", matchedBy: "tmdb" as const };
    await record("two", day(5), "failed", { title: "WALL·E", ids: { tmdb: 10681 }, match });
    // the next list shows it without a match
    await store.saveList(
      sampleList(),
      [sampleItem({ title: "WALL·E", ids: { tmdb: 10681 }, rank: 3 })],
      day(6),
    );
    const [found] = (await store.items({ text: "wall e" })).items;
    assert.equal(found?.firstSeenAt, day(2));
    assert.equal(found?.lastSeenAt, day(6));
    assert.deepEqual(found?.item.match, match);
    assert.equal(found?.item.rank, 3);
    assert.equal(found?.item.outcome?.status, "failed");
  });
});
