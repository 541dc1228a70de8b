import type { Item } from "../items/item.ts";
import type { Identifier } from "../lists/ids/identify.ts";
import { chosenMatch } from "../overseerr/search/chosen-match.ts";
import { type ResolveDeps, type Resolved, resolveItem } from "../overseerr/search/resolve.ts";
import type { ResolveOptions } from "../overseerr/search/resolve-options.ts";
import type { Decision } from "../state/port/decisions.ts";
import { heedIgnored } from "./decisions/heed-ignored.ts";
import * as messages from "./messages.ts";

/**
 * Looks a title up unless a person decided to ignore it, and asks the site of its list only when the server cannot tell by
 * title and year which one it is: such a site costs a page for each title (Letterboxd), but what it says is remembered for
 * good.
 *
 * A site that cannot be asked leaves the answer as it was, and the reason says so.
 *
 * @throws as `resolveItem`
 */
export async function searchIdentified(
  item: Item,
  deps: ResolveDeps,
  options: ResolveOptions,
  identifier: Identifier,
): Promise<Resolved> {
  const { store } = deps;
  const decisions = (await store?.decisionsOn(item)) ?? [];
  const left = await heedIgnored(item, decisions, store, options.now);
  if (left) return { kind: "not_found", item: left };
  const resolved = await search(item, decisions, deps, options, identifier);
  const found =
    resolved.kind === "found" && (await heedIgnored(resolved.item, decisions, store, options.now));
  return found ? { kind: "not_found", item: found } : resolved;
}

async function search(
  item: Item,
  decisions: Decision[],
  deps: ResolveDeps,
  options: ResolveOptions,
  identifier: Identifier,
): Promise<Resolved> {
  // what was decided of a title was decided of what its list says
  const isDecided = !hasIds(item) && chosenMatch(decisions) !== undefined;
  const named = hasIds(item) || isDecided ? item : ((await identifier.known(item)) ?? item);
  const resolved = await resolveItem(named, deps, named === item ? { ...options, decisions } : options);
  if (resolved.kind === "found" || isDecided || hasIds(named)) return asListed(item, resolved);
  const signal = options.signal ?? new AbortController().signal;
  const { item: identified, error } = await identifier.identify(item, signal);
  if (identified) return asListed(item, await resolveItem(identified, deps, options));
  const { outcome } = resolved.item;
  if (!error || !outcome) return resolved;
  const reason = messages.siteNotAsked(outcome.reason ?? "", error.message);
  return { ...resolved, item: { ...resolved.item, outcome: { ...outcome, reason } } };
}

/** The memory knows an item by what its list says of it, see `itemKey`: what its site adds must not make it another one. */
const asListed = ({ ids, mediaType }: Item, resolved: Resolved): Resolved => ({
  ...resolved,
  item: { ...resolved.item, ids, mediaType },
});

const hasIds = ({ ids }: Item): boolean =>
  ids.tmdb !== undefined || ids.imdb !== undefined || ids.tvdb !== undefined;
