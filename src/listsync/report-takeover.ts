import { provider } from "../lists/registry.ts";
import { MOST_LISTS, MOST_TITLES } from "./found.ts";
import * as messages from "./messages.ts";
import type { Takeover } from "./plan-takeover.ts";

/** What is taken over and what is not, as sentences. No key is in them. */
export interface Report {
  taken: string[];
  left: string[];
}

/**
 * Says what a takeover comes to.
 *
 * @param mostRequests that a sync of the offered flow makes
 */
export function reportTakeover({ plan, secretLists, serverLogin }: Takeover, mostRequests: number): Report {
  const { taken, left } = messages;
  const names = plan.keys.map((name) => messages.keyNames[name]);
  const { locked } = plan;
  return {
    taken: [
      ...(plan.version !== undefined ? [taken.version(plan.version)] : []),
      ...(plan.lists.length > 0 ? [taken.lists(plan.lists.length)] : []),
      ...(secretLists.size > 0 ? [taken.secretLists(secretLists.size)] : []),
      ...(plan.server ? [taken.server(plan.server.url)] : []),
      ...(serverLogin !== undefined ? [taken.proxyLogin()] : []),
      ...(names.length > 0 ? [taken.keys(names)] : []),
      taken.interval(plan.interval),
      ...(plan.is4k ? [taken.is4k()] : []),
      ...(plan.keys.includes("discord") ? [taken.discord()] : []),
      ...(Object.keys(plan.titles).length > 0 ? [taken.titles(plan.titles)] : []),
    ],
    left: [
      ...plan.leftLists.map(({ label, why }) => `${label}: ${why}`),
      ...(plan.lostLists > 0 ? [left.lostLists(plan.lostLists, MOST_LISTS)] : []),
      ...(plan.server ? [] : [left.server()]),
      ...(plan.keys.includes("server") || locked.server ? [] : [left.serverKey()]),
      ...plan.missingKeys.map(missingKey),
      ...(plan.unreadableKey !== undefined && Object.keys(locked).length > 0
        ? [left.unreadableKey(plan.unreadableKey)]
        : []),
      ...Object.entries(locked).map(([name, why]) =>
        (why === "wrong-key" ? left.wrongKey : left.locked)(messages.keyNames[name as keyof typeof locked]),
      ),
      ...(plan.keys.includes("discord") && plan.discordOff ? [left.discordOff()] : []),
      ...(plan.automatic ? [] : [left.notAutomatic()]),
      ...(plan.oddZone === undefined ? [] : [left.oddZone(plan.oddZone)]),
      ...(plan.intervalKnown ? [] : [left.defaultInterval()]),
      left.limit(mostRequests),
      ...(plan.lostTitles > 0 ? [left.lostTitles(plan.lostTitles, MOST_TITLES)] : []),
      ...(plan.unmatched > 0 ? [left.unmatched(plan.unmatched)] : []),
      ...(plan.unknownTables.length > 0 ? [left.tables(plan.unknownTables)] : []),
      ...(plan.unusedVariables.length > 0 ? [left.variables(plan.unusedVariables)] : []),
      ...(plan.foreignVariables > 0 ? [left.foreignVariables(plan.foreignVariables)] : []),
      left.always(),
    ],
  };
}

/** @param site id of a provider */
function missingKey(site: string): string {
  const { name = site, account } = provider(site) ?? {};
  return messages.left.missingKey(name, (account?.label ?? "key").replace(`${name} `, ""));
}
