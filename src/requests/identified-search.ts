import type { Item } from "../items/item.ts";
import type { Identifier } from "../lists/identify.ts";
import { type ResolveDeps, type Resolved, type ResolveOptions, resolveItem } from "../overseerr/resolve.ts";

/**
 * Looks a title up, and asks the site of its list only when the server cannot tell by title and year which one it is:
 * such a site costs a page for each title (Letterboxd), but what it says is remembered for good.
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
  const named = hasIds(item) ? item : (identifier.known(item) ?? item);
  const resolved = await resolveItem(named, deps, options);
  if (resolved.kind === "found" || hasIds(named)) return asListed(item, resolved);
  const signal = options.signal ?? new AbortController().signal;
  const { item: identified, error } = await identifier.identify(item, signal);
  if (identified) return asListed(item, await resolveItem(identified, deps, options));
  const { outcome } = resolved.item;
  if (!error || !outcome) return resolved;
  const reason = `${outcome.reason ?? ""} Its list's site could have told, but: ${error.message}`.trim();
  return { ...resolved, item: { ...resolved.item, outcome: { ...outcome, reason } } };
}

/** The memory knows an item by what its list says of it, see `itemKey`: what its site adds must not make it another one. */
const asListed = ({ ids, mediaType }: Item, resolved: Resolved): Resolved => ({
  ...resolved,
  item: { ...resolved.item, ids, mediaType },
});

const hasIds = ({ ids }: Item): boolean =>
  ids.tmdb !== undefined || ids.imdb !== undefined || ids.tvdb !== undefined;
