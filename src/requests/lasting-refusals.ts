import type { MediaType } from "../items/item.ts";
import type { LibraryIndex, Overseerr } from "../overseerr/overseerr.ts";
import { ServerError, type ServerErrorCode } from "../overseerr/server-error.ts";
import type { Store } from "../state/store.ts";

/** A refusal as it is kept. */
interface Kept {
  code: ServerErrorCode;
  message: string;
  httpStatus?: number;
  /** What it depends on; when that is different, the refusal may be too. */
  because: string;
}

/** What the server refused for a reason that stands, so that later runs do not post it again. */
export interface LastingRefusals {
  /**
   * @param because what the refusal depends on, as it is now
   * @param holdsMs for reasons that nobody can see change: how long it is believed
   */
  recall(key: string, because: string, holdsMs?: number): Promise<ServerError | undefined>;
  /** Whether anything was ever refused under this key, whatever it depended on. */
  has(key: string): Promise<boolean>;
  keep(key: string, because: string, error: ServerError): Promise<void>;
}

/** Names of what can be refused. */
export const refusalKey = {
  /** What a user may request. */
  permission: (user: number, mediaType: MediaType, is4k: boolean) =>
    `may ${user} ${mediaType} ${quality(is4k)}`,
  /** A TMDB number that is none. */
  title: (mediaType: MediaType, tmdbId: number) => `title ${mediaType} ${tmdbId}`,
  /** A show that the server takes and drops again. */
  dropped: (tmdbId: number, is4k: boolean) => `dropped ${tmdbId} ${quality(is4k)}`,
};

const quality = (is4k: boolean) => (is4k ? "4K" : "standard");

const SCOPE = "refusals";

/** Those that are not in a database, or not yet; remembered as long as the server object lives. */
const inMemory = new WeakMap<LibraryIndex, Map<string, { value: Kept; savedAt: Date }>>();

/** The refusals of a server, in the database when there is one. */
export function lastingRefusals(
  overseerr: Overseerr,
  store: Store | undefined,
  now: () => Date,
): LastingRefusals {
  const own = inMemory.get(overseerr.index) ?? new Map<string, { value: Kept; savedAt: Date }>();
  inMemory.set(overseerr.index, own);
  const name = (key: string) => `${overseerr.key} ${key}`;
  async function find(key: string) {
    const kept = await store?.fetchCache.get<Kept>(SCOPE, name(key));
    const learned = own.get(name(key));
    if (!store || !learned) return kept ?? learned;
    if (JSON.stringify(kept?.value) === JSON.stringify(learned.value)) {
      own.delete(name(key));
      return kept;
    }
    // the database was locked when it was learned
    await store.fetchCache.set(SCOPE, name(key), learned.value);
    return learned;
  }
  return {
    async recall(key, because, holdsMs = Number.POSITIVE_INFINITY) {
      const kept = await find(key);
      if (!kept || kept.value.because !== because) return undefined;
      if (now().getTime() - kept.savedAt.getTime() > holdsMs) return undefined;
      const { code, message, httpStatus } = kept.value;
      return new ServerError(code, message, { ...(httpStatus !== undefined && { httpStatus }) });
    },
    has: async (key) => (await find(key)) !== undefined,
    async keep(key, because, { code, message, httpStatus }) {
      const value: Kept = { code, message, because, ...(httpStatus !== undefined && { httpStatus }) };
      own.set(name(key), { value, savedAt: now() });
      await store?.fetchCache.set(SCOPE, name(key), value);
    },
  };
}
