import type { Item } from "../../items/item.ts";
import { ListError } from "../list-error.ts";
import { oddFormat } from "../messages.ts";
import type { FetchContext, FetchedList } from "../provider.ts";
import { rowCount } from "../row-count.ts";
import { askTvdb } from "./ask-tvdb.ts";
import type { TvdbList } from "./parse-tvdb.ts";
import { movieItem, readMovie, remembered, seriesItem } from "./titles.ts";

type Row = Record<string, unknown>;

/**
 * A list with all its entries in one answer, and one more question for each movie, once for good.
 *
 * @throws ListError as `askTvdb`; `not-found`; `markup-changed`
 */
export async function readApiList(list: TvdbList, context: FetchContext): Promise<FetchedList> {
  const { list: segment = "" } = list.params ?? {};
  // the number in an address is a name: that of list 1 is 1001 (recorded 2024-01)
  const found = (await askTvdb(`lists/slug/${segment}`, list.label, context)) as Row | undefined;
  const id = found?.id ?? (/^\d+$/.test(segment) ? segment : undefined);
  const data =
    id === undefined ? undefined : ((await askTvdb(`lists/${id}/extended`, list.label, context)) as Row);
  if (!data)
    throw new ListError(
      "not-found",
      `${list.label} does not exist. Check the address; all lists are public.`,
    );
  const { entities, name } = data;
  if (entities !== null && !Array.isArray(entities)) throw unknownForm(list);
  const rows = ((entities ?? []) as Row[]).sort((a, b) => Number(a.order) - Number(b.order));
  const { limit = rows.length } = context;
  const items: Item[] = [];
  let lost = 0;
  let others = 0;
  for (const { seriesId, movieId } of rows) {
    if (items.length >= limit) break;
    const rank = items.length + 1;
    if (typeof seriesId === "number") items.push(seriesItem(seriesId, rank));
    else if (typeof movieId === "number") {
      const made = movieItem((await movieFacts(movieId, list, context)) ?? {}, rank);
      items.push(...made);
      lost += made.length === 0 ? 1 : 0;
    } else others += 1;
    context.progress?.(items.length, rows.length);
  }
  return {
    items,
    total: rows.length,
    complete: true,
    ...(typeof name === "string" && { name }),
    via: "api",
    ...rowCount(items.length + lost + others, { "no such movie": lost, "no title": others }),
    warnings: [
      ...(lost > 0 ? [`${lost} left out: TheTVDB no longer has such a movie.`] : []),
      ...(others > 0 ? [`${others} left out: neither a series nor a movie.`] : []),
    ],
  };
}

const movieFacts = (id: number, list: TvdbList, context: FetchContext) =>
  remembered(context, `movie ${id}`, async () => {
    const data = await askTvdb(`movies/${id}/extended?short=true`, list.label, context);
    return data === undefined ? undefined : readMovie(data);
  });

/** One series or movie. @throws ListError as `askTvdb`; `not-found` */
export async function readApiTitle(list: TvdbList, context: FetchContext): Promise<FetchedList> {
  const { type, slug, id } = list.params?.title ?? { type: "series" as const };
  const path = type === "movie" ? "movies" : "series";
  const data = (id === undefined ? await askTvdb(`${path}/slug/${slug}`, list.label, context) : { id }) as
    | Row
    | undefined;
  const number = Number(data?.id);
  if (!number)
    throw new ListError("not-found", `${list.label} does not exist on TheTVDB. Check the address.`);
  const items =
    type === "movie"
      ? movieItem((await movieFacts(number, list, context)) ?? {}, 1)
      : [seriesItem(number, 1, typeof data?.name === "string" ? data.name : undefined)];
  if (items.length === 0)
    throw new ListError("not-found", `${list.label} does not exist on TheTVDB. Check the address.`);
  return { items, total: 1, complete: true, via: "api", warnings: [] };
}

const unknownForm = (list: TvdbList): ListError =>
  new ListError("markup-changed", oddFormat("TheTVDB", list.label));
