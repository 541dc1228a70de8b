/** Milliseconds of the server's POST /request itself, see `RACE_MS` in test/servers/overseerr/create-request.ts. */
const POST_ITSELF = 2;

/** Milliseconds that an answer takes, by route, and `list` for the list's site. */
export type Latencies = Record<string, number>;

/** As in the measurements of other programs, so that seconds can be set beside theirs. */
const OF_A_THOUSAND: Latencies = {
  "GET /search": 150,
  "GET /tv/{tvId}": 60,
  "GET /movie/{movieId}": 60,
  "POST /request": 80,
  "GET /media": 25,
  "GET /request/count": 25,
  list: 200,
};

/** Latencies of a scenario: beyond 1,000 titles so much shorter that its runs would last about as long. */
export function latenciesFor(titles: number): Latencies {
  const scale = Math.min(1, 1000 / titles);
  return Object.fromEntries(
    Object.entries(OF_A_THOUSAND).map(([route, ms]) => {
      const least = route === "POST /request" ? POST_ITSELF + 1 : 1;
      return [route, Math.max(least, Math.round(ms * scale))];
    }),
  );
}

/** What the test server has to wait, so that an answer takes that long. */
export const serverWaits = ({ list: _, ...routes }: Latencies): Latencies => ({
  ...routes,
  "POST /request": (routes["POST /request"] ?? POST_ITSELF) - POST_ITSELF,
});
