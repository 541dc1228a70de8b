import type { Answer, Asked } from "../contract/types.ts";
import { ask, type DatabaseOnDesk } from "../desk/desk.ts";
import * as messages from "../messages.ts";
import { PageError } from "../page-error.ts";
import { deployedLists, listRow, READINGS } from "./list-row.ts";

/** Sizes of a list that are told, and titles that came or left. */
const SIZES = 200;
const CHANGES = 100;

/** All lists: those that nodes have, and those that are only remembered. */
export function readLists(database: DatabaseOnDesk, { profile }: Asked<"lists">): Promise<Answer<"lists">> {
  const deployed = deployedLists(database.memory.file);
  return ask(database, async (store) => {
    const known = new Map((await store.knownLists()).map((list) => [`${list.provider}\n${list.list}`, list]));
    const names = new Set([...deployed.keys(), ...known.keys()]);
    const rows = [];
    for (const name of names) {
      const node = deployed.get(name);
      if (profile !== undefined && !node?.profiles.includes(profile)) continue;
      const [provider = "", list = ""] = parts(name);
      const readings = await store.listReadings(provider, list, READINGS);
      rows.push(listRow({ provider, list }, known.get(name), readings, node));
    }
    return { rows: rows.sort((a, b) => a.label.localeCompare(b.label)) };
  });
}

const parts = (name: string): [string, string] => {
  const at = name.indexOf("\n");
  return [name.slice(0, at), name.slice(at + 1)];
};

/** All that is known of a list. @throws PageError 404 `not-found` */
export function readList(
  database: DatabaseOnDesk,
  { provider, list }: Asked<"list">,
): Promise<Answer<"list">> {
  const node = deployedLists(database.memory.file).get(`${provider}\n${list}`);
  return ask(database, async (store) => {
    const readings = await store.listReadings(provider, list, SIZES);
    const known = (await store.knownLists()).find((each) => each.provider === provider && each.list === list);
    if (!known && !node && readings.length === 0) throw new PageError(404, "not-found", messages.noList());
    const { added, left } = await store.listChanges(provider, list, CHANGES);
    return {
      ...listRow({ provider, list }, known, readings, node),
      sizes: readings
        .map(({ runId, at, result: { items, complete, error } }) => ({
          at,
          runId,
          ...(!error && { titles: items }),
          complete,
        }))
        .reverse(),
      added: { total: added.total, rows: added.rows.map(shown) },
      left: { total: left.total, rows: left.rows.map(shown) },
    };
  });
}

const shown = <Change extends { mediaType: "movie" | "tv" | "unknown" }>({ mediaType, ...rest }: Change) => ({
  ...rest,
  type: mediaType,
});
