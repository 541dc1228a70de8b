import type { CatalogueTitle } from "../../../state/port/catalogue.ts";
import type { Answer } from "../contract/types.ts";

type Row = Answer<"titles">["rows"][number];

/** Names of users of the servers by their ids, as far as they are known. */
export type UserNames = ReadonlyMap<number, string>;

/** A title as a row of the page. */
export function titleRow(title: CatalogueTitle, users: UserNames): Row {
  const { key, item, outcome, changedAt, firstSeenAt, profile, requester, decisions } = title;
  const { match } = item;
  const year = item.year ?? match?.year;
  const [decision] = decisions;
  return {
    key,
    title: item.title,
    ...(year !== undefined && { year }),
    type: match?.mediaType ?? item.mediaType,
    ...(outcome && { outcome: outcome.status }),
    ...(outcome?.reason !== undefined && { reason: outcome.reason }),
    at: changedAt,
    addedAt: firstSeenAt,
    ...(profile !== undefined && { profile }),
    ...(match && { tmdb: { type: match.mediaType, id: match.tmdbId } }),
    ...(requester !== undefined && { requester: named(requester, users) }),
    ...(decision && { decision }),
  };
}

/** A user of the server, with the name where it is known. */
export function named(id: number, users: UserNames): { id: number; name?: string } {
  const name = users.get(id);
  return { id, ...(name !== undefined && { name }) };
}
