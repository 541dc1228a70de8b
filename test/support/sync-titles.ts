import type { Item } from "../../src/items/item.ts";
import { type Handled, handleItems } from "../../src/node-red/controllers/handle-items.ts";
import { createServerConnection } from "../../src/overseerr/connection/server-connection.ts";
import type { HealthLimits } from "../../src/overseerr/health/kind-health.ts";
import { requestItem } from "../../src/requests/request-item.ts";
import { RunLimits } from "../../src/runs/run-limits.ts";
import { Scope } from "../../src/scope.ts";
import type { CatalogueTitle } from "../servers/catalogue/title.ts";
import type { OverseerrServer } from "../servers/overseerr/server.ts";

/** A title as a list names it: a movie by its IMDb id, which costs a search, a show by its TMDB id, which costs a look. */
export const listed = ({ mediaType, title, year, tmdbId, imdbId }: CatalogueTitle): Item => ({
  title,
  ...(year !== undefined && { year }),
  mediaType,
  ids: mediaType === "movie" && imdbId ? { imdb: imdbId } : { tmdb: tmdbId },
  sources: [],
});

/** What a run without Node-RED did. */
export interface SyncedTitles {
  failed: Item[];
  requested: Item[];
  errors: Error[];
  /** Calls of all kinds that the server got. */
  calls: number;
  ms: number;
}

/** Requests titles as the nodes do, in one run, with the health of a server that is as patient as the test wants. */
export async function syncTitles(
  server: OverseerrServer,
  items: Item[],
  health: Partial<HealthLimits>,
  options: { concurrency?: number; timeoutMs?: number } = {},
): Promise<SyncedTitles> {
  const { concurrency = 4, timeoutMs = 300 } = options;
  const connection = createServerConnection(() => ({
    url: server.url,
    apiKey: server.apiKey,
    timeoutMs,
    backoffMs: 20,
    concurrency,
    health,
  }));
  const scope = new Scope("run");
  const run = connection.health.of(scope);
  const overseerr = connection.overseerr().watchedBy(run.health);
  const limits = new RunLimits();
  const started = Date.now();
  const before = server.log.length;
  const work = async (item: Item): Promise<Handled> => {
    const done = await requestItem(item, { overseerr, limits }, { scope });
    return { ...done, output: done.item.outcome?.status === "requested" ? 0 : 1 };
  };
  try {
    const { outputs, errors } = await handleItems(items, work, {
      outputs: 2,
      failedOutput: 1,
      concurrency,
      run,
      signal: new AbortController().signal,
      prepare: () => overseerr.index.ensure(scope),
    });
    const [requested = [], failed = []] = outputs;
    return { requested, failed, errors, calls: server.log.length - before, ms: Date.now() - started };
  } finally {
    connection.close();
  }
}
