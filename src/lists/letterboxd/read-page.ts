import type { CheerioAPI } from "cheerio";
import { throwIfCancelled } from "../../errors.ts";
import { retryAfterMs } from "../../http/retry-after.ts";
import { ListError } from "../list-error.ts";
import { limiting } from "../messages.ts";
import type { FetchContext } from "../provider.ts";
import { siteError } from "../site-error.ts";
import type { LetterboxdList } from "./parse-letterboxd.ts";

export const SITE = "https://letterboxd.com";

/** Reads pages of one fetch: plain as long as the site lets us, with the browser from the first challenge on. */
export interface LetterboxdPages {
  /** @param part it is what a page loads into itself, not a whole one */
  read(url: string, part?: boolean): Promise<CheerioAPI>;
  readonly via: "http" | "browser";
}

/** A page of Letterboxd has it, the page of a guard has not. */
const CONTENT = "#content";
/** What a page loads into itself has films, or the place for them. */
const PART = ".poster-grid, .poster-list, li.griditem, li.posteritem";

/** Milliseconds that a browser has to pass the challenge. */
const CHALLENGE_MS = 30_000;

const CHALLENGE = /<title>\s*just a moment/i;

/**
 * Cloudflare's challenge stands in front of the site since January 2026; whether a plain request passes depends on the
 * network it comes from. So: one plain try, then the browser if there is one, then a sentence with the ways that remain.
 *
 * @param list for errors
 */
export function createPages(list: Pick<LetterboxdList, "label">, context: FetchContext): LetterboxdPages {
  let browsing = false;
  const browse = async (url: string, ready: string, refused: ListError) => {
    if (!context.browser) throw refused;
    browsing = true;
    const options = { ready, timeoutMs: CHALLENGE_MS, signal: context.signal };
    return context.browser.read(url, options).catch((cause: unknown) => {
      throwIfCancelled(context.signal);
      // no browser is there, or it is kept out as well
      const reason = cause instanceof Error ? ` The browser said: ${cause.message}` : "";
      throw new ListError("blocked", `${refused.message}${reason}`, {
        cause,
        httpStatus: refused.httpStatus,
      });
    });
  };
  return {
    get via() {
      return browsing ? "browser" : "http";
    },
    async read(url, part = false) {
      const { load } = await import("cheerio");
      const ready = part ? `${CONTENT}, ${PART}` : CONTENT;
      if (browsing) return load(await browse(url, ready, keptOut(list, 403)));
      const response = await context.http.request<string>({ url, as: "text", signal: context.signal });
      const { status, headers, body } = response;
      if (headers["cf-mitigated"] === "challenge" || CHALLENGE.test(String(body)))
        return load(await browse(url, ready, keptOut(list, status)));
      if (status === 200) return whole(load(body), part ? isWholePart(body) : isWholePage(body), ready, list);
      throw refusalOf(response, list);
    },
  };
}

const isWholePage = (body: string): boolean => /<\/html>/i.test(body);
const isWholePart = (body: string): boolean => />\s*$/.test(body);

/** A page of somebody else, or one that broke off, is no shorter list. @throws ListError `markup-changed` */
function whole(
  page: CheerioAPI,
  isWhole: boolean,
  ready: string,
  { label }: Pick<LetterboxdList, "label">,
): CheerioAPI {
  if (isWhole && page(ready).length > 0) return page;
  throw new ListError(
    "markup-changed",
    `The page of ${label} is incomplete or has an unexpected format. The next run tries again; if this continues, update the package.`,
  );
}

function refusalOf(
  response: { status: number; headers: Record<string, string>; body: string },
  { label }: Pick<LetterboxdList, "label">,
): ListError {
  const { status, headers, body } = response;
  const http = { httpStatus: status };
  if (status === 429 || /error code: 1015/i.test(body)) {
    const wait = retryAfterMs(headers);
    return new ListError("rate-limited", limiting("Letterboxd"), {
      ...http,
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
    });
  }
  if (status === 403)
    return new ListError(
      "private",
      `${label} is private. Its owner can make it public, or share it by a link with a code.`,
      http,
    );
  if (status === 404)
    return new ListError(
      "not-found",
      `${label} does not exist, or is private. Check the address; a private list needs its share link.`,
      http,
    );
  return siteError(response, "Letterboxd", label);
}

/** What remains for a person whom the site keeps out. */
const keptOut = ({ label }: Pick<LetterboxdList, "label">, httpStatus: number): ListError =>
  new ListError(
    "blocked",
    `Letterboxd blocks automated access, so ${label} cannot be read. Set up a browser in the list-source node (Access tab); or export your lists as CSV (Letterboxd: Settings > Data) and use the file as an own list; or mirror the list at mdblist.com and paste that address.`,
    { httpStatus },
  );
