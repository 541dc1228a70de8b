/**
 * Calls that end the process of a real server (recorded on Overseerr 1.34, Jellyseerr 2.7 and Seerr 3.1), and the call
 * that is safe and says beforehand whether it would. The client asks it each time, so no code path makes the deadly one
 * blindly. A POST for a show without a TVDB id is judged in requests/tvdb-guard.ts, where the title's details are known.
 */
const DEADLY_CALLS: { path: RegExp; askFirst: (found: RegExpExecArray) => string }[] = [
  // of a user that it does not know; GET /user/{id} says 404 instead
  { path: /^\/user\/([^/?]+)\/watchlist(?:\?|$)/, askFirst: ([, user]) => `/user/${user}` },
];

/** The path to ask before a call, whose refusal keeps the call from being made; undefined for a harmless one. */
export function askBefore(path: string): string | undefined {
  for (const deadly of DEADLY_CALLS) {
    const found = deadly.path.exec(path);
    if (found) return deadly.askFirst(found);
  }
  return undefined;
}
