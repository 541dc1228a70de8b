import type { BenchWorld } from "./bench-world.ts";
import type { Latencies } from "./latencies.ts";
import type { RunName, Scenario } from "./scenario.ts";

/** The least that a run can cost. */
export interface Limit {
  /** Calls to the server, by route, which nothing can spare. */
  calls: Record<string, number>;
  /** Seconds: these calls × their latency ÷ calls at once, and the list's pages one after another. */
  seconds: number;
}

/** Rows on a page of the server's library, and titles on a page of the list's site. */
const PAGE = 1000;

/**
 * The limit of a run: each new title is posted, each title without TMDB id is searched once, each show that somebody else
 * requested is looked at for its seasons, and the library is read: whole in the first run, later what moved since.
 *
 * @param listPages - answers of the list's site
 */
export function limitOf(
  run: RunName,
  {
    server,
    missing,
    requestedShows,
    listed,
  }: Pick<BenchWorld, "server" | "missing" | "requestedShows" | "listed">,
  { ids, concurrency }: Pick<Scenario, "ids" | "concurrency">,
  latencies: Latencies,
  listPages: number,
): Limit {
  const fresh = Math.ceil(listed.length / 100);
  const isFirst = run === "first";
  const posts = isFirst ? missing.length : run === "1 % new" ? fresh : 0;
  const searches = ids === "tmdb" ? 0 : isFirst ? listed.length : posts;
  const moved = run === "again" ? missing.length : 0;
  const rows = isFirst ? server.media.length : moved;
  const calls: Record<string, number> = {
    "GET /media": Math.max(1, Math.ceil(rows / PAGE)),
    "GET /search": searches,
    "GET /tv/{tvId}": isFirst ? requestedShows : 0,
    "POST /request": posts,
  };
  const milliseconds = Object.entries(calls).reduce(
    (sum, [route, count]) => sum + Math.max(count / concurrency, count > 0 ? 1 : 0) * (latencies[route] ?? 0),
    listPages * (latencies.list ?? 0),
  );
  return { calls, seconds: milliseconds / 1000 };
}
