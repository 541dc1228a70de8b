import { ListSyncError } from "../../errors.ts";
import type { MediaType } from "../../items/item.ts";
import type { LibraryIndex, Overseerr, QuotaPart } from "../../overseerr/overseerr.ts";
import { serialiseByKey } from "../../overseerr/posting/serialise-by-key.ts";
import type { Scope } from "../../scope.ts";
import { type CountedRequest, countedRequests, freeAgain, whyOverQuota } from "./quota-reason.ts";

/** What one request would take of its user's quota. */
interface Spending {
  /** Undefined is the owner of the API key, whom no quota bounds. */
  user: number | undefined;
  mediaType: MediaType;
  /** 1 for a movie, its seasons for a show. */
  units: number;
  scope: Scope | undefined;
  signal?: AbortSignal;
  now: () => Date;
}

/** What became of a request that a quota may have stopped. */
type Spent<T> = { refused: string } | { done: T };

/** What is known of a user's quota, counted down with every request that we make. */
interface Account {
  /** Undefined where the server did not say: then its own check has to do. */
  quota?: Record<MediaType, QuotaPart>;
  /** What the quota counts, read when somebody has to be told when it is free again. */
  requests?: CountedRequest[];
  readAt: number;
  /** Runs that go by this reading: each may have one of its own. */
  runs: WeakSet<Scope>;
}

/** Somebody without a limit may be given one; the server's own check bounds the damage. Milliseconds. */
const UNLIMITED_HOLDS_MS = 60 * 60_000;
/** How long a reading serves runs that begin meanwhile, and messages of no run. Milliseconds. */
const READING_HOLDS_MS = 60_000;

/** Keeps users within their quotas: the server counts before it writes, so that parallel requests overrun them. */
export interface QuotaKeeper {
  /** What is left of the quotas by their last readings, of the user who has least; nothing where nobody has a limit. */
  readonly remaining: Partial<Record<MediaType, number>>;
  /** Whether no quota bounds the user. False as well when the server does not say. @throws CancelledError */
  isUnlimited(spending: Spending): Promise<boolean>;
  /**
   * Requests something if the quota allows it. For users with a limit one request is under way at a time.
   *
   * @param post is told how many units the server really took
   * @throws what `post` throws; CancelledError
   */
  spend<T>(spending: Spending, post: (took: (units: number) => void) => Promise<T>): Promise<Spent<T>>;
}

const keepers = new WeakMap<LibraryIndex, QuotaKeeper>();

/** The one keeper of a server, shared by all nodes and runs. */
export function quotaKeeper(overseerr: Overseerr): QuotaKeeper {
  const known = keepers.get(overseerr.index) ?? createQuotaKeeper(overseerr);
  keepers.set(overseerr.index, known);
  return known;
}

function createQuotaKeeper(overseerr: Overseerr): QuotaKeeper {
  const oneByOne = serialiseByKey();
  const accounts = new Map<number, Account>();

  /** In the user's turn, so that no request of ours is under way while the server counts. */
  async function accountOf(user: number, { scope, signal, now }: Spending): Promise<Account> {
    const at = now().getTime();
    const known = accounts.get(user);
    if (known && serves(known, scope, at)) {
      if (scope) known.runs.add(scope);
      return known;
    }
    const account: Account = { readAt: at, runs: new WeakSet(scope ? [scope] : []) };
    try {
      account.quota = await overseerr.quota(user, { signal });
    } catch (error) {
      // the request itself will tell what is wrong
      if (!(error instanceof ListSyncError) || error.code === "cancelled") throw error;
    }
    accounts.set(user, account);
    return account;
  }

  return {
    get remaining() {
      const least: Partial<Record<MediaType, number>> = {};
      for (const { quota } of accounts.values())
        for (const type of ["movie", "tv"] as const) {
          const { limit = 0, used = 0 } = quota?.[type] ?? {};
          if (limit > 0) least[type] = Math.min(least[type] ?? limit, Math.max(0, limit - used));
        }
      return least;
    },
    async isUnlimited(spending) {
      const { user, signal } = spending;
      if (user === undefined) return true;
      if (!Number.isSafeInteger(user)) return false;
      const { quota } = await oneByOne(`${user}`, signal, () => accountOf(user, spending));
      return quota !== undefined && !isLimited(quota);
    },
    async spend(spending, post) {
      const { user, mediaType, units, signal, now } = spending;
      if (user === undefined || !Number.isSafeInteger(user)) return { done: await post(() => {}) };
      const turn = `${user}`;
      const account = await oneByOne(turn, signal, () => accountOf(user, spending));
      const { quota } = account;
      if (quota && !isLimited(quota)) return { done: await post(() => {}) };
      return oneByOne(turn, signal, async () => {
        const part = quota?.[mediaType];
        if (part && part.limit > 0 && part.used + units > part.limit) {
          account.requests ??= await countedRequests(overseerr, user, signal);
          const question = { user, mediaType, units, part };
          const free = freeAgain(question, account.requests, now());
          return { refused: whyOverQuota({ ...question, free }) };
        }
        const took = (taken: number) => {
          if (part) part.used += taken;
          delete account.requests;
        };
        return { done: await post(took) };
      });
    },
  };
}

function serves({ quota, readAt, runs }: Account, scope: Scope | undefined, at: number): boolean {
  const age = at - readAt;
  if (quota && !isLimited(quota)) return age < UNLIMITED_HOLDS_MS;
  return age < READING_HOLDS_MS || (scope !== undefined && runs.has(scope));
}

const isLimited = ({ movie, tv }: Record<MediaType, QuotaPart>): boolean => movie.limit > 0 || tv.limit > 0;
