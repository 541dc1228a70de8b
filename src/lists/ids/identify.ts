import type { Item } from "../../items/item.ts";
import { titleKey } from "../../items/key.ts";
import { createContext, type FetchDeps } from "../fetching/context.ts";
import { toListError } from "../fetching/map-error.ts";
import { processCache } from "../fetching/process-cache.ts";
import type { ListError } from "../list-error.ts";
import type { Identity, ListProvider } from "../provider.ts";
import { provider } from "../registry.ts";

/** What was learned of a title: found, or that its site does not know either. */
interface Learned {
  identity?: Identity;
}

const DAY = 24 * 60 * 60 * 1000;

/** Days after which a site is asked again about a title that it had no ids of. */
const ASK_AGAIN = 7;

/** Asks the sites of an item's lists which title it is. One for each run, so that a site that blocks is asked once. */
export interface Identifier {
  /** What is known already; costs nothing. */
  known(item: Item): Promise<Item | undefined>;
  /**
   * The item with the ids that one of its sites gives it.
   *
   * @returns undefined when none of its sites has ids; `error` when one could not be asked
   */
  identify(item: Item, signal: AbortSignal): Promise<{ item?: Item; error?: ListError }>;
}

/**
 * Makes an identifier.
 *
 * @param deps what the lists of the run were fetched with
 * @param now the clock
 */
export function createIdentifier(deps: FetchDeps, now: () => Date = () => new Date()): Identifier {
  const cache = deps.cache ?? processCache;
  const closed = new Map<string, ListError>();

  const learned = async (name: string, owner: ListProvider): Promise<Learned | undefined> => {
    const kept = await cache.get<Learned>(`${owner.id}-ids`, name);
    if (!kept) return undefined;
    const old = now().getTime() - kept.savedAt.getTime() > ASK_AGAIN * DAY;
    return kept.value.identity || !old ? kept.value : undefined;
  };

  return {
    async known(item) {
      for (const { owner, name } of askable(item)) {
        const identity = (await learned(name, owner))?.identity;
        if (identity) return withIdentity(item, identity);
      }
      return undefined;
    },
    async identify(item, signal) {
      let failure: ListError | undefined;
      for (const { owner, name, ask } of askable(item)) {
        const before = await learned(name, owner);
        if (before?.identity) return { item: withIdentity(item, before.identity) };
        failure ??= closed.get(owner.id);
        if (before || closed.has(owner.id)) continue;
        try {
          const identity = await ask(item, createContext(owner, { kind: "title" }, deps, { signal }));
          await cache.set(`${owner.id}-ids`, name, identity ? { identity } : {});
          if (identity) return { item: withIdentity(item, identity) };
        } catch (error) {
          const reason = toListError(error, owner.name);
          if (signal.aborted || reason.code === "cancelled") throw reason;
          failure ??= reason as ListError;
          // three hundred titles more would only hear the same
          if (reason.code !== "not-found") closed.set(owner.id, reason as ListError);
        }
      }
      return failure ? { error: failure } : {};
    },
  };
}

/** The sites that can be asked about an item, and the name under which their answer is kept. */
function askable(item: Item) {
  const owners = new Set(item.sources.map((source) => source.provider));
  return [...owners].flatMap((id) => {
    const owner = provider(id);
    const ask = owner?.identify?.bind(owner);
    // by the site's own id where the list gave one
    const name = String((item.ids as Record<string, unknown>)[id] ?? titleKey(item));
    return owner && ask ? [{ owner, ask, name }] : [];
  });
}

function withIdentity(item: Item, { ids, mediaType }: Identity): Item {
  return { ...item, ids: { ...item.ids, ...ids }, mediaType: mediaType ?? item.mediaType };
}
