import { randomBytes } from "node:crypto";
import type { Plan } from "../../../listsync/plan-takeover.ts";
import type { SecretName } from "../../../listsync/settings.ts";
import * as messages from "../../messages.ts";
import { LIST_ACCOUNT } from "../../settings/fields/list-account.ts";
import { LIST_SOURCE } from "../../settings/fields/list-source.ts";
import { OVERSEERR_REQUEST } from "../../settings/fields/overseerr-request.ts";
import { OVERSEERR_SEARCH } from "../../settings/fields/overseerr-search.ts";
import { OVERSEERR_SERVER } from "../../settings/fields/overseerr-server.ts";
import { SYNC_NOTIFY } from "../../settings/fields/sync-notify.ts";
import { SYNC_SCHEDULE } from "../../settings/fields/sync-schedule.ts";
import { SYNC_STATE } from "../../settings/fields/sync-state.ts";
import { type FlowNode, flowNode } from "./flow-node.ts";

/** Paths of the files that keys were written to. */
export interface KeyPaths {
  keys: Partial<Record<SecretName, string>>;
  serverLogin?: string;
  /** By the variable that stands for the address. */
  lists: ReadonlyMap<string, string>;
}

/** Sites whose keys ListSync has, by the property of list-source that names their account. */
const ACCOUNTS = {
  trakt: "traktAccount",
  tmdb: "tmdbAccount",
  tvdb: "tvdbAccount",
  simkl: "simklAccount",
} as const;

/** The profile of the flow. */
const PROFILE = "ListSync";

/** The variable of the tab that names the file with Discord's address. */
const DISCORD = "DISCORD_WEBHOOK_URL";

/**
 * The flow that does what an installation of ListSync did. It names the files of keys, and holds none.
 *
 * @param database id of the deployed sync-database
 * @returns nodes as Node-RED imports them
 */
export function movedFlow(plan: Plan, paths: KeyPaths, database: string): FlowNode[] {
  const id = idMaker();
  const z = id("tab");
  const at = (x: number, y: number, ...wires: string[][]) => ({ z, x, y, wires });
  const sites = Object.entries(ACCOUNTS).flatMap(([site, slot]) => {
    const keyFile = paths.keys[site as keyof typeof ACCOUNTS];
    return keyFile === undefined ? [] : [{ site, slot, keyFile }];
  });
  const server = id("server");
  const record = [id("record")];
  const schedule = { ...(plan.automatic ? {} : { d: true }) };
  return [
    tab(z, paths),
    {
      id: id("readme"),
      type: "comment",
      name: messages.movedSteps.title(),
      info: messages.movedSteps.text(),
      ...at(180, 40),
    },
    inject(id("dry"), messages.movedSteps.dryRun(), true, at(110, 120, [id("lists")])),
    inject(id("now"), messages.movedSteps.syncNow(), false, at(120, 160, [id("lists")])),
    flowNode(SYNC_SCHEDULE, {
      id: id("schedule"),
      database,
      profile: PROFILE,
      kind: "interval",
      hours: String(plan.interval),
      zone: plan.zone ?? "",
      ...schedule,
      ...at(140, 220, [id("lists")]),
    }),
    flowNode(LIST_SOURCE, {
      id: id("lists"),
      database,
      profile: PROFILE,
      // shows charts and collections of TMDB without a key of TMDB
      server,
      lists: plan.lists.map(({ provider, list, limit, requestAs }) => ({
        enabled: true,
        provider,
        list,
        ...(limit !== undefined && { limit: String(limit) }),
        ...(requestAs !== undefined && { requestAs: String(requestAs) }),
      })),
      ...Object.fromEntries(sites.map(({ site, slot }) => [slot, id(site)])),
      ...at(310, 160, [id("search")], []),
    }),
    flowNode(OVERSEERR_SEARCH, {
      id: id("search"),
      server,
      database,
      ...at(510, 160, [id("request")], record, record),
    }),
    flowNode(OVERSEERR_REQUEST, {
      id: id("request"),
      server,
      database,
      is4k: plan.is4k ? "yes" : "no",
      ...at(720, 160, record, record, record),
    }),
    flowNode(SYNC_STATE, { id: id("record"), database, ...at(930, 160, [], [id("summary")]) }),
    debug(id("summary"), "payload.text", at(1120, 160)),
    ...(paths.keys.discord === undefined
      ? []
      : [
          flowNode(SYNC_NOTIFY, {
            id: id("notify"),
            takes: "database",
            database,
            profile: PROFILE,
            server,
            channel: "discord",
            // stands for what is in the file, see the variables of the tab
            credentials: { address: `\${${DISCORD}}` },
            ...(plan.discordOff && { d: true }),
            ...at(930, 240, [], []),
          }),
        ]),
    {
      id: id("catch"),
      type: "catch",
      name: "",
      scope: null,
      uncaught: false,
      ...at(310, 280, [id("errors")]),
    },
    debug(id("errors"), "error.message", at(510, 280)),
    flowNode(OVERSEERR_SERVER, {
      id: server,
      url: plan.server?.url ?? "",
      ...(paths.keys.server !== undefined && { keyType: "file", keyFile: paths.keys.server }),
      headers:
        paths.serverLogin === undefined
          ? []
          : [{ name: "Authorization", value: `file:${paths.serverLogin}` }],
    }),
    ...sites.map(({ site, keyFile }) =>
      flowNode(LIST_ACCOUNT, { id: id(site), provider: site, keyType: "file", keyFile }),
    ),
  ];
}

/** Its variables name files, from which our nodes take the value: `NAME_FILE` for `NAME`. */
const tab = (id: string, { keys, lists }: KeyPaths): FlowNode => ({
  id,
  type: "tab",
  label: PROFILE,
  disabled: false,
  info: "",
  env: [...(keys.discord === undefined ? [] : [[DISCORD, keys.discord] as const]), ...lists].map(
    ([name, path]) => ({ name: `${name}_FILE`, value: path, type: "str" }),
  ),
});

function inject(id: string, name: string, dryRun: boolean, place: object): FlowNode {
  return {
    id,
    type: "inject",
    name,
    props: [
      { p: "trigger", v: "manual", vt: "str" },
      ...(dryRun ? [{ p: "dryRun", v: "true", vt: "bool" }] : []),
    ],
    repeat: "",
    crontab: "",
    once: false,
    onceDelay: 0.1,
    topic: "",
    ...place,
  };
}

const debug = (id: string, complete: string, place: object): FlowNode => ({
  id,
  type: "debug",
  name: "",
  active: true,
  tosidebar: true,
  console: false,
  tostatus: true,
  complete,
  targetType: "msg",
  statusVal: complete,
  statusType: "msg",
  ...place,
});

/** Ids as Node-RED makes them, each by a name within the flow. */
function idMaker(): (name: string) => string {
  const ids = new Map<string, string>();
  return (name) => {
    const id = ids.get(name) ?? randomBytes(8).toString("hex");
    ids.set(name, id);
    return id;
  };
}
