import { throwIfCancelled } from "../../errors.ts";
import type { Item } from "../../items/item.ts";
import { ListError } from "../list-error.ts";
import type { FetchContext, FetchedList } from "../provider.ts";
import { rowCount } from "../row-count.ts";
import { siteError } from "../site-error.ts";
import type { TvdbList } from "./parse-tvdb.ts";
import { type MovieFacts, movieItem, remembered, seriesItem } from "./titles.ts";

const SITE = "https://thetvdb.com";

/**
 * The list as its web page shows it, for whoever has no key: all entries on one page, and one page more for each title,
 * once for good. Plain first, with the browser where the site keeps programs out.
 *
 * @throws ListError `auth-required` when the site keeps us out altogether: a key is the way then
 */
export async function readPageList(list: TvdbList, context: FetchContext): Promise<FetchedList> {
  const { list: segment = "" } = list.params ?? {};
  const page = await readPage(`/lists/${segment}`, "#general", list, context);
  const links = page("#general h3 a")
    .toArray()
    .flatMap((link) => linkOf(page(link).attr("href") ?? ""));
  if (page("#general").length === 0) throw unknownPage(list);
  const { limit = links.length } = context;
  const items: Item[] = [];
  for (const { type, slug } of links.slice(0, limit)) {
    items.push(...(await readTitle(type, slug, items.length + 1, list, context)));
    context.progress?.(items.length, links.length);
  }
  const lost = Math.min(limit, links.length) - items.length;
  const name = page("h1").first().text().trim();
  return {
    items,
    total: links.length,
    complete: items.length >= Math.min(limit, links.length),
    ...(name && { name }),
    ...rowCount(Math.min(limit, links.length), { "no ids": lost }),
    via: "http",
    warnings: lost > 0 ? [`${lost} left out: no ids on their pages.`] : [],
  };
}

function linkOf(href: string): { type: "movie" | "series"; slug: string }[] {
  const [, kind, slug] = /^(?:https?:\/\/[^/]+)?\/(series|movies)\/([\w-]+)/.exec(href) ?? [];
  return slug ? [{ type: kind === "movies" ? "movie" : "series", slug }] : [];
}

/** One series or movie by its page. @throws as `readPageList` */
export async function readPageTitle(list: TvdbList, context: FetchContext): Promise<FetchedList> {
  const { type, slug, id } = list.params?.title ?? { type: "series" as const };
  if (slug === undefined && type === "series" && id !== undefined)
    return { items: [seriesItem(id, 1)], total: 1, complete: true, via: "http", warnings: [] };
  if (slug === undefined) throw needsKey(list);
  const items = await readTitle(type, slug, 1, list, context);
  if (items.length === 0) throw unknownPage(list);
  return { items, total: 1, complete: true, via: "http", warnings: [] };
}

type Facts = MovieFacts & { series?: number };

async function readTitle(
  type: "movie" | "series",
  slug: string,
  rank: number,
  list: TvdbList,
  context: FetchContext,
): Promise<Item[]> {
  const facts = await remembered<Facts>(context, `page ${type}/${slug}`, async () => {
    const page = await readPage(`/${type === "movie" ? "movies" : "series"}/${slug}`, "h1", list, context);
    const text = (label: RegExp) =>
      page("li, div")
        .toArray()
        .map((element) => page(element).text().replace(/\s+/g, " ").trim())
        .find((each) => label.test(each) && each.length < 200);
    const link = (host: RegExp) =>
      page("a")
        .toArray()
        .map((element) => page(element).attr("href") ?? "")
        .find((href) => host.test(href));
    const series = Number(/(\d+)/.exec(text(/^TheTVDB\.com Series ID\b/i)?.replace(/^.*ID/i, "") ?? "")?.[1]);
    const tmdb = Number(/themoviedb\.org\/movie\/(\d+)/.exec(link(/themoviedb\.org\/movie\/\d/) ?? "")?.[1]);
    const imdb = /tt\d{7,}/.exec(link(/imdb\.com\/title\/tt/) ?? "")?.[0];
    const title = page("h1").first().text().trim();
    if (title === "") throw unknownPage(list);
    return {
      ...(title && { title }),
      ...(Number.isSafeInteger(series) && { series }),
      ...(Number.isSafeInteger(tmdb) && { tmdb }),
      ...(imdb && { imdb }),
    };
  });
  if (type === "series") return facts?.series ? [seriesItem(facts.series, rank, facts.title)] : [];
  return movieItem(facts ?? {}, rank);
}

async function readPage(path: string, ready: string, list: TvdbList, context: FetchContext) {
  const url = `${context.origin(SITE)}${path}`;
  const response = await context.http.request<string>({ url, as: "text", signal: context.signal });
  const html = response.status === 200 && !CHALLENGE.test(response.body) ? response.body : undefined;
  const { load } = await import("cheerio");
  if (html !== undefined) return load(html);
  const reason = siteError(response, "TheTVDB", list.label);
  const isBlocked = reason.code === "blocked" || response.status === 403;
  if (!isBlocked) throw reason;
  if (!context.browser) throw needsKey(list);
  const read = await context.browser.read(url, { ready, signal: context.signal }).catch(() => {
    throwIfCancelled(context.signal);
    throw needsKey(list);
  });
  return load(read);
}

const CHALLENGE = /<title>\s*(just a moment|attention required)/i;

const needsKey = (list: TvdbList): ListError =>
  new ListError(
    "auth-required",
    `TheTVDB blocks automated access without a key, so ${list.label} cannot be read. Make a key at thetvdb.com/dashboard/account/apikey and add it as a TVDB account.`,
  );

const unknownPage = (list: TvdbList): ListError =>
  new ListError(
    "markup-changed",
    `The page of ${list.label} has an unexpected format. Add a TVDB account with a key, or update the package.`,
  );
