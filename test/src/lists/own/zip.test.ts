import assert from "node:assert/strict";
import { TextReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import { createContext } from "../../../../src/lists/fetching/context.ts";
import { own } from "../../../../src/lists/own/index.ts";
import { describeWithFixtures, readFixture } from "../../../support/fixtures.ts";
import { listen } from "../../../support/listen.ts";

async function pack(files: Record<string, string>): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const [name, text] of Object.entries(files)) await writer.add(name, new TextReader(text));
  return writer.close();
}

const LETTERBOXD = {
  "watchlist.csv": "Date,Name,Year,Letterboxd URI\n2026-01-01,Heat,1995,https://boxd.it/29Ae\n",
  "watched.csv": "Date,Name,Year,Letterboxd URI\n2026-01-01,Ran,1985,https://boxd.it/1\n",
  "lists/horror.csv":
    'Letterboxd list export v7\nDate,Name,Tags,URL,Description\n2026-01-01,Horror,,https://boxd.it/x,"several\nlines"\n\nPosition,Name,Year,URL,Description\n1,Alien,1979,https://boxd.it/2,\n2,The Thing,1982,https://boxd.it/3,\n',
  "__MACOSX/watchlist.csv": "rubbish",
};

const movie = (title: string, tmdb: number) => ({
  type: "movie",
  movie: { title, year: 2000, ids: { trakt: tmdb, tmdb } },
});
const TRAKT = {
  "lists-watchlist.json": JSON.stringify([movie("One", 1), movie("Two", 2)]),
  "lists-watchlist-2.json": JSON.stringify([movie("Three", 3)]),
  "lists-list-77-best.json": JSON.stringify([
    { type: "show", show: { title: "Fargo", year: 2014, ids: { tmdb: 60622, tvdb: 269613 } } },
  ]),
  "user-profile.json": "{}",
};

describe("An export as ZIP", () => {
  async function read(input: string, bytes: Uint8Array, limit?: number) {
    const parsed = own.parse(input);
    assert.ok(parsed, "it is understood");
    const paths: string[] = [];
    const readFile = async (path: string) => {
      paths.push(path);
      return bytes;
    };
    const { signal } = new AbortController();
    const fetched = await own.fetch(parsed, createContext(own, parsed, { readFile }, { signal, limit }));
    return { ...fetched, paths, titles: fetched.items.map(({ title }) => title) };
  }

  it("of Letterboxd gives the watchlist", async () => {
    const { titles, paths, via, complete } = await read("/data/letterboxd.zip", await pack(LETTERBOXD));
    assert.deepEqual([titles, paths, via, complete], [["Heat"], ["/data/letterboxd.zip"], "file", true]);
  });

  it("of Letterboxd gives another list by its name, with a description of several lines", async () => {
    const { titles, paths } = await read("/data/letterboxd.zip#lists/horror.csv", await pack(LETTERBOXD));
    assert.deepEqual([titles, paths], [["Alien", "The Thing"], ["/data/letterboxd.zip"]]);
    assert.deepEqual((await read("letterboxd.zip#horror", await pack(LETTERBOXD))).titles, [
      "Alien",
      "The Thing",
    ]);
  });

  it("of Trakt gives the watchlist with all its parts, in their order", async () => {
    const { items, total } = await read("/data/trakt.zip", await pack(TRAKT));
    assert.deepEqual(
      items.map(({ title, ids, rank }) => [title, ids.tmdb, rank]),
      [
        ["One", 1, 1],
        ["Two", 2, 2],
        ["Three", 3, 3],
      ],
    );
    assert.equal(total, 3);
  });

  it("of Trakt gives one of its lists", async () => {
    const { items } = await read("/data/trakt.zip#lists-list-77-best.json", await pack(TRAKT));
    assert.deepEqual([items[0]?.mediaType, items[0]?.ids.tvdb], ["tv", 269613]);
  });

  it("names its lists when the one that is wanted is not there, or none is named", async () => {
    const bytes = await pack({ "a.csv": "title\nHeat", "b.csv": "title\nRan" });
    await assert.rejects(read("/data/x.zip#horror", bytes), { code: "not-found", message: /a\.csv, b\.csv/ });
    await assert.rejects(read("/data/x.zip", bytes), {
      code: "bad-input",
      message: /x\.zip|export\.zip#a\.csv/,
    });
    assert.deepEqual((await read("/data/x.zip", await pack({ "a.csv": "title\nHeat" }))).titles, ["Heat"]);
  });

  const HEADER = "Date,Name,Year,Letterboxd URI\n2026-01-01,";
  const list = (title: string) => `title\n${title}\n`;

  it("is read without other lists whose names look like parts, and without what was thrown away", async () => {
    const bytes = await pack({
      "watchlist.csv": `${HEADER}Heat,1995,x\n`,
      "lists/watchlist-2024.csv": list("Alien"),
      "lists/horror.csv": list("Dune"),
      "deleted/lists/horror-1.csv": list("Tenet"),
      "orphaned/watchlist.csv": list("Her"),
    });
    assert.deepEqual((await read("/data/x.zip", bytes)).titles, ["Heat"]);
    assert.deepEqual((await read("/data/x.zip#horror", bytes)).titles, ["Dune"]);
    assert.deepEqual((await read("/data/x.zip#deleted/lists/horror-1.csv", bytes)).titles, ["Tenet"]);
    assert.deepEqual((await read("/data/x.zip#watchlist-2024", bytes)).titles, ["Alien"]);
    await assert.rejects(read("/data/x.zip#horror-1", bytes), { code: "not-found" });
  });

  it("has parts only as JSON, in one folder, counted without a gap", async () => {
    const part = (title: string) => JSON.stringify([{ title }]);
    const bytes = await pack({
      "a/lists-watchlist.json": part("One"),
      "a/lists-watchlist-2.json": part("Two"),
      "a/lists-watchlist-4.json": part("Four"),
      "b/lists-watchlist-3.json": part("Three"),
    });
    assert.deepEqual((await read("/data/x.zip", bytes)).titles, ["One", "Two"]);
    assert.deepEqual((await read("/data/x.zip#a/lists-watchlist-4.json", bytes)).titles, ["Four"]);
  });

  it("with several lists of one name names them, and mixes none", async () => {
    const bytes = await pack({ "a/horror.csv": list("Heat"), "b/horror.csv": list("Ran") });
    await assert.rejects(read("/data/x.zip#horror", bytes), {
      code: "bad-input",
      message: /a\/horror\.csv, b\/horror\.csv/,
    });
    assert.deepEqual((await read("/data/x.zip#b/horror", bytes)).titles, ["Ran"]);
    await assert.rejects(
      read("/data/x.zip", await pack({ "a/watchlist.csv": list("Heat"), "b/watchlist.csv": list("Ran") })),
      { code: "bad-input" },
    );
  });

  it("of forty parts is read whole, and kept to the limit over all of them", async () => {
    const files: Record<string, string> = {};
    for (let number = 1; number <= 40; number += 1)
      files[`lists-watchlist${number === 1 ? "" : `-${number}`}.json`] = JSON.stringify(
        Array.from({ length: 300 }, (_, index) => movie(`Film ${number}-${index}`, number * 1000 + index)),
      );
    const bytes = await pack(files);
    const whole = await read("/data/trakt.zip", bytes);
    assert.deepEqual(
      [whole.items.length, whole.total, whole.items.at(-1)?.title, whole.items.at(-1)?.rank],
      [12_000, 12_000, "Film 40-299", 12_000],
    );
    const limited = await read("/data/trakt.zip", bytes, 350);
    assert.deepEqual(
      [limited.items.length, limited.total, limited.complete, limited.items.at(-1)?.title],
      [350, 12_000, true, "Film 2-49"],
    );
  }).timeout(120_000);

  it("that is a spreadsheet says so", async () => {
    await assert.rejects(
      read("/data/x.zip", await pack({ "[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>" })),
      { code: "bad-input", message: /Save it as CSV/ },
    );
  });

  it("that is damaged says so", async () => {
    const bytes = await pack(LETTERBOXD);
    await assert.rejects(read("/data/x.zip", bytes.slice(0, bytes.length / 2)), { code: "markup-changed" });
  });

  it("at an address is read in the same way", async () => {
    const bytes = await pack(LETTERBOXD);
    const server = await listen((_request, response) => response.end(bytes));
    try {
      const { titles, via } = await read(`${server.url}/export.zip#lists/horror.csv`, new Uint8Array());
      assert.deepEqual([titles, via], [["Alien", "The Thing"], "http"]);
    } finally {
      await server.close();
    }
  });
});

describeWithFixtures("A recorded Letterboxd export in a ZIP", () => {
  it("gives its 2,540 films", async () => {
    const parsed = own.parse("/data/export.zip");
    assert.ok(parsed);
    const bytes = await pack({ "watchlist.csv": readFixture("letterboxd/csv/export-2026-07-watchlist.csv") });
    const { signal } = new AbortController();
    const context = createContext(own, parsed, { readFile: async () => bytes }, { signal });
    assert.equal((await own.fetch(parsed, context)).items.length, 2540);
  });
});
