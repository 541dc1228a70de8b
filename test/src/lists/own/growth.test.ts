import assert from "node:assert/strict";
import { imdbId } from "../../../../src/items/ids.ts";
import { formatOf, formatOfName } from "../../../../src/lists/own/format.ts";
import { readRss } from "../../../../src/lists/own/rss.ts";
import { separatorOf } from "../../../../src/lists/own/table/csv.ts";
import { csvRecords } from "../../../../src/lists/own/table/csv-records.ts";
import { addressRow, takeAddress } from "../../../../src/lists/own/text/addresses.ts";
import { headingOf, takeKind } from "../../../../src/lists/own/text/kind-words.ts";
import { linesOf } from "../../../../src/lists/own/text/lines.ts";
import { withoutMarks } from "../../../../src/lists/own/text/list-marks.ts";
import { takeIds } from "../../../../src/lists/own/text/named-ids.ts";
import { notesIn, yearAtEnd } from "../../../../src/lists/own/text/notes.ts";
import { takeSeason } from "../../../../src/lists/own/text/seasons.ts";
import { readLine } from "../../../../src/lists/own/text/title-line.ts";

/** What makes expressions look again and again. */
const NASTY = [
  "x",
  " ",
  "(",
  ")",
  "(1995",
  "( ",
  "[x] ",
  "1. ",
  "- ",
  "**",
  '"',
  '""',
  '"a",',
  ",",
  ", 1995",
  " - 19",
  "tt1",
  "tmdb",
  "tmdb:1 ",
  "{tvdb",
  "tv ",
  "season ",
  " S1",
  "https://",
  "https://imdb.com/title/",
  "](",
  "/title/",
  "0",
  "<",
  "&#",
  "☆",
  "\u200d",
  "a,b;",
  "a:",
  ".",
  "?",
  "_",
  "(TV ",
];

const FUNCTIONS: [string, (text: string) => unknown][] = [
  ["the marks of a line", withoutMarks],
  ["its notes", notesIn],
  ["its year", yearAtEnd],
  ["its kind", takeKind],
  ["its season", takeSeason],
  ["its ids", takeIds],
  ["its address", takeAddress],
  ["an address", addressRow],
  ["a heading", headingOf],
  ["a whole line", readLine],
  ["lines", (text) => [...linesOf(text)].length],
  ["CSV", (text) => [...csvRecords(text, ",")].length],
  ["a separator", separatorOf],
  ["a form", (text) => formatOf(text)],
  ["a name", formatOfName],
  ["an IMDb id", imdbId],
];

/**
 * Whether four times as much takes about four times as long; a quadratic function takes sixteen times as long. A busy
 * machine is given several tries, and below 20 ms it is the machine that is measured.
 *
 * @param run milliseconds for one, two or four times as much
 */
async function isLinear(run: (times: number) => number | Promise<number>): Promise<string | undefined> {
  let said = "";
  for (let attempt = 0; attempt < 6; attempt += 1) {
    const [once, twice, four] = [await run(1), await run(2), await run(4)];
    if (four < 20 || four < 9 * Math.max(once, 1)) return undefined;
    said = [once, twice, four].map((ms) => ms.toFixed(1)).join(", ");
  }
  return said;
}

async function timed(run: () => unknown): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

describe("own lists: growth", function () {
  this.timeout(300_000);

  for (const [what, read] of FUNCTIONS)
    it(`takes four times as long for ${what} four times as long`, async () => {
      for (const nasty of NASTY)
        for (const end of ["", "!"]) {
          const texts = new Map(
            [1, 2, 4].map((times) => [times, `Heat ${nasty.repeat((10_000 * times) / nasty.length)}${end}`]),
          );
          const slow = await isLinear((times) => timed(() => read(texts.get(times) ?? "")));
          assert.equal(slow, undefined, JSON.stringify(nasty));
        }
    });

  it("takes four times as long for a feed four times as long", async () => {
    for (const nasty of ["(", "tt1", "https://", "TV Series(", "x"]) {
      const entry = `<item><title>${nasty.repeat(200)}</title><description>${nasty.repeat(500)}</description></item>`;
      const slow = await isLinear((times) =>
        timed(async () => {
          for (const _ of await readRss(`<rss><channel>${entry.repeat(25 * times)}</channel></rss>`));
        }),
      );
      assert.equal(slow, undefined, nasty);
    }
  });
});
