import assert from "node:assert/strict";
import fc from "fast-check";
import { ListSyncError } from "../../../../src/errors.ts";
import { ListError } from "../../../../src/lists/list-error.ts";
import { Collector } from "../../../../src/lists/own/collector.ts";
import { readEntries } from "../../../../src/lists/own/entries.ts";
import type { ListFormat } from "../../../../src/lists/own/format.ts";
import { parseOwn } from "../../../../src/lists/own/parse.ts";
import { readContents, readObjects } from "../../../../src/lists/own/read-contents.ts";

const RUNS = { numRuns: 300 };

/** Pieces of which lists are made, so that what is drawn by lot looks like them. */
const piece = fc.oneof(
  fc.constantFrom(
    "Heat",
    "Dune",
    "(1995)",
    "(2021 film)",
    "[2014–2024]",
    "- ",
    "1. ",
    "2) ",
    "[x] ",
    "# ",
    "//",
    "**",
    '"',
    "tt0113277",
    "tmdb:949",
    "{tvdb-81189}",
    "https://www.imdb.com/title/tt0113277/",
    "https://example.org",
    "Season 2",
    "S02E05",
    "tv: ",
    "movie",
    "title",
    "year",
    "Type",
    "Letterboxd URI",
    ",",
    ";",
    "\t",
    "|",
    "\n",
    "\r\n",
    "\r",
    "---",
    "1995",
    "949.0",
    "★",
    "collections:",
    "  a: b",
    "null",
    "{",
    "}",
    "[",
    "]",
    ":",
    "\\u0000",
    "\0",
    "~~",
    "sep=;",
    "<item>",
    "<rss>",
    "</",
    "&amp;",
    "%",
    "'",
  ),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: "binary", maxLength: 6 }),
);
const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(""));

const cell = fc.oneof(
  fc.constantFrom(
    "",
    "Heat",
    "1995",
    "movie",
    "tt0113277",
    "title",
    "Year",
    "https://www.imdb.com/title/tt0113277/",
    "1",
    "2",
  ),
  fc.string({ maxLength: 8 }),
);
const table = fc
  .tuple(
    fc.constantFrom(",", ";", "\t"),
    fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 12 }),
  )
  .map(([separator, rows]) =>
    rows
      .map((row) =>
        row
          .map((each) => (/[",;\t\r\n]/.test(each) ? `"${each.replaceAll('"', '""')}"` : each))
          .join(separator),
      )
      .join("\n"),
  );

const key = fc.oneof(
  fc.constantFrom(
    "title",
    "name",
    "id",
    "ids",
    "imdb_id",
    "tmdbId",
    "type",
    "movies",
    "shows",
    "items",
    "seasons",
    "episode",
    "show",
    "movie",
    "Guid",
    "url",
    "year",
    "status",
    "source",
  ),
  fc.string({ maxLength: 6 }),
);
const { value: json } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(null, true, "Heat", "tt0113277", "movie", "episode", 949, -1, 1.5, "", "tv: Fargo"),
    fc.string({ maxLength: 8 }),
    fc.array(tie("value"), { maxLength: 6 }),
    fc.dictionary(key, tie("value"), { maxKeys: 6 }),
  ),
}));

const feed = fc
  .array(fc.record({ title: fc.oneof(piece, text), link: piece, guid: piece }), { maxLength: 8 })
  .map((entries) => {
    const safe = (value: string) =>
      value
        .replace(/[^\x20-\x7e]/g, "")
        .replaceAll("&", "&amp;")
        .replaceAll("<", "&lt;");
    return `<rss><channel>${entries.map(({ title, link, guid }) => `<item><title>${safe(title)}</title><link>${safe(link)}</link><guid>${safe(guid)}</guid></item>`).join("")}</channel></rss>`;
  });

/** Reads as the provider does; throws when what was read and what was left out are not all there was. */
async function account(source: string, format: ListFormat | undefined): Promise<void> {
  const collector = new Collector({ most: 7 });
  let entries = 0;
  try {
    for (const entry of (await readEntries(source, "The list", collector.warn, format)).entries) {
      entries += 1;
      collector.add(entry);
    }
  } catch (error) {
    assert.ok(error instanceof ListError, String((error as Error)?.stack));
    assert.ok(error.message.length > 20);
    return;
  }
  const { items, total, complete, warnings } = collector.contents();
  const left = [...collector.leftOut().values()].reduce((sum, count) => sum + count, 0);
  assert.equal(total, entries);
  assert.equal(items.length + left, total, "read + left out = rows");
  assert.ok(items.length <= 7);
  assert.equal(complete, !collector.leftOut().has("beyond the bounds"));
  const told = warnings
    .map((sentence) => /^([\d,]+) left out: /.exec(sentence)?.[1])
    .reduce((sum, count) => sum + Number(count?.replaceAll(",", "") ?? 0), 0);
  assert.equal(
    told + (collector.leftOut().get("beyond the bounds") ?? 0),
    left,
    "all that was left out is told",
  );
  for (const { title, ids } of items) {
    assert.ok(title.length <= 300);
    assert.ok(title !== "" || Object.keys(ids).length > 0);
  }
}

describe("own lists: whatever is in them", function () {
  this.timeout(300_000);

  const READERS: [string, ListFormat | undefined, fc.Arbitrary<string>][] = [
    ["text", "text", text],
    ["text without a hint", undefined, text],
    ["CSV", "csv", fc.oneof(table, text)],
    ["JSON", "json", json.map((value) => JSON.stringify(value) ?? "null")],
    ["feeds", "rss", feed],
  ];
  for (const [what, format, arbitrary] of READERS)
    it(`reads ${what}: every entry is an item or is left out, and only typed errors are thrown`, () =>
      fc.assert(
        fc.asyncProperty(arbitrary, (source) => account(source, format)),
        RUNS,
      ));

  it("reads objects of messages as their JSON", () =>
    fc.assert(
      fc.asyncProperty(
        json.filter((value) => typeof value === "object" && value !== null),
        async (value) => {
          const read = async (reading: Promise<unknown>) => {
            try {
              return await reading;
            } catch (error) {
              assert.ok(error instanceof ListError, String((error as Error)?.stack));
              return error.message;
            }
          };
          const bounds = { label: "The list", most: 100 };
          const sent = await read(readObjects(value as object, bounds));
          assert.deepEqual(
            sent,
            await read(readContents(JSON.stringify(value), { ...bounds, format: "json" })),
          );
        },
      ),
      RUNS,
    ));

  it("reads any bytes, or says what they are", () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 400 }),
          fc.uint8Array({ maxLength: 200 }).map((bytes) => Uint8Array.of(0x50, 0x4b, 3, 4, ...bytes)),
        ),
        async (bytes) => {
          try {
            const { items, total } = await readContents(bytes, { label: "The list", most: 100 });
            assert.ok(items.length <= total);
          } catch (error) {
            assert.ok(error instanceof ListError, String((error as Error)?.stack));
          }
        },
      ),
      RUNS,
    ));

  it("understands any text that is pasted, or says what is wrong with it", () =>
    fc.assert(
      fc.property(
        fc.oneof(
          text,
          piece.map((end) => `https://${end}`),
          piece.map((end) => `file://${end}`),
          piece.map((end) => `csv:${end}`),
          fc.webUrl(),
        ),
        (input) => {
          try {
            const parsed = parseOwn(input);
            assert.ok(parsed === undefined || parsed.provider === "own");
          } catch (error) {
            assert.ok(error instanceof ListSyncError, String((error as Error)?.stack));
          }
        },
      ),
      RUNS,
    ));
});
