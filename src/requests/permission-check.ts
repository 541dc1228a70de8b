import { ListSyncError } from "../errors.ts";
import type { MediaType } from "../items/item.ts";
import type { Overseerr, User } from "../overseerr/overseerr.ts";
import { ServerError } from "../overseerr/server-error.ts";
import type { RunLimits } from "../runs/run-limits.ts";
import { type LastingRefusals, refusalKey } from "./lasting-refusals.ts";

/** What a user may not do, remembered until their permissions are other ones. */
export interface PermissionCheck {
  /**
   * What the server said to this user before, if it would say the same today: one call a run and user, and only for
   * users who were refused before.
   */
  stillRefused(user: number, mediaType: MediaType, is4k: boolean): Promise<ServerError | undefined>;
  /** Remembers a refusal `server-permission` or `server-user`. */
  keep(user: number, mediaType: MediaType, is4k: boolean, error: ServerError): Promise<void>;
}

/** A user who is not there has no permissions that could change. */
const NOBODY = "no such user";

/** Asked once a run: the limits are the run's. */
const asked = new WeakMap<RunLimits, Map<number, Promise<string | undefined>>>();

/** Makes the check for a run on a server. */
export function permissionCheck(
  overseerr: Overseerr,
  refusals: LastingRefusals,
  limits: RunLimits,
  signal?: AbortSignal,
): PermissionCheck {
  const users = asked.get(limits) ?? new Map<number, Promise<string | undefined>>();
  asked.set(limits, users);
  const today = (user: number) => {
    const answer = users.get(user) ?? permissionsOf(overseerr, user, signal);
    users.set(user, answer);
    return answer;
  };
  return {
    async stillRefused(user, mediaType, is4k) {
      const key = refusalKey.permission(user, mediaType, is4k);
      if (!(await refusals.has(key))) return undefined;
      const because = await today(user);
      return because === undefined ? undefined : refusals.recall(key, because);
    },
    async keep(user, mediaType, is4k, error) {
      const because = error.code === "server-user" ? NOBODY : await today(user);
      if (because !== undefined)
        await refusals.keep(refusalKey.permission(user, mediaType, is4k), because, error);
    },
  };
}

/** What the server lets a user do, as a word to compare; undefined where it does not say. */
async function permissionsOf(
  overseerr: Overseerr,
  user: number,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  try {
    const { permissions }: User = await overseerr.me(user, { signal });
    return permissions === undefined ? undefined : `permissions ${permissions}`;
  } catch (error) {
    if (error instanceof ServerError && error.code === "server-user") return NOBODY;
    if (error instanceof ListSyncError && error.code !== "cancelled") return undefined;
    throw error;
  }
}
