import { InputError } from "../errors.ts";
import { createOverseerr } from "./create-overseerr.ts";
import type { HealthOptions } from "./health.ts";
import type { Overseerr, OverseerrOptions } from "./overseerr.ts";
import { createServerHealth, type ServerHealth } from "./run-health.ts";

/** One server, shared by every node that names it: one client, one queue, one library index. */
export interface ServerConnection {
  /**
   * The client, made on first use so that a wrong configuration is reported where it is used.
   *
   * @throws InputError `bad-config` naming what is missing; ServerError `server-url`
   */
  overseerr(): Overseerr;
  /** Calls under way at once, which is also how many items a node handles at once. */
  readonly concurrency: number;
  /** How it fares in each run. */
  readonly health: ServerHealth;
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

  /** Whoever uses the client is told what is wrong with them. */
  function settings(): Partial<OverseerrOptions> {
    try {
      return read();
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
    get concurrency() {
      return settings().concurrency ?? 4;
    },
    overseerr() {
      if (closed)
        throw new InputError("bad-config", "This server's configuration was replaced by a new deployment.");
      overseerr ??= create(read());
      return overseerr;
    },
    close() {
      closed = true;
      overseerr?.close();
    },
  };
}
