import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { looksLikeImdbCsv, parseImdbCsv } from "../../../../src/lists/imdb/csv.ts";
import { ListError } from "../../../../src/lists/list-error.ts";
import { describeWithFixtures, fixturePath } from "../../../support/fixtures.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const HEADER = "Position,Const,Created,Modified,Description,Title,URL,Title Type,IMDb Rating,Year";

describeWithFixtures("recorded CSV exports of IMDb", () => {
  const read = (name: string) => parseImdbCsv(readFileSync(fixturePath(`imdb/csv/${name}`)));

  it("reads the first generation, with lower-case columns and Feature Film", async () => {
    const { items, total } = await read("export-v1.csv");
    assert.equal(total, 7);
    assert.equal(items.length, 7);
    assert.equal(items[0]?.title, "Cloverfield");
    assert.equal(items[0]?.mediaType, "movie");
    assert.equal(items[0]?.year, 2008);
    assert.equal(items[0]?.addedAt, "2009-04-09T00:00:00.000Z");
    assert.equal(items[0]?.rating, 7.1);
  });

  it("goes by Const, which need not be the id of the address beside it", async () => {
    const { items } = await read("export-v1.csv");
    assert.equal(items[0]?.ids.imdb, "tt2442136");
  });

  for (const [name, rows] of [
    ["export-v3.csv", 3],
    ["export-v4.csv", 8],
    ["list-export-2023-08.csv", 12],
  ] as const)
    it(`reads all ${rows} titles of ${name}`, async () => {
      const { items, total, warnings } = await read(name);
      assert.equal(items.length, rows);
      assert.equal(total, rows);
      assert.deepEqual(warnings, []);
      assert.ok(items.every(({ mediaType, year }) => mediaType !== "unknown" && year !== undefined));
    });

  it("keeps a title with a comma in one piece", async () => {
    const { items } = await read("export-v4.csv");
    assert.equal(items[7]?.title, "O Brother, Where Art Thou?");
  });

  it("reads a file that Excel stored again: Windows-1252, 470 blank rows, dates that mean nothing", async () => {
    const { items, total, warnings } = await read("watchlist-export-2020-excel-mangled-dates.csv");
    assert.equal(total, 19);
    assert.equal(items.length, 19);
    assert.deepEqual(warnings, []);
    assert.deepEqual([items[0]?.title, items[0]?.mediaType], ["Band of Brothers", "tv"]);
    assert.ok(items.every(({ addedAt }) => addedAt === undefined));
    assert.ok(items.every(({ title }) => !title.includes("\uFFFD")));
  });

  it("reads types as labels, and leaves three episodes out", async () => {
    const { items, total, warnings } = await read("watchlist-export-2024-12.csv");
    assert.equal(total, 1550);
    assert.equal(items.length, 1547);
    assert.deepEqual(warnings, ["3 episodes left out."]);
    assert.equal(items.filter(({ mediaType }) => mediaType === "tv").length, 340 + 66);
    assert.equal(items.filter(({ mediaType }) => mediaType === "unknown").length, 0);
    assert.equal(items[0]?.addedAt, "2018-08-08T00:00:00.000Z");
  });
});

describe("CSV exports of IMDb", () => {
  it("are known by the columns Const and Title, in any case and with any separator", () => {
    assert.ok(looksLikeImdbCsv(HEADER));
    assert.ok(looksLikeImdbCsv("\uFEFFposition;const;created;Title;Title type"));
    assert.ok(looksLikeImdbCsv('"Const","Your Rating","Date Rated","Title"'));
    assert.ok(!looksLikeImdbCsv("imdb_id,title,year"));
  });

  it("may be ratings, whose dates stand in another column", async () => {
    const { items } = await parseImdbCsv(
      bytes(
        "Const,Your Rating,Date Added,Title,Title Type,Year\ntt0133093,9,2020-01-02,The Matrix,movie,1999\n",
      ),
    );
    assert.deepEqual(items, [
      {
        title: "The Matrix",
        year: 1999,
        mediaType: "movie",
        ids: { imdb: "tt0133093" },
        rank: 1,
        addedAt: "2020-01-02T00:00:00.000Z",
        sources: [{ provider: "imdb", list: "csv" }],
      },
    ]);
  });

  it("may be separated by semicolons, as Excel does in half of Europe", async () => {
    const text = `${HEADER.replaceAll(",", ";")}\r\n1;tt0133093;;;"a; b";Matrix;;movie;8,7;1999\r\n`;
    const { items } = await parseImdbCsv(bytes(text));
    assert.equal(items[0]?.description, "a; b");
    assert.equal(items[0]?.rating, 8.7);
  });

  it("say an unknown type for a label in another language, so that the id decides", async () => {
    const { items } = await parseImdbCsv(
      bytes(`${HEADER}\n1,tt0903747,,,,Breaking Bad,,Serie TV,9.5,2008\n`),
    );
    assert.equal(items[0]?.mediaType, "unknown");
  });

  it("come with the list that the caller names", async () => {
    const source = { provider: "own", list: "my.csv" };
    const { items } = await parseImdbCsv(
      bytes(`${HEADER}\n1,tt0133093,,,,The Matrix,,movie,,1999\n`),
      source,
    );
    assert.deepEqual(items[0]?.sources, [source]);
  });

  it("may be empty", async () => {
    assert.deepEqual(await parseImdbCsv(bytes(`${HEADER}\n`)), { items: [], total: 0, warnings: [] });
  });

  it("count the rows that name no title", async () => {
    const { items, warnings } = await parseImdbCsv(
      bytes(`${HEADER}\n1,tt0133093,,,,The Matrix,,movie,,1999\n2,,,,,No id,,movie,,2000\n`),
    );
    assert.equal(items.length, 1);
    assert.deepEqual(warnings, ["1 entry without a title left out."]);
  });

  it("are refused when they list people, or are something else", async () => {
    const isBadInput = (error: unknown) => error instanceof ListError && error.code === "bad-input";
    await assert.rejects(
      parseImdbCsv(bytes("Position,Const,Title\n1,nm0000206,Keanu Reeves\n")),
      (error) => isBadInput(error) && /people/.test(String(error)),
    );
    await assert.rejects(parseImdbCsv(bytes("")), isBadInput);
    await assert.rejects(parseImdbCsv(bytes("imdb_id,title\ntt1,x\n")), isBadInput);
  });
});
