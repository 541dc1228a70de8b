import * as v from "valibot";
import type { MediaType } from "../../items/item.ts";
import { ListError } from "../list-error.ts";
import type { FetchContext } from "../provider.ts";
import { readShape } from "../read-shape.ts";
import { askTmdb, needsKey } from "./ask-tmdb.ts";
import type { TmdbList } from "./tmdb-list.ts";

/** A page of an account's shelf: with version and query, to which the page is added, and the token to ask with. */
export interface Shelf {
  type: MediaType;
  path: string;
  key: string | undefined;
}

/**
 * Where the shelves of the account's person are: of version 4 for a token, whose `sub` claim is the account; of version 3
 * for a session id.
 *
 * @throws ListError `auth-required` when nothing says whose account it is
 */
export async function accountShelves(
  { shelf, type }: NonNullable<TmdbList["account"]>,
  label: string,
  context: FetchContext,
): Promise<Shelf[]> {
  const { key, secret } = context.account ?? {};
  if (!key && !secret) throw needsKey(label);
  const types: MediaType[] = type ? [type] : ["movie", "tv"];
  const token = [secret, key].find((value) => value?.startsWith("eyJ"));
  const owner = token && subjectOf(token);
  if (owner)
    return types.map((each) => ({ type: each, path: `4/account/${owner}/${each}/${shelf}?`, key: token }));
  if (!secret)
    throw new ListError(
      "auth-required",
      `${label} needs your own token. Enter the API read access token (eyJ…) of themoviedb.org/settings/api in the TMDB account.`,
    );
  if (shelf === "recommendations")
    throw new ListError(
      "auth-required",
      `${label} needs a token (eyJ…) in the TMDB account, not a session id.`,
    );
  const session = `session_id=${encodeURIComponent(secret)}`;
  const account = await askTmdb(`3/account?${session}`, label, context);
  const { id } = readShape(ACCOUNT, account, { site: "TMDB", label });
  const name = shelf === "favorites" ? "favorite" : shelf;
  return types.map((each) => ({
    type: each,
    path: `3/account/${id}/${name}/${each === "movie" ? "movies" : "tv"}?${session}&`,
    key,
  }));
}

const ACCOUNT = v.looseObject({ id: v.number() });

/** The `sub` claim of a JSON web token. */
function subjectOf(token: string): string | undefined {
  try {
    const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
    return typeof claims.sub === "string" && /^[\w-]+$/.test(claims.sub) ? claims.sub : undefined;
  } catch {
    return undefined;
  }
}
