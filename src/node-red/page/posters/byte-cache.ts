/** A picture, or that there is none. */
export interface Picture {
  type: string;
  bytes: Uint8Array;
}

/** Keeps pictures up to so many bytes; those that nobody asked for longest are forgotten. */
export interface ByteCache {
  /** @returns null where it is known that there is none */
  get(key: string): Picture | null | undefined;
  set(key: string, picture: Picture | null): void;
}

/** What an entry takes beside its picture. */
const OVERHEAD = 200;

/**
 * @param most bytes
 * @param keptMs milliseconds for which a picture is kept; one that is not there, a hundredth of that
 */
export function byteCache(most: number, keptMs: number, now: () => number = () => Date.now()): ByteCache {
  const kept = new Map<string, { picture: Picture | null; until: number }>();
  let bytes = 0;
  const sizeOf = (picture: Picture | null) => OVERHEAD + (picture?.bytes.length ?? 0);

  function forget(key: string): void {
    const known = kept.get(key);
    if (!known) return;
    bytes -= sizeOf(known.picture);
    kept.delete(key);
  }

  return {
    get(key) {
      const known = kept.get(key);
      if (!known) return undefined;
      if (known.until <= now()) {
        forget(key);
        return undefined;
      }
      kept.delete(key);
      kept.set(key, known);
      return known.picture;
    },
    set(key, picture) {
      forget(key);
      kept.set(key, { picture, until: now() + (picture ? keptMs : keptMs / 100) });
      bytes += sizeOf(picture);
      for (const oldest of kept.keys()) {
        if (bytes <= most) break;
        forget(oldest);
      }
    },
  };
}
