import { InputError } from "../../errors.ts";
import { createOverseerr } from "../create-overseerr.ts";
import type { HealthOptions } from "../health/health.ts";
import { createServerHealth, type ServerHealth } from "../health/run-health.ts";
import type { Overseerr, OverseerrOptions } from "../overseerr.ts";
import type { CallListener } from "./call-watch.ts";
import { READS_AT_ONCE } from "./client.ts";

/** One server, shared by every node that names it: one client, one queue, one library index. */
export interface ServerConnection {
  /**
   * The client, made on first use so that a wrong configuration is reported where it is used.
   *
   * @throws InputError `bad-config` naming what is missing; ServerError `server-url`
   */
  overseerr(): Overseerr;
  /**
   * Titles that a node handles at once: half as many again as calls. What comes before a call is done while others are under
   * way, so that one that ends makes room for one that is ready.
   */
  readonly titlesAtOnce: number;
  /** How it fares in each run. */
  readonly health: ServerHealth;
  /** Tells of each call that is over, whoever made it. Returns the end of it. */
  followCalls(listener: CallListener): () => void;
  close(): void;
}

/**
 * @param read - reads the configuration; asked again after a failure, because a key file may appear later
 * @param create - makes the client
 */
export function createServerConnection(
  read: () => OverseerrOptions,
  create: (options: OverseerrOptions) => Overseerr = createOverseerr,
): ServerConnection {
  let overseerr: Overseerr | undefined;
  let closed = false;
  let known: OverseerrOptions | undefined;

  /** What was once read without a fault is what the client was made of, or will be. */
  function options(): OverseerrOptions {
    known ??= read();
    return known;
  }
  const listeners = new Set<CallListener>();
  const onCall: CallListener = (event) => {
    for (const listener of listeners) listener(event);
  };

  /** Whoever uses the client is told what is wrong with them. */
  function settings(): Partial<OverseerrOptions> {
    try {
      return options();
    } catch {
      return {};
    }
  }

  function healthOptions(): HealthOptions {
    const { retries, backoffMs, health } = settings();
    return {
      ...(retries !== undefined && { retries }),
      ...(backoffMs !== undefined && { backoffMs }),
      ...health,
    };
  }

  return {
    health: createServerHealth(healthOptions),
    get titlesAtOnce() {
      const { concurrency = 4, adaptiveReads } = settings();
      // calls wait for their places in the client
      const calls = adaptiveReads ? Math.max(concurrency, READS_AT_ONCE.most) : concurrency;
      return calls + Math.ceil(calls / 2);
    },
    overseerr() {
      if (closed)
        throw new InputError("bad-config", "This server's configuration was replaced by a new deployment.");
      overseerr ??= create({ ...options(), onCall });
      return overseerr;
    },
    followCalls(listener) {
      const own: CallListener = (event) => listener(event);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    close() {
      closed = true;
      overseerr?.close();
    },
  };
}
