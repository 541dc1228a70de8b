import { ListError } from "../list-error.ts";
import type { FetchContext, ParsedList } from "../provider.ts";
import { siteError } from "../site-error.ts";
import { RSS, unknownForm } from "./plex-client.ts";
import type { PlexEntry } from "./title.ts";

/** A feed shows the newest entries only. */
const NEWEST = 50;

/**
 * A watchlist's feed (Plex Pass). Its address is a secret: whoever has it reads the list.
 *
 * @throws ListError `bad-input` when only the id is known, not the address; and those of `refusal`
 */
export async function readFeed(
  list: ParsedList,
  { http, origin, signal }: FetchContext,
): Promise<{ entries: PlexEntry[]; incremental: boolean; name?: string }> {
  const { uuid } = list.params ?? {};
  if (typeof uuid !== "string")
    throw new ListError(
      "bad-input",
      `${list.label}: paste the address of the feed, which begins with ${RSS}/.`,
    );
  const response = await http.request<Record<string, unknown>>({
    url: `${origin(RSS)}/${uuid}?format=json`,
    signal,
  });
  const { status, body } = response;
  if (status !== 200 || typeof body !== "object" || body === null)
    throw siteError(response, "Plex", list.label);
  if (!Array.isArray(body.items)) throw unknownForm(list.label);
  const entries = body.items.map(toEntry);
  return {
    entries,
    incremental: entries.length >= NEWEST,
    ...(typeof body.title === "string" && { name: body.title }),
  };
}

/** `Enola Holmes 2 (2022)`: the year stands in the title only. */
function toEntry(row: Record<string, unknown>): PlexEntry {
  const { title = "", category, guids } = row;
  const [, name = String(title), year] = /^(.*\S)\s*\((\d{4})\)$/.exec(String(title)) ?? [];
  return {
    title: name,
    ...(year && { year: Number(year) }),
    type: category === "show" ? "tv" : "movie",
    guids: Array.isArray(guids) ? guids : [],
  };
}
