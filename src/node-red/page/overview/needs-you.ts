import type { Answer, Asked } from "../contract/types.ts";
import { ask } from "../desk/desk.ts";
import { HELD_BACK } from "../lists/list-row.ts";
import { entryIn } from "../lists/start-list.ts";
import { offsetCursor, offsetOf } from "../titles/cursor.ts";
import { actionsOf, revisionOf, type TitleDesk } from "../titles/read-title.ts";
import { titleRow } from "../titles/title-row.ts";
import { failedLists } from "./profile-state.ts";
import { profilesOf } from "./read-overview.ts";

/** Runs of each profile that are looked at for lists that failed. */
const RUNS = 10;

/** What waits for a person, with what can be done about it. */
export function readNeedsYou(
  asked: Asked<"needsYou">,
  { database, desk, users, acts, who }: TitleDesk,
  now: Date,
): Promise<Answer<"needsYou">> {
  const { profile, limit } = asked;
  const offset = offsetOf(asked);
  const only = profile === undefined ? {} : { profile };
  const server = desk.servers()[0];
  return ask(database, async (store) => {
    const { titles, byStatus } = await store.waiting({ ...only, limit, offset });
    const total = Object.values(byStatus).reduce((sum, count) => sum + count, 0);
    const rows = [];
    for (const title of titles) {
      const decisions = await store.decisionsOn(title.item);
      const hasSource = desk.sources(database, title.profile).length > 0;
      const isBusy = acts.busy(title.key) !== undefined;
      rows.push({
        ...titleRow(title, users),
        revision: revisionOf(title, decisions, acts.count(title.key)),
        candidates: (title.outcome?.candidates ?? []).map(({ mediaType: type, ...rest }) => ({
          ...rest,
          type,
        })),
        actions:
          who.rights.write && !isBusy ? actionsOf(title, decisions, { own: false, server, hasSource }) : [],
      });
    }
    const lists: Answer<"needsYou">["lists"] = [];
    for (const name of profile === undefined ? await profilesOf(store, database, desk) : [profile]) {
      const sources = desk.sources(database, name);
      for (const list of failedLists(await store.runHeads({ profile: name, withLists: true, limit: RUNS }))) {
        const heldBack = list.error.code === HELD_BACK;
        const isDeployed = who.rights.write && sources.some((source) => entryIn(source, list) !== undefined);
        const actions = heldBack ? (["sync", "accept"] as const) : (["sync"] as const);
        lists.push({ ...list, profile: name, heldBack, actions: isDeployed ? [...actions] : [] });
      }
    }
    return {
      rows,
      total,
      next: offsetCursor(offset, rows.length, total),
      byOutcome: { ...byStatus },
      lists,
      readAt: now.toISOString(),
    };
  });
}
