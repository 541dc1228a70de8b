/** One call as it came in. */
export interface LoggedCall {
  method: string;
  /** Path and query as sent, from `/api/v1` on. */
  url: string;
  /** Name of the route, `GET /movie/{movieId}`; absent when none fits. */
  route?: string;
  /** X-API-User as sent. */
  asUser?: string;
  headers: Record<string, string | string[] | undefined>;
  body?: unknown;
  /** Status of the answer; absent while there is none, and for ever when the connection was cut. */
  status?: number;
}

/** What tests ask about the traffic. */
export interface Journal {
  /** Calls per route: `{"GET /media": 3, "POST /request": 12}`. */
  calls: Record<string, number>;
  log: LoggedCall[];
  maxParallel: number;
  begin(call: LoggedCall): void;
  end(): void;
  reset(): void;
}

export function createJournal(): Journal {
  let running = 0;
  const journal: Journal = {
    calls: {},
    log: [],
    maxParallel: 0,
    begin(call) {
      const name = call.route ?? `${call.method} ?`;
      journal.calls[name] = (journal.calls[name] ?? 0) + 1;
      journal.log.push(call);
      running += 1;
      journal.maxParallel = Math.max(journal.maxParallel, running);
    },
    end() {
      running -= 1;
    },
    reset() {
      journal.calls = {};
      journal.log = [];
      journal.maxParallel = running;
    },
  };
  return journal;
}
