import { redact } from "../http/redact.ts";
import type { ImportedTitle } from "../state/port/imports.ts";
import { keysOfEnv, variablesWithoutUse } from "./known-variables.ts";
import type { ReadInstallation } from "./read-installation.ts";
import { readServer, type TakenServer } from "./read-server.ts";
import type { SecretName } from "./settings.ts";
import { type LeftList, listsOfEnv, type TakenList, takeLists } from "./take-lists.ts";

/** What would be taken over: without keys, for whoever looks at it. */
export interface Plan {
  /** Of ListSync, as its database shows; absent where there is none. */
  version?: string;
  lists: (Omit<TakenList, "secret"> & { requester?: string })[];
  leftLists: LeftList[];
  /** Rows of lists that could not be read. */
  lostLists: number;
  server?: TakenServer;
  is4k: boolean;
  /** Hours between two syncs. */
  interval: number;
  /** It is the installation's, and not ListSync's own. */
  intervalKnown: boolean;
  /** ListSync was set to sync by itself. */
  automatic: boolean;
  zone?: string;
  /** What stands for a zone there, and is none here. */
  oddZone?: string;
  /** Which keys are known. */
  keys: SecretName[];
  locked: ReadInstallation["settings"]["locked"];
  /** Providers whose lists need a key that was not there. */
  missingKeys: string[];
  unreadableKey?: string;
  /** The address for Discord is there, but was turned off. */
  discordOff: boolean;
  /** How many titles, by ListSync's word. */
  titles: Record<string, number>;
  /** Records of older titles that were not read, since there are too many. */
  lostTitles: number;
  unmatched: number;
  unknownTables: string[];
  /** ListSync's variables of `.env` that mean nothing here, and how many are not even ListSync's. */
  unusedVariables: string[];
  foreignVariables: number;
}

/** A plan, and what nobody but the process may see. */
export interface Takeover {
  plan: Plan;
  titles: ImportedTitle[];
  secrets: Partial<Record<SecretName, string>>;
  /** A login in front of the server, as the header `Authorization` has it. */
  serverLogin?: string;
  /** Lists whose addresses may hold keys, by their variables. */
  secretLists: ReadonlyMap<string, string>;
}

/** What ListSync does where nobody set anything (its config.py). */
const DEFAULT_HOURS = 12;
const DEFAULT_SPECIAL = 20;

/** The largest limit that a list can have. */
const MOST_SPECIAL = 1_000_000;

/** Hours that sync-schedule can do. */
const HOURS = { min: 0.01, max: 8784 } as const;

/** Characters; shorter ones mean nothing in a text. */
const SHORTEST_KEY = 6;

/**
 * Decides what of an installation is taken over. No text of the plan holds a key, wherever ListSync kept it.
 *
 * @param now for what has no time of its own
 */
export function planTakeover(read: ReadInstallation, now: Date): Takeover {
  const { database, env, settings } = read;
  const { secrets, locked } = settings;
  const { server, login, password = "" } = readServer(settings.text("overseerr_url"));
  const known = spellings([...Object.values(secrets), ...read.openers, ...keysOfEnv(env), password]);
  const holdsKey = (text: string) => known.some((key) => text.includes(key));
  const hide = (text: string) => redact(known.reduce((rest, key) => rest.replaceAll(key, "***"), text));

  const requester = wholeFrom(2, settings.text("overseerr_user_id"));
  const { taken, left, needKey } = takeLists([...(database?.lists ?? []), ...listsOfEnv(env)], {
    specialLimit: Math.min(
      wholeFrom(1, settings.text("trakt_special_items_limit")) ?? DEFAULT_SPECIAL,
      MOST_SPECIAL,
    ),
    holdsKey,
    ...(requester !== undefined && { requester }),
  });
  const names = new Map(database?.users.map(({ id, name }) => [Number(id), name]));
  const hours = [database?.interval, Number(settings.text("sync_interval"))].find(
    (each) => each !== undefined && each >= HOURS.min && each <= HOURS.max,
  );
  const place = settings.text("timezone", "TZ");
  const zone = zoneOf(place);
  const titles = (database?.titles ?? []).map(({ at = now.toISOString(), title, ...rest }) => ({
    ...rest,
    // there may be very many
    title: holdsKey(title) ? hide(title) : title,
    at,
  }));
  return {
    plan: {
      ...(database && { version: database.version }),
      lists: taken.map(({ secret: _secret, label, ...list }) => {
        const name = list.requestAs === undefined ? undefined : names.get(list.requestAs);
        return { ...list, label: hide(label), ...(name !== undefined && { requester: hide(name) }) };
      }),
      leftLists: left.map(({ label, why }) => ({ label: hide(label).slice(0, 200), why: hide(why) })),
      ...(server && { server: { url: hide(server.url) } }),
      is4k: isYes(settings.text("overseerr_4k")) ?? false,
      interval: hours ?? DEFAULT_HOURS,
      intervalKnown: hours !== undefined,
      automatic: isYes(settings.text("auto_sync", "AUTOMATED_MODE")) ?? true,
      ...(zone !== undefined && { zone }),
      ...(place !== undefined && zone === undefined && { oddZone: hide(place).slice(0, 60) }),
      keys: Object.keys(secrets) as SecretName[],
      locked,
      missingKeys: [...needKey].filter((site) => !(site in secrets || site in locked)).sort(),
      ...(read.unreadableKey !== undefined && { unreadableKey: read.unreadableKey }),
      discordOff: isYes(settings.text("discord_enabled")) === false,
      lostLists: database?.lostLists ?? 0,
      titles: countsOf(titles),
      lostTitles: database?.lostTitles ?? 0,
      unmatched: database?.unmatched ?? 0,
      unknownTables: (database?.unknown ?? []).map((name) => hide(name).slice(0, 60)),
      ...variablesWithoutUse(env),
    },
    titles,
    secrets,
    ...(login !== undefined && { serverLogin: login }),
    secretLists: new Map(taken.flatMap(({ secret }) => (secret ? [[secret.variable, secret.value]] : []))),
  };
}

/** Keys as they are and as addresses spell them, longest first: within another one, the rest of it would stay. */
function spellings(keys: readonly string[]): string[] {
  const long = keys.filter((key) => key.length >= SHORTEST_KEY);
  const all = new Set([...long, ...long.map((key) => new URLSearchParams({ key }).toString().slice(4))]);
  for (const key of long) if (!/[\ud800-\udfff]/.test(key)) all.add(encodeURIComponent(key));
  return [...all].sort((a, b) => b.length - a.length);
}

function countsOf(titles: readonly ImportedTitle[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of titles) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

function wholeFrom(least: number, text: string | undefined): number | undefined {
  const value = Number(text);
  return Number.isSafeInteger(value) && value >= least ? value : undefined;
}

function isYes(text: string | undefined): boolean | undefined {
  const word = text?.trim().toLowerCase() ?? "";
  if (["true", "yes", "on", "1"].includes(word)) return true;
  return ["false", "no", "off", "0"].includes(word) ? false : undefined;
}

/** A zone as Node-RED's process knows it: ListSync also takes `UTC+5:30` and the like. */
function zoneOf(text: string | undefined): string | undefined {
  try {
    return text ? new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone : undefined;
  } catch {
    return undefined;
  }
}
