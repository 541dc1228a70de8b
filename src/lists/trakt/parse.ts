import { ListError } from "../list-error.ts";
import type { ParsedList } from "../provider.ts";
import { traktChart, traktType } from "./chart.ts";
import { traktList } from "./params.ts";
import { traktListWithoutOwner, traktUserList, type View } from "./user-list.ts";

const HOST = /^(?:https?:\/\/)?(?:(?:www|app|api)\.)?trakt\.tv(?=$|[/?#])/i;

/** First segments of Trakt's addresses, which may be written without the host; everything else is a user's name. */
const AREAS = new Set(["users", "lists", "movies", "shows", "me"]);

/**
 * Understands Trakt's addresses (site, app and API) and its short forms: `user/list`, a number, `official/name`,
 * `trending:movies`, `watched:shows:monthly`.
 *
 * @throws ListError `bad-input` for pages of Trakt that are no list
 */
export function parseTrakt(input: string): ParsedList | undefined {
  const text = input.trim().replace(/^trakt:(?!\/\/)/i, "");
  if (text !== input.trim() && /^recommendations(\/(movies|shows))?$/i.test(text))
    return parseTrakt(`trakt.tv/${text}`);
  const atHost = HOST.test(text);
  const shortcut = atHost ? undefined : chartShortcut(text);
  if (shortcut) return shortcut;
  const [path = "", query = ""] = text.replace(HOST, "").split("#", 1).join("").split("?", 2);
  const segments = path.split("/").filter(Boolean).map(decode);
  if (!atHost && !isShortForm(path, segments)) return undefined;
  const found = fromSegments(segments, new URLSearchParams(query));
  if (found || !atHost) return found;
  throw new ListError(
    "bad-input",
    "This page of Trakt is no list. Paste the address of a list, a watchlist, a chart or a title.",
  );
}

/** `trending:movies`, `watched:tv:monthly`; the first form is ListSync's own. */
function chartShortcut(text: string): ParsedList | undefined {
  const parts = /^([a-z]+):([a-z]+)(?::([a-z]+))?$/i.exec(text)?.slice(1, 4);
  const type = traktType(parts?.[1] ?? "");
  return type && parts?.[0]
    ? traktChart(type, parts[0].toLowerCase(), parts[2]?.toLowerCase(), "")
    : undefined;
}

function isShortForm(path: string, segments: string[]): boolean {
  if (!/^[\w.-]+(\/[\w,.-]+)*\/?$/.test(path)) return false;
  const [first = ""] = segments;
  if (segments.length === 1) return /^\d+$/.test(first);
  return AREAS.has(first) || (segments.length === 2 && !first.startsWith(".") && !segments[1]?.includes("."));
}

function fromSegments(segments: string[], query: URLSearchParams): ParsedList | undefined {
  const [area = "", first = "", second = "", third = ""] = segments;
  const view = viewOf(query);
  if (area === "users") return traktUserList(segments.slice(1), view);
  if (area === "me") return traktUserList(["me", ...segments.slice(1)], view);
  if (area === "recommendations")
    return traktChart(traktType(first) ?? "movies", "recommended", undefined, "");
  if (area === "lists" || area === "official") {
    const name = area === "lists" && first === "official" ? second : first;
    return /^(|trending|popular|personal)$/.test(name) ? undefined : traktListWithoutOwner(name, view);
  }
  const type = area === "movies" || area === "shows" ? area : undefined;
  if (type)
    return (
      traktChart(type, first, second || undefined, filtersOf(query)) ?? title(type, first, second, third)
    );
  if (segments.length === 1 && /^\d+$/.test(area)) return traktListWithoutOwner(area, view);
  return segments.length === 2 ? traktUserList([area, "lists", first], view) : undefined;
}

function title(type: "movies" | "shows", slug: string, part: string, number: string): ParsedList | undefined {
  if (slug === "") return undefined;
  const place = `${type}/${encodeURIComponent(slug)}`;
  const season = type === "shows" && part === "seasons" && /^\d+$/.test(number) ? Number(number) : undefined;
  const id = season === undefined ? `${type}/${slug}` : `${type}/${slug}/seasons/${season}`;
  const kind = type === "movies" ? "movie" : "show";
  const label = `${kind} "${slug}"${season === undefined ? "" : `, season ${season}`}`;
  return traktList(kind, id, label, id, {
    paths: [place],
    type: kind,
    ...(season === undefined ? {} : { season }),
  });
}

/** `rank,asc` is what a list has anyway, and the app writes it into every address. */
function viewOf(query: URLSearchParams): View {
  const display = /^(movie|show|season|episode)s?$/i.exec(query.get("display") ?? "")?.[1]?.toLowerCase();
  const sort = /^[a-z_]+,(?:asc|desc)$/i.exec(query.get("sort") ?? "")?.[0]?.toLowerCase();
  return {
    ...(display === undefined ? {} : { display }),
    ...(sort === undefined || sort === "rank,asc" ? {} : { sort }),
  };
}

function filtersOf(query: URLSearchParams): string {
  const kept = ["genres", "years"].flatMap((name) => {
    const value = query.get(name)?.trim();
    return value ? [`${name}=${encodeURIComponent(value)}`] : [];
  });
  return kept.join("&");
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
