import { createHash } from "node:crypto";
import { type SiteAddress, siteAddress } from "../entries/site-address.ts";
import { ListError } from "../list-error.ts";
import type { ParsedList } from "../provider.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Understands `plex:watchlist`, `plex:watchlist/movies`, `plex:friends`, `plex:friends/anna`, the watchlist's pages and
 * feeds. A feed's address is a secret, so its id is a hash of it.
 *
 * @throws ListError `bad-input` for Plex's own addresses that show no watchlist
 */
export function parsePlex(pasted: string): ParsedList | undefined {
  const input = pasted.trim();
  if (/^plex:/i.test(input)) return fromWords(input.slice(5));
  const address = siteAddress(input, "plex.tv");
  if (!address) return undefined;
  const { host, parts } = address;
  if (host === "rss.plex.tv" && UUID.test(parts[0] ?? "")) return feed((parts[0] ?? "").toLowerCase());
  if (isWatchlist(address)) return watchlist();
  throw noList();
}

const LOCALE = /^[a-z]{2}(-[a-z0-9]{2,3})?$/i;

/** The watchlist's page on the site, in the app, and where apps read it; an article about watchlists is none. */
function isWatchlist({ host, parts, hash }: SiteAddress): boolean {
  const [first = "", ...rest] = LOCALE.test(parts[0] ?? "") ? parts.slice(1) : parts;
  if (/^(www\.|watch\.|app\.)?plex\.tv$/.test(host) && first === "watchlist" && rest.length === 0)
    return true;
  if (host === "app.plex.tv") return /\/watchlist(?![\w-])|source=.*watchlist/i.test(hash);
  return /\.provider\.plex\.tv$/.test(host) && parts.join("/").startsWith("library/sections/watchlist/");
}

function fromWords(words: string): ParsedList {
  const [kind = "", ...rest] = words.split("/");
  const name = rest.join("/").trim();
  const word = kind.trim().toLowerCase();
  if (word === "watchlist") {
    if (name === "") return watchlist();
    if (/^movies?$/i.test(name)) return watchlist("movie");
    if (/^(shows?|tv|series)$/i.test(name)) return watchlist("tv");
  }
  if (word === "friends")
    return name === ""
      ? list("friends", "plex:friends", "Plex watchlists of all friends")
      : list("friends", `plex:friends/${name.toLowerCase()}`, `Plex watchlist of ${name}`, { name });
  if (/^feed:[0-9a-f]{12}$/.test(word)) return list("feed", `plex:${word}`, "Plex watchlist feed");
  throw noList();
}

function watchlist(type?: "movie" | "tv"): ParsedList {
  const url = "https://watch.plex.tv/watchlist";
  if (type === undefined) return { ...list("watchlist", "plex:watchlist", "Plex watchlist"), url };
  const [word, name] = type === "movie" ? ["movies", "movies"] : ["shows", "shows"];
  return {
    ...list("watchlist", `plex:watchlist/${word}`, `Plex watchlist, ${name} only`, { type }),
    url,
  };
}

function feed(uuid: string): ParsedList {
  const hash = createHash("sha256").update(uuid).digest("hex").slice(0, 12);
  return list("feed", `plex:feed:${hash}`, "Plex watchlist feed", { uuid });
}

const list = (kind: string, id: string, label: string, params?: Record<string, unknown>): ParsedList => ({
  provider: "plex",
  kind,
  id,
  label,
  ...(params && { params }),
});

const noList = (): ListError =>
  new ListError(
    "bad-input",
    "That is not a Plex watchlist. Write plex:watchlist, plex:friends or plex:friends/name, or paste the address of a watchlist feed (https://rss.plex.tv/…).",
  );
