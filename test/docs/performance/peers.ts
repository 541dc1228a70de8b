/**
 * What other programs needed for 1,000 titles, measured once against a server with the same latencies and the same shares
 * of available, requested and new titles, concurrency as each program has it.
 */
export interface PeerRow {
  program: string;
  ids: "tmdb" | "imdb" | "title";
  run: "first" | "steady";
  serverCalls: number;
  /** To the list's site, and to what finds a TMDB id for an IMDb id. */
  otherCalls: number;
  seconds: number;
  cpuSeconds?: number;
}

export const PEERS: readonly PeerRow[] = [
  {
    program: "ListSync 0.6.6",
    ids: "tmdb",
    run: "first",
    serverCalls: 2700,
    otherCalls: 1,
    seconds: 189,
    cpuSeconds: 7.9,
  },
  { program: "ListSync 0.6.6", ids: "tmdb", run: "steady", serverCalls: 2000, otherCalls: 1, seconds: 130 },
  { program: "ListSync 0.6.6", ids: "imdb", run: "first", serverCalls: 2700, otherCalls: 1001, seconds: 347 },
  {
    program: "ListSync 0.6.6",
    ids: "imdb",
    run: "steady",
    serverCalls: 2000,
    otherCalls: 1001,
    seconds: 286,
  },
  {
    program: "ListSync 0.6.6",
    ids: "title",
    run: "first",
    serverCalls: 2700,
    otherCalls: 1001,
    seconds: 342,
  },
  {
    program: "ListSync 0.6.6",
    ids: "title",
    run: "steady",
    serverCalls: 2000,
    otherCalls: 1001,
    seconds: 284,
  },
  {
    program: "listseerr 0.3.0",
    ids: "tmdb",
    run: "first",
    serverCalls: 1700,
    otherCalls: 1,
    seconds: 70.6,
    cpuSeconds: 1.4,
  },
  { program: "listseerr 0.3.0", ids: "tmdb", run: "steady", serverCalls: 1000, otherCalls: 1, seconds: 13.2 },
];
