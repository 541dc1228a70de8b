import { CancelledError, InputError } from "../../errors.ts";
import { linkSignals } from "../../http/linked-signal.ts";
import type { Match } from "../../items/item.ts";
import { normaliseItem } from "../../items/normalise.ts";
import { isPosterPath } from "../../lists/fetching/poster.ts";
import type { ServerConnection } from "../../overseerr/connection/server-connection.ts";
import type { Overseerr } from "../../overseerr/overseerr.ts";
import { requestItem } from "../../requests/request-item.ts";
import { reportable } from "../report-error.ts";
import { type AdminRequest, bodyOf, type Finding, finding } from "./admin.ts";
import * as messages from "./messages.ts";

/** Titles of one page of a preview; more are not looked up at once. */
const PAGE = 10;

/** Milliseconds for all titles of a page: less than the editor waits for an answer. */
const PATIENCE_MS = 3500;

/** What is known of one title of a page; empty where nothing is. */
interface PreviewTitle {
  /** What would be done with it: the status of an outcome, see items/outcomes.ts. */
  status?: string;
  /** As TMDB names it: `/abc.jpg`. */
  poster?: string;
}

export interface PreviewOutcomes {
  /** In the order of the page. */
  titles: PreviewTitle[];
  /** Whether the time was over before all were looked up. */
  late: boolean;
  /** Why a title could not be looked up; of several the first. */
  problem?: string;
}

/**
 * Says what would happen to the titles of a page: a dry run that sends no request.
 *
 * @param request body: `items`, as the preview gave them
 * @param connection of the deployed server that the body names
 * @throws InputError `bad-input` when the request has no body
 */
export function previewOutcomes(
  request: AdminRequest,
  connection: ServerConnection | undefined,
  signal: AbortSignal,
  patienceMs: number = PATIENCE_MS,
): Promise<Finding<PreviewOutcomes>> {
  const { items } = bodyOf(request);
  return finding(async () => {
    const page: unknown[] = Array.isArray(items) ? items.slice(0, PAGE) : [];
    if (!connection) return { titles: page.map(() => ({})), late: false };
    const overseerr = connection.overseerr();
    const over = new AbortController();
    const timer = setTimeout(() => over.abort(new CancelledError()), patienceMs);
    const linked = linkSignals(signal, over.signal);
    let problem: string | undefined;
    const look = async (given: unknown): Promise<PreviewTitle> => {
      const title: PreviewTitle = {};
      try {
        const deps = { overseerr };
        const { item, error } = await requestItem(asShown(given), deps, {
          dryRun: true,
          signal: linked.signal,
        });
        if (error) problem ??= reportable(error).message;
        if (item.outcome) title.status = item.outcome.status;
        const poster = item.match && (await posterOf(overseerr, item.match, linked.signal));
        if (poster) title.poster = poster;
      } catch (error) {
        if (!linked.signal.aborted) problem ??= reportable(error).message;
      }
      return title;
    };
    try {
      const titles = await Promise.all(page.map(look));
      return { titles, late: over.signal.aborted, ...(problem !== undefined && { problem }) };
    } finally {
      clearTimeout(timer);
      linked.unlink();
    }
  });
}

/** What a preview shows of a title and nothing else: a body may claim that it was found and done. */
function asShown(given: unknown) {
  if (typeof given !== "object" || given === null)
    throw new InputError("bad-input", messages.unreadableTitle());
  const { title, year, mediaType, ids } = given as Record<string, unknown>;
  return normaliseItem({
    title: typeof title === "string" ? title.slice(0, 500) : title,
    year,
    mediaType,
    ids,
  });
}

/** A title without a poster, or whose details cannot be had now, is one without. */
async function posterOf(
  overseerr: Overseerr,
  { mediaType, tmdbId }: Match,
  signal: AbortSignal,
): Promise<string | undefined> {
  const body = await overseerr.get(`/${mediaType}/${tmdbId}`, {}, { signal }).catch(() => undefined);
  const { posterPath } = (body ?? {}) as { posterPath?: unknown };
  return isPosterPath(posterPath) ? posterPath : undefined;
}
