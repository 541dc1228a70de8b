import * as messages from "./messages.ts";
import type { News } from "./news.ts";
import type { Notice } from "./notice.ts";

/** An invented sync, for previews: with all that a message may hold. */
export const sampleNews = (): News => ({
  kind: "run",
  profile: "Main",
  runId: "00000000-0000-4000-8000-000000000000",
  trigger: "schedule",
  dryRun: false,
  state: "completed_with_errors",
  at: "2026-11-21T03:05:00.000Z",
  seconds: 83,
  total: 251,
  counts: { requested: 3, already_available: 236, already_requested: 10, not_found: 1, ambiguous: 1 },
  types: { movies: 180, shows: 71 },
  lists: [
    {
      name: "IMDb Top 250",
      url: "https://www.imdb.com/chart/top/",
      items: 250,
      requested: 2,
    },
    { name: "Horror", url: "https://trakt.tv/users/sean/lists/horror", items: 1, requested: 1 },
    {
      name: "Watchlist",
      items: 0,
      error: "The list is private. Make it public, or add an account with access to it.",
    },
  ],
  requested: [
    { title: "Heat (1995)", mediaType: "movie", tmdbId: 949 },
    { title: "Severance (2022)", mediaType: "tv", tmdbId: 95396 },
    { title: "M*A*S*H (1972)", mediaType: "tv", tmdbId: 918 },
  ],
  problems: [
    {
      title: "Beef",
      status: "ambiguous",
      reason: "Two titles match equally well. Add the year to the list.",
    },
    { title: "Untitled Project", status: "not_found", reason: "The server does not know this title." },
  ],
  missing: 0,
});

/** A notice that says no more than that it arrived. */
export const testNotice = (now: Date): Notice => ({
  level: "info",
  title: messages.testTitle(),
  summary: messages.testText(),
  facts: [],
  sections: [],
  at: now.toISOString(),
  news: [],
});
