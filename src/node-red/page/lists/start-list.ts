import { listName } from "../../../lists/entries/known-options.ts";
import { type ListEntry, normaliseEntries } from "../../../lists/entries/list-entry.ts";
import { startProfile } from "../acts/start-profile.ts";
import type { Answer, Asked } from "../contract/types.ts";
import type { DatabaseOnDesk, Desk, SourceOnDesk } from "../desk/desk.ts";
import * as messages from "../messages.ts";
import { PageError } from "../page-error.ts";

/** The row of a node that names a list; undefined when it has none, or is set up wrongly. */
export function entryIn(
  { deployed }: SourceOnDesk,
  { provider, list }: { provider: string; list: string },
): ListEntry | undefined {
  try {
    return normaliseEntries(deployed.config.lists).find(
      (entry) => listName(entry) === `${provider}\n${list}`,
    );
  } catch {
    return undefined;
  }
}

/**
 * Syncs one list of a profile and no other, with the options that its node has for it.
 *
 * @param accept it is taken as short as it is
 * @throws PageError 404 `not-found`, 409 `running`
 */
export function startList(
  at: { database: DatabaseOnDesk; desk: Pick<Desk, "sources" | "schedule"> },
  asked: Asked<"syncList">,
  accept: boolean,
): Promise<Answer<"syncList">> {
  const { profile, provider, list, dryRun } = asked;
  const source = at.desk.sources(at.database, profile).find((each) => entryIn(each, asked));
  if (!source) throw new PageError(404, "not-found", messages.noList());
  const patch = {
    lists: [{ provider, list }],
    ...(dryRun !== undefined && { dryRun }),
    ...(accept && { allowShrink: true }),
  };
  return startProfile({ ...at, profile }, patch, source);
}
