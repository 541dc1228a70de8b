import { breather } from "../../breather.ts";
import { type CancelledError, throwIfCancelled } from "../../errors.ts";
import { keepSecret } from "../../http/redact.ts";
import type { Item } from "../../items/item.ts";
import { normaliseItem } from "../../items/normalise.ts";
import { nameList } from "../entries/name-list.ts";
import { ListError } from "../list-error.ts";
import * as messages from "../messages.ts";
import type { FetchContext, FetchedList, ListProvider, ParsedList } from "../provider.ts";
import { createContext, type FetchDeps } from "./context.ts";
import { toListError } from "./map-error.ts";

/**
 * Lets a provider fetch a list, and sees to it that the outcome keeps to the contract: items in the normal form, no
 * more than `limit` of them, and only the errors that a person can act on.
 *
 * @param list as the provider's `parse` made it
 * @throws ListError CancelledError
 */
export async function readList(
  provider: ListProvider,
  list: ParsedList,
  deps: FetchDeps,
  options: { signal: AbortSignal; limit?: number; progress?: FetchContext["progress"] },
): Promise<FetchedList> {
  const { key, secret } = deps.accounts?.[provider.id] ?? {};
  const releases = [key, secret].flatMap((value) => (value ? keepSecret(value) : []));
  try {
    throwIfCancelled(options.signal);
    const fetched = await provider.fetch(list, createContext(provider, list, deps, options));
    throwIfCancelled(options.signal);
    refuseNothing(fetched, list);
    return {
      ...fetched,
      items: await normaliseAll(fetched.items.slice(0, options.limit)),
      warnings: [...(list.warnings ?? []), ...fetched.warnings],
    };
  } catch (error) {
    throwIfCancelled(options.signal);
    throw named(ofList(toListError(error, provider.name), list), list);
  } finally {
    for (const release of releases) release();
  }
}

/** A site that announces titles and gives none has failed, whatever else its answer says. */
function refuseNothing({ items, rows, total = 0 }: FetchedList, { label }: ParsedList): void {
  if (items.length > 0 || (rows?.read ?? 0) > 0 || total === 0) return;
  throw new ListError("markup-changed", messages.noneOfAnnounced(label, total));
}

/** In slices: a hundred thousand titles would hold everything else up for seconds. */
async function normaliseAll(found: Item[]): Promise<Item[]> {
  const items: Item[] = [];
  const breathe = breather();
  for (const item of found) {
    items.push(normaliseItem(item, items.length + 1));
    if (breathe.due()) await breathe.rest();
  }
  return items;
}

/** Nobody cancelled this fetch: what it was read through was, for instance by a deployment. The other lists go on. */
const ofList = (error: ListError | CancelledError, { label }: ParsedList): ListError =>
  error instanceof ListError ? error : new ListError("unavailable", messages.interrupted(label));

/** An error that came from below the provider does not know which list it was. */
function named(error: ListError, list: ParsedList): ListError {
  if (error.cause === undefined) return error;
  return new ListError(error.code, nameList(list.label, error.message), {
    cause: error.cause,
    retryAfterMs: error.retryAfterMs,
    httpStatus: error.httpStatus,
  });
}
