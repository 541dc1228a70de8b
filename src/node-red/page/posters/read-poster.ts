import { createHttp } from "../../../http/create-http.ts";
import type { Http } from "../../../http/http.ts";
import { originOf } from "../../../lists/fetching/origins.ts";
import { imageType, isPosterPath } from "../../../lists/fetching/poster.ts";
import type { ServerConnection } from "../../../overseerr/connection/server-connection.ts";
import type { Overseerr } from "../../../overseerr/overseerr.ts";
import type { ListSyncSettings } from "../../settings/list-sync-settings.ts";
import type { Desk } from "../desk/desk.ts";
import { byteCache, type Picture } from "./byte-cache.ts";

/** Which poster. */
export interface Wanted {
  type: "movie" | "tv";
  /** TMDB's. */
  id: number;
  /** Pixels, one of TMDB's widths. */
  width: string;
}

const DAY_MS = 24 * 60 * 60_000;

/** TMDB allows to keep its pictures for six months; a process that runs longer fetches them again. */
const KEPT_MS = 90 * DAY_MS;
const KEPT_BYTES = 48 * 1024 * 1024;
/** Bytes of the largest poster taken; those of 500 pixels have some 100,000. */
const LARGEST = 600_000;
const TIMEOUT_MS = 5000;

/**
 * Where the pictures of a server are: below `imageproxy/tmdb` since Jellyseerr 2.6 and in Seerr, below `imageproxy` before and
 * in Overseerr (issue 1655 of Jellyseerr). Neither needs a login.
 */
const PROXIES = ["imageproxy/tmdb", "imageproxy"];

/**
 * Reads posters by title, never by address: from the request server, or else from TMDB, and nothing that is no picture.
 *
 * @returns null where there is none, undefined where it cannot be had at the moment
 */
export function posterReader(
  desk: Pick<Desk, "servers">,
  { origins, page }: Pick<ListSyncSettings, "origins" | "page">,
  http: Http = createHttp({ timeoutMs: TIMEOUT_MS, retries: 0, maxBytes: LARGEST, concurrency: 6 }),
  now: () => number = Date.now,
): (wanted: Wanted) => Promise<Picture | null | undefined> {
  const pictures = byteCache(KEPT_BYTES, KEPT_MS, now);
  const paths = new Map<string, { until: number; path: Promise<string | undefined> }>();
  const underWay = new Map<string, Promise<Picture | null | undefined>>();
  /** Which of {@link PROXIES} a server has, by its address. */
  const proxies = new Map<string, string>();
  const tmdb = `${originOf("tmdb-images", origins)("https://image.tmdb.org")}/t/p`;

  async function pathOf(overseerr: Overseerr, { type, id }: Wanted): Promise<string | undefined> {
    const key = `${overseerr.key} ${type} ${id}`;
    const known = paths.get(key);
    if (known && known.until > now()) return known.path;
    const path = overseerr.get(`/${type}/${id}`).then(posterPath);
    // a title that has none today may have one tomorrow
    paths.set(key, { until: now() + DAY_MS, path });
    path.catch(() => paths.delete(key));
    const [oldest = ""] = paths.keys();
    if (paths.size > 20_000) paths.delete(oldest);
    return path;
  }

  async function fetchPicture(url: string): Promise<Picture | undefined> {
    const { status, body } = await http
      .request<Uint8Array>({ url, as: "bytes" })
      .catch(() => ({ status: 0, body: new Uint8Array() }));
    const type = status === 200 ? imageType(body) : undefined;
    return type === undefined ? undefined : { type, bytes: body };
  }

  async function fromServer(url: string, path: string, width: string): Promise<Picture | undefined> {
    const known = proxies.get(url);
    for (const proxy of known === undefined ? PROXIES : [known]) {
      const picture = await fetchPicture(`${url.replace(/\/+$/, "")}/${proxy}/t/p/w${width}${path}`);
      if (!picture) continue;
      proxies.set(url, proxy);
      return picture;
    }
    return undefined;
  }

  /** @returns null where there is none, undefined where it cannot be had at the moment */
  async function find(wanted: Wanted): Promise<Picture | null | undefined> {
    let isKnown = true;
    for (const { connection } of desk.servers()) {
      const asked = await ask(connection, wanted);
      // one that is away says nothing of the others
      isKnown &&= asked !== undefined && asked.path === undefined;
      if (asked?.path === undefined) continue;
      const { overseerr, path } = asked;
      const own = page.posters === "tmdb" ? undefined : await fromServer(overseerr.url, path, wanted.width);
      const picture = own ?? (await fetchPicture(`${tmdb}/w${wanted.width}${path}`));
      if (picture) return picture;
    }
    return isKnown ? null : undefined;
  }

  async function ask(connection: ServerConnection, wanted: Wanted) {
    try {
      const overseerr = connection.overseerr();
      return { overseerr, path: await pathOf(overseerr, wanted) };
    } catch {
      return undefined;
    }
  }

  return async (wanted) => {
    if (page.posters === "none") return null;
    const key = `${wanted.type} ${wanted.id} ${wanted.width}`;
    const known = pictures.get(key);
    if (known !== undefined) return known;
    // whoever asks meanwhile waits for the same one
    const found =
      underWay.get(key) ??
      find(wanted)
        .then((picture) => {
          if (picture !== undefined) pictures.set(key, picture);
          return picture;
        })
        .finally(() => underWay.delete(key));
    underWay.set(key, found);
    return found;
  };
}

/** What the details of a title say of its poster. */
function posterPath(details: unknown): string | undefined {
  const found =
    typeof details === "object" && details !== null && "posterPath" in details ? details.posterPath : "";
  return isPosterPath(found) ? found : undefined;
}
