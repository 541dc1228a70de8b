import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { addressIdentity } from "../../../src/http/address-identity.ts";
import { openDatabase } from "../../../src/state/database.ts";
import { migrate } from "../../../src/state/migrate.ts";
import { MIGRATIONS } from "../../../src/state/migrations.ts";
import { prepareFile } from "../../../src/state/prepare-file.ts";
import { SAMPLE_TIME, temporaryFolder } from "../../support/state-samples.ts";

describe("a database of 0.1 with keys in the addresses of own lists", () => {
  const path = temporaryFolder();
  const MARKER = "MaRkEr7x9qQ2";
  const address = `https://${MARKER}@example.org/list.csv?pw=${MARKER}`;
  const identity = addressIdentity(address) ?? "";
  const now = new Date(SAMPLE_TIME);

  async function leaveBehind(version: number): Promise<string> {
    const file = prepareFile(path(`old-${version}/state.db`));
    const db = openDatabase(file);
    await migrate(db, MIGRATIONS.slice(0, version), now);
    const source = { provider: "own", list: address, url: `https://example.org/${MARKER}/list.csv` };
    const item = JSON.stringify({ title: "Dune", mediaType: "movie", ids: {}, sources: [source] });
    const result = JSON.stringify({
      ...source,
      label: `CSV list at example.org/${MARKER}/list.csv`,
      items: 0,
      complete: false,
      warnings: [`${address} is slow.`],
      error: { code: "not-found", message: `There is nothing at ${address}.` },
    });
    const values = {
      list: address,
      at: SAMPLE_TIME,
      item,
      result,
      label: `CSV list at example.org/${MARKER}/list.csv`,
    };
    db.run("INSERT INTO lists VALUES ('own', @list, @label, NULL, @list, 1, 1, 1, @at)", values);
    db.run("INSERT INTO lists VALUES ('trakt', 'a/b', 'Trakt list', NULL, NULL, 1, 1, 1, @at)", values);
    db.run("INSERT INTO items VALUES ('k', 'Dune', 'dune', 'movie', @item, NULL, @at, @at, NULL)", values);
    db.run("INSERT INTO list_items VALUES ('own', @list, 'k', 1, @at, @at)", values);
    db.run(
      "INSERT INTO runs VALUES ('r', 'Main', 'manual', 0, 'failed', @at, @at, 1, 'not-found', 'Nothing at ' || @list)",
      values,
    );
    db.run("INSERT INTO run_lists VALUES ('r', 0, 'own', @list, @result)", values);
    if (version >= 4)
      db.run("INSERT INTO list_contents VALUES ('Main', 'own', @list, @at, '[' || @item || ']', 0)", values);
    db.close();
    return file;
  }

  for (const version of [1, 5])
    it(`knows the lists of format ${version} by their new identity, and no file holds a key any more`, async () => {
      const file = await leaveBehind(version);
      const db = openDatabase(file);
      assert.equal(await migrate(db, MIGRATIONS, now), version);
      for (const table of ["lists", "list_items", "run_lists", ...(version >= 4 ? ["list_contents"] : [])])
        assert.deepEqual(
          db.all(`SELECT list FROM ${table} WHERE provider = 'own'`),
          [{ list: identity }],
          table,
        );
      assert.equal(db.all("SELECT 1 FROM lists WHERE list = 'a/b'").length, 1);
      const stored = db.get<{ item: string }>("SELECT item FROM items");
      assert.equal(JSON.parse(stored?.item ?? "").sources[0].list, identity);
      const files = readdirSync(dirname(file));
      assert.ok(files.some((name) => name.includes(".backup-v")));
      for (const name of files)
        assert.equal(readFileSync(join(dirname(file), name)).includes(MARKER), false, name);
      db.close();
      assert.equal(readFileSync(file).includes(MARKER), false);
    });
});
