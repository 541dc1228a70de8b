import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { listsFor } from "../../../src/watch/lists-for.ts";
import { namePattern } from "../../../src/watch/watched.ts";
import { watchWorld } from "./watch-world.ts";

describe("the lists of a changed file", () => {
  const world = watchWorld();
  after(() => world.end());
  const names = [{ fits: namePattern("imdb*.csv"), provider: "imdb" }];

  it("are those that read it, however they name it, and those of a site by its name", async () => {
    mkdirSync(join(world.base, "real"));
    writeFileSync(join(world.base, "real", "imdb.csv"), "a");
    symlinkSync(join(world.base, "real"), join(world.base, "link"));
    const entries = [
      { list: join(world.base, "link", "imdb.csv"), provider: "own", limit: 3 },
      { list: `file://${join(world.base, "real", "imdb.csv")}` },
      { list: "top", provider: "imdb" },
      { list: "top", provider: "imdb", enabled: false },
      { list: "stevenlu", provider: "stevenlu" },
      { list: "not understood" },
    ];
    const folder = join(world.base, "real");
    const look = (change: "changed" | "deleted") =>
      listsFor([{ path: "imdb.csv", change }], [folder], { entries, names, ownLists: true }, assert.fail);
    const [changed] = await look("changed");
    assert.deepEqual(
      changed?.lists.map(({ list }) => list),
      [entries[0]?.list, entries[1]?.list, "top"],
    );
    const [deleted] = await look("deleted");
    assert.equal(deleted?.lists.length, 2);
  });
});
