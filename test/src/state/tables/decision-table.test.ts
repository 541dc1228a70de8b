import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Item } from "../../../../src/items/item.ts";
import { openDatabase } from "../../../../src/state/database.ts";
import { migrate } from "../../../../src/state/migrate.ts";
import { MIGRATIONS } from "../../../../src/state/migrations.ts";
import { prepareFile } from "../../../../src/state/prepare-file.ts";
import { openStore } from "../../../../src/state/sqlite-store.ts";
import { decisionTable } from "../../../../src/state/tables/decision-table.ts";
import { temporaryFolder } from "../../../support/state-samples.ts";

const item = (title: string, more: Partial<Item> = {}): Item => ({
  title,
  mediaType: "movie",
  ids: {},
  sources: [],
  ...more,
});
const DUNE = { tmdbId: 438631, mediaType: "movie" as const, title: "Dune", year: 2021 };
const at = (day: number) => `2026-03-0${day}T00:00:00.000Z`;

describe("decisions about titles in the memory", () => {
  const path = temporaryFolder();

  it("are there after a restart, in a database of before too", async () => {
    const file = path("decisions.db");
    const before = openDatabase(prepareFile(file));
    await migrate(
      before,
      MIGRATIONS.filter(({ version }) => version < 17),
      new Date(),
    );
    before.close();
    const store = await openStore({ file });
    await store.decide({ kind: "match", item: item("Dune"), match: DUNE, by: "anna", at: at(1) });
    await store.close();
    const again = await openStore({ file });
    const [known, ...more] = await again.decisionsOn(item("  DUNE "));
    assert.deepEqual([known?.kind, known?.match, known?.by, more], ["match", DUNE, "anna", []]);
    await again.close();
  });

  it("hold for a name: neither for another year nor for another name beside the same id", async () => {
    const store = await openStore({ file: path("names.db") });
    const wrong = item("Alien", { year: 1979, ids: { imdb: "tt0133093" } });
    await store.decide({ kind: "match", item: wrong, match: { ...DUNE, title: "Alien" }, at: at(1) });
    assert.equal(
      (await store.decisionsOn({ ...wrong, sources: [{ provider: "x", list: "y" }] } as Item)).length,
      1,
    );
    assert.deepEqual(await store.decisionsOn({ ...wrong, title: "The Matrix", year: 1999 }), []);
    assert.deepEqual(await store.decisionsOn({ ...wrong, year: 1980 }), []);
    await store.close();
  });

  it("hold for a list that gives nothing but the id", async () => {
    const store = await openStore({ file: path("bare.db") });
    const bare = item("", { mediaType: "unknown", ids: { imdb: "tt1160419" } });
    await store.decide({ kind: "ignore", item: { ...bare, title: "IMDb tt1160419" }, at: at(1) });
    assert.equal((await store.decisionsOn(bare)).length, 1);
    await store.decide({ kind: "match", item: { ...bare, title: "Dune" }, match: DUNE, at: at(2) });
    assert.deepEqual(
      (await store.decisionsOn(bare)).map(({ kind }) => kind),
      ["match", "ignore"],
    );
    await store.close();
  });

  it("are one of each kind, taken back apart from each other", async () => {
    const store = await openStore({ file: path("kinds.db") });
    const dune = item("Dune");
    await store.decide({ kind: "match", item: dune, match: DUNE, at: at(1) });
    await store.decide({ kind: "ignore", item: dune, match: DUNE, at: at(2) });
    assert.equal((await store.ignoredAs(DUNE))?.at, at(2));
    assert.equal(await store.ignoredAs({ ...DUNE, mediaType: "tv" }), undefined);
    const [{ name = "" } = {}] = await store.decisionsOn(dune);
    assert.equal(await store.takeBack(name, "ignore"), true);
    assert.equal(await store.takeBack(name, "ignore"), false);
    assert.deepEqual(
      (await store.decisionsOn(dune)).map(({ kind }) => kind),
      ["match"],
    );
    await store.close();
  });

  it("are made by one of two people who decide at once", async () => {
    const store = await openStore({ file: path("two.db") });
    const dune = item("Dune");
    const decide = (tmdbId: number, seen: string | null, day: number) =>
      store.decide({ kind: "match", item: dune, match: { ...DUNE, tmdbId }, at: at(day) }, seen);
    const [anna, ben] = await Promise.all([decide(1, null, 1), decide(2, null, 2)]);
    assert.deepEqual([anna.done, ben.done, ben.before?.match?.tmdbId], [true, false, 1]);
    assert.equal((await decide(2, at(1), 3)).done, true);
    await store.close();
  });

  it("cost next to nothing where nobody ever decided, and count at once where somebody does", async () => {
    let statements = 0;
    const file = path("none.db");
    const store = await openStore({
      file,
      open(file) {
        const db = openDatabase(file);
        const get: typeof db.get = (...statement) => {
          if (statement[0].includes("decisions")) statements++;
          return db.get(...statement);
        };
        const all: typeof db.all = (...statement) => {
          if (statement[0].includes("decisions")) statements++;
          return db.all(...statement);
        };
        return { ...db, get, all };
      },
    });
    const began = performance.now();
    for (let tmdb = 1; tmdb <= 1000; tmdb++) {
      assert.deepEqual(await store.decisionsOn(item("Dune", { ids: { tmdb } })), []);
      assert.equal(await store.ignoredAs({ ...DUNE, tmdbId: tmdb }), undefined);
    }
    // one in a tenth of a second, however many titles
    const most = 1 + (performance.now() - began) / 100;
    assert.ok(statements <= most, `${statements} statements instead of ${most}`);
    await store.decide({ kind: "ignore", item: item("Dune"), match: DUNE, at: at(1) });
    assert.equal((await store.decisionsOn(item("Dune"))).length, 1);
    assert.equal((await store.ignoredAs(DUNE))?.kind, "ignore");
    await store.close();
  });

  it("count soon where another process makes the first one", async () => {
    const file = path("other.db");
    const store = await openStore({ file });
    assert.deepEqual(await store.decisionsOn(item("Dune")), []);
    const other = openDatabase(file);
    decisionTable(other).decide({ kind: "ignore", item: item("Dune"), at: at(1) });
    other.close();
    const end = performance.now() + 10_000;
    let found = 0;
    while (found === 0 && performance.now() < end) {
      await sleep(20);
      found = (await store.decisionsOn(item("Dune"))).length;
    }
    await store.close();
    assert.equal(found, 1);
  });

  it("are listed newest first, by part of a title, in pages", async () => {
    const store = await openStore({ file: path("listed.db") });
    for (const [index, title] of ["Amélie", "Heat", "Amelia"].entries())
      await store.decide({ kind: "ignore", item: item(title), at: at(index + 1) });
    const titles = async (query: Parameters<typeof store.decisions>[0]) => {
      const { decisions, total } = await store.decisions(query);
      return [decisions.map(({ item: { title } }) => title), total];
    };
    assert.deepEqual(await titles({ text: "AMELI" }), [["Amelia", "Amélie"], 2]);
    assert.deepEqual(await titles({ limit: 1, offset: 1 }), [["Heat"], 3]);
    assert.deepEqual(await titles({ kind: "match" }), [[], 0]);
    await store.close();
  });
});
