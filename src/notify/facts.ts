import * as messages from "./messages.ts";
import type { RunNews } from "./news.ts";
import type { Notice } from "./notice.ts";

/** Numbers of runs that stand beside each other. */
export function factsOf(runs: RunNews[]): Notice["facts"] {
  if (runs.length === 0) return [];
  const total = runs.reduce((sum, run) => sum + run.total, 0);
  const seconds = runs.reduce((sum, run) => sum + run.seconds, 0);
  const types = runs.every((run) => run.types)
    ? runs.reduce(
        (sum, { types }) => ({
          movies: sum.movies + (types?.movies ?? 0),
          shows: sum.shows + (types?.shows ?? 0),
        }),
        { movies: 0, shows: 0 },
      )
    : undefined;
  return [
    ...(types
      ? [
          { name: messages.movies(), value: messages.share(types.movies, types.movies + types.shows) },
          { name: messages.shows(), value: messages.share(types.shows, types.movies + types.shows) },
        ]
      : []),
    { name: messages.duration(), value: timeText(seconds) },
    ...(total > 0 ? [{ name: messages.speed(), value: timeText(seconds / total) }] : []),
  ];
}

/** `1 h 5 min`, `12 min 3 s`, `4.2 s`. */
function timeText(seconds: number): string {
  if (seconds < 59.95) return `${Math.round(seconds * 10) / 10} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
