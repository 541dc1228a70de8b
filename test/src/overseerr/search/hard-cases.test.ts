import assert from "node:assert/strict";
import type { Item } from "../../../../src/items/item.ts";
import { normaliseItem } from "../../../../src/items/normalise.ts";
import type { Overseerr } from "../../../../src/overseerr/overseerr.ts";
import { requestItem } from "../../../../src/requests/request-item.ts";
import { type Catalogue, createCatalogue } from "../../../servers/catalogue/catalogue.ts";
import { overseerrPerTest } from "../../../support/with-overseerr.ts";
import { type HardTitle, hardTitles } from "./hard-titles.ts";

type Verdict = "right" | "ambiguous" | "not_found" | "wrong";

const everyId = (row: HardTitle, catalogue: Catalogue) => {
  const { tmdbId, imdbId, tvdbId } = idsOf(row, catalogue);
  return {
    title: row.title,
    year: row.year,
    type: row.type,
    tmdb_id: tmdbId,
    imdb_id: imdbId,
    tvdb_id: tvdbId,
  };
};

/** How much of a title a list gives away. */
const modes: Record<string, (row: HardTitle, catalogue: Catalogue) => object> = {
  "all ids": everyId,
  "all ids, numbers checked": everyId,
  "IMDb id only": (row, catalogue) => ({
    title: row.title,
    year: row.year,
    type: row.type,
    imdb_id: idsOf(row, catalogue).imdbId,
  }),
  "title, year and type": ({ title, year, type }) => ({ title, year, type }),
  "title and type": ({ title, type }) => ({ title, type }),
  "title and year": ({ title, year }) => ({ title, year }),
  "title only": ({ title }) => ({ title }),
};

describe(`finding ${hardTitles.length} hard titles`, () => {
  const { start } = overseerrPerTest();
  const catalogue = createCatalogue();

  it("has every title in the catalogue", () => {
    for (const row of hardTitles) assert.ok(idsOf(row, catalogue).imdbId, row.title);
  });

  for (const [mode, give] of Object.entries(modes))
    it(`never takes a wrong one: ${mode}`, async () => {
      const { server, overseerr } = await start();
      const wrong: string[] = [];
      const missed: string[] = [];
      const count: Record<Verdict, number> = { right: 0, ambiguous: 0, not_found: 0, wrong: 0 };
      // a number of the wrong media type is another title's: only a look at it can tell
      const given = hardTitles.filter((row) => mode !== "all ids" || row.kind !== "show listed as a film");
      for (const row of given) {
        const item = { ...normaliseItem(give(row, catalogue)), ...(row.seasons && { seasons: row.seasons }) };
        const { verdict, said } = await judge(row, item, overseerr, mode.endsWith("checked"));
        count[verdict] += 1;
        const line = `${row.title} (${row.year}, ${row.type}) ${said}`;
        if (verdict === "wrong") wrong.push(line);
        else if (verdict !== "right") missed.push(`${verdict}: ${line}`);
      }
      const figures = `right ${count.right}, ambiguous ${count.ambiguous}, not found ${count.not_found}, wrong ${count.wrong}`;
      console.log(
        `      ${mode}: ${figures} of ${given.length}; ${server.calls["GET /search"] ?? 0} searches`,
      );
      if (process.env.SHOW_MISSED) for (const line of missed) console.log(`        ${line}`);
      assert.deepEqual(wrong, []);
      if (/id/.test(mode)) assert.deepEqual(missed, [], "with ids every title is found");
    });
});

/** Requests the title in a dry run and compares what would be sent with what is meant. */
async function judge(
  row: HardTitle,
  item: Item,
  overseerr: Overseerr,
  checkIds: boolean,
): Promise<{ verdict: Verdict; said: string }> {
  const { item: done } = await requestItem(
    item,
    { overseerr },
    { dryRun: true, seasons: "listed", checkIds },
  );
  const { status, body, reason = "" } = done.outcome ?? {};
  if (status === "not_found" || status === "ambiguous") return { verdict: status, said: reason };
  if (status !== "would_request") return { verdict: "wrong", said: `${status}: ${reason}` };
  const { mediaType, tmdbId } = row.means;
  const right = body?.mediaType === mediaType && body?.mediaId === tmdbId;
  const seasonsRight = !row.seasons || String(body?.seasons) === String(row.seasons);
  return { verdict: right && seasonsRight ? "right" : "wrong", said: JSON.stringify(body) };
}

function idsOf({ means, title }: HardTitle, catalogue: Catalogue) {
  const found = catalogue.byTmdb(means.mediaType, means.tmdbId);
  if (!found) throw new Error(`The catalogue has no ${means.mediaType} ${means.tmdbId} (${title}).`);
  return { tvdbId: undefined, ...found };
}
