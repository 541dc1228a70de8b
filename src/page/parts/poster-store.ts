import { ApiError } from "../api/api-error.ts";
import type { Client } from "../api/client.ts";

/** Widths that the interface knows, in pixels. */
export type PosterWidth = "92" | "185" | "342";

/** Posters in memory; the oldest go first. One of 342 pixels has some 30 kB. */
const MOST = 400;
/** Questions at once: a browser has six connections to one host, and one is the stream's. */
const AT_ONCE = 3;

const kept = new Map<string, string | undefined>();
const waiting: (() => void)[] = [];
let asking = 0;

/**
 * The address of a poster that the page holds. It is read with the token in a header, as everything is, and kept: what
 * comes through Home Assistant is kept by no browser.
 *
 * @param poster `movie/603?w=342`
 * @returns undefined where there is none
 */
export async function posterAddress(
  client: Client,
  poster: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (kept.has(poster)) return kept.get(poster);
  await turn(signal);
  if (signal.aborted) return undefined;
  if (kept.has(poster)) return kept.get(poster);
  asking += 1;
  try {
    const response = await client.open(`poster/${poster}`, signal);
    return keep(poster, URL.createObjectURL(await response.blob()));
  } catch (error) {
    // there is none, and will be none; what failed otherwise may come with the next look
    if (error instanceof ApiError && !error.isPassing) keep(poster, undefined);
    return undefined;
  } finally {
    asking -= 1;
    waiting.shift()?.();
  }
}

function keep(poster: string, address: string | undefined): string | undefined {
  kept.set(poster, address);
  const [oldest] = kept;
  if (kept.size > MOST && oldest) {
    kept.delete(oldest[0]);
    if (oldest[1]) URL.revokeObjectURL(oldest[1]);
  }
  return address;
}

async function turn(signal: AbortSignal): Promise<void> {
  while (asking >= AT_ONCE && !signal.aborted)
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      // who is gone takes no turn
      const leave = () => {
        const place = waiting.indexOf(resolve);
        if (place >= 0) waiting.splice(place, 1);
        resolve();
      };
      signal.addEventListener("abort", leave, { once: true });
    });
}
