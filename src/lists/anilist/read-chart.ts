import type { EntryPage } from "../anime/read-titles.ts";
import type { AnimeEntry } from "../anime/to-titles.ts";
import type { FetchContext } from "../provider.ts";
import { askAnilist, SPACING, unknownForm } from "./ask-anilist.ts";
import { MEDIA, type Media, toEntry } from "./media.ts";
import type { AnilistList, AnilistParams } from "./parse-anilist.ts";

/** Pages in one request, and titles on a page; more is too much work for one question. */
const PAGES = 4;
const PAGE_SIZE = 50;

/**
 * A chart or a season: several pages in each request.
 *
 * @throws ListError as `askAnilist`
 */
export async function* readChart(
  { sort, season }: AnilistParams,
  list: AnilistList,
  context: FetchContext,
): AsyncGenerator<EntryPage> {
  const seen = new Set<number>();
  for (let first = 1; ; first += PAGES) {
    if (first > 1) await context.pause(SPACING);
    const numbers = Array.from({ length: PAGES }, (_, index) => first + index);
    const query = chartQuery(numbers, season !== undefined);
    const data = await askAnilist(query, { sort, ...season }, list, context);
    const pages = numbers.map(
      (number) => data[`page${number}`] as { media?: unknown; pageInfo?: { hasNextPage?: boolean } },
    );
    const entries: AnimeEntry[] = [];
    for (const page of pages) {
      if (!Array.isArray(page?.media)) throw unknownForm(list);
      for (const media of page.media as Media[]) {
        const entry = toEntry(media, seen.size + 1);
        if (!entry || seen.has(entry.anilist)) continue;
        seen.add(entry.anilist);
        entries.push(entry);
      }
    }
    const more = pages.at(-1)?.pageInfo?.hasNextPage === true;
    if (more && entries.length === 0) throw unknownForm(list);
    yield { entries, more };
    if (!more) return;
  }
}

function chartQuery(pages: number[], season: boolean): string {
  const by = season ? ", season: $season, seasonYear: $year" : "";
  const blocks = pages.map(
    (page) =>
      `page${page}: Page(page: ${page}, perPage: ${PAGE_SIZE}) { pageInfo { hasNextPage } media(sort: $sort, type: ANIME, isAdult: false${by}) { ${MEDIA} } }`,
  );
  return `query ($sort: [MediaSort]${season ? ", $season: MediaSeason, $year: Int" : ""}) { ${blocks.join(" ")} }`;
}
