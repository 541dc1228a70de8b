import type { Item } from "../items/item.ts";
import { itemKey } from "../items/key.ts";
import type { ProfileSettings } from "../state/port/profiles.ts";
import type { ItemQuery, StoredItem } from "../state/port/titles.ts";
import type { Run } from "./run.ts";
import type { RunLog } from "./run-log.ts";

/** What is known of a run until its scope ends. */
interface Page {
  run: Run;
  /** By key, the latest last. */
  items: Map<string, Item>;
}

/** A log for flows without a database: it knows a run as long as somebody may still ask for it, and lists not at all. */
export function noLog(): RunLog {
  const pages = new Map<string, Page>();
  const settings = new Map<string, ProfileSettings>();
  const settingsOf = (profile: string): ProfileSettings => settings.get(profile) ?? { automatic: true };

  function itemsOf({ runId = "", statuses }: ItemQuery): StoredItem[] {
    const all = [...(pages.get(runId)?.items ?? [])].reverse();
    return all.flatMap(([key, item]) => {
      const { outcome } = item;
      if (!outcome || statuses?.includes(outcome.status) === false) return [];
      return [{ key, item, outcome, runId, firstSeenAt: outcome.at, lastSeenAt: outcome.at }];
    });
  }

  return {
    async insertRun(run) {
      pages.set(run.id, { run: { ...run }, items: new Map() });
    },
    async updateRun(run) {
      const page = pages.get(run.id);
      if (page) page.run = { ...run };
    },
    async run(id) {
      const page = pages.get(id);
      return page && { ...page.run, lists: [...page.run.lists], counts: countsOf(page) };
    },
    async runHead(id) {
      const page = pages.get(id);
      return page && { ...page.run, lists: [...page.run.lists] };
    },
    interruptRuns: async () => [],
    saveList: async () => {},
    async record(runId, _server, item) {
      const items = pages.get(runId)?.items;
      const isNew = items?.delete(itemKey(item)) !== true;
      items?.set(itemKey(item), item);
      return isNew;
    },
    async *itemPages(query) {
      yield itemsOf(query);
    },
    async items(query) {
      const items = itemsOf(query);
      return { items, total: items.length };
    },
    profileSettings: async (profile) => settingsOf(profile),
    async setProfileSettings(profile, { automatic, requestLimit }) {
      const { requestLimit: before, ...rest } = settingsOf(profile);
      const limit = requestLimit ?? before ?? 0;
      settings.set(profile, {
        ...rest,
        ...(automatic !== undefined && { automatic }),
        ...(limit > 0 && { requestLimit: limit }),
      });
    },
    forget: (runId) => void pages.delete(runId),
  };
}

function countsOf({ items }: Page): Run["counts"] {
  const counts: Run["counts"] = {};
  for (const { outcome } of items.values())
    if (outcome) counts[outcome.status] = (counts[outcome.status] ?? 0) + 1;
  return counts;
}
