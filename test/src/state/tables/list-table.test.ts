import assert from "node:assert/strict";
import { type Database, openDatabase } from "../../../../src/state/database.ts";
import { openStore } from "../../../../src/state/sqlite-store.ts";
import type { Store } from "../../../../src/state/store.ts";
import { brokenList, sampleItem, sampleList, temporaryFolder } from "../../../support/state-samples.ts";

const day = (number: number): string => `2026-03-0${number}T12:00:00.000Z`;

describe("the lists in the store", () => {
  const path = temporaryFolder();
  let store: Store;
  let db: Database;
  before(async () => {
    store = await openStore({ file: path("lists.db") });
    db = openDatabase(path("lists.db"));
  });
  after(async () => {
    await store.close();
    db.close();
  });
  const members = (list: string) =>
    db.all(
      "SELECT item_key, rank, first_seen_at, last_seen_at FROM list_items WHERE list = @list ORDER BY rank",
      {
        list,
      },
    );

  it("keep an item that is on several lists once, as a member of each", async () => {
    const matrix = sampleItem({ rank: 1 });
    await store.saveList(sampleList({ list: "a" }), [matrix], day(1));
    await store.saveList(sampleList({ list: "b" }), [matrix], day(1));
    assert.equal((await store.items({})).total, 1);
    assert.equal(members("a").length, 1);
    assert.equal(members("b").length, 1);
  });

  it("know since when and until when an item was seen on them", async () => {
    const [first, second] = [sampleItem({ rank: 1 }), sampleItem({ ids: { tmdb: 604 }, rank: 2 })];
    await store.saveList(sampleList({ list: "c" }), [first, second], day(1));
    await store.saveList(sampleList({ list: "c" }), [{ ...first, rank: 5 }], day(2));
    assert.deepEqual(members("c"), [
      { item_key: "movie:tmdb:604", rank: 2, first_seen_at: day(1), last_seen_at: day(1) },
      { item_key: "movie:tmdb:603", rank: 5, first_seen_at: day(1), last_seen_at: day(2) },
    ]);
  });

  it("are not touched by a failure, which is not an empty list", async () => {
    await store.saveList(
      sampleList({ provider: "trakt", list: "d", items: 1, name: "Horror" }),
      [sampleItem()],
      day(1),
    );
    const before = db.get("SELECT * FROM lists WHERE list = 'd'");
    await store.saveList(brokenList("d"), [], day(2));
    assert.deepEqual(db.get("SELECT * FROM lists WHERE list = 'd'"), before);
    assert.equal(members("d").length, 1);
  });

  it("may be empty", async () => {
    await store.saveList(sampleList({ list: "e", items: 0 }), [], day(1));
    assert.deepEqual(db.get("SELECT items, synced_at FROM lists WHERE list = 'e'"), {
      items: 0,
      synced_at: day(1),
    });
  });
});
