import { isAbsolute, join } from "node:path";
import { keepSecret } from "../../../http/redact.ts";
import { writeKeys } from "../../../listsync/key-files.ts";
import { program } from "../../../listsync/messages.ts";
import { type Plan, planTakeover, type Takeover } from "../../../listsync/plan-takeover.ts";
import { readInstallation } from "../../../listsync/read-installation.ts";
import { type Report, reportTakeover } from "../../../listsync/report-takeover.ts";
import type { SecretName } from "../../../listsync/settings.ts";
import type { Memory } from "../../../runs/memory.ts";
import { OVERSEERR_REQUEST } from "../../settings/fields/overseerr-request.ts";
import type { FlowNode } from "./flow-node.ts";
import { type KeyPaths, movedFlow } from "./moved-flow.ts";

/** What a takeover needs of Node-RED. */
export interface TakeoverDesk {
  memory: Memory;
  /** Id of the node of that memory. */
  database: string;
  /** Where relative paths start, and below which everything is written. */
  folder: string;
  /** @default the clock */
  now?: () => Date;
}

/** A takeover as it may be seen: no key is in it. */
export interface ShownTakeover extends Report {
  lists: Plan["lists"];
  /** To be imported; only once it is done. */
  flow?: FlowNode[];
}

/** Below the folder of everything that is written. */
const OWN = "list-sync";

/** Of each secret, so that a person knows which is which. */
const fileName = (name: string): string =>
  `listsync-${name
    .toLowerCase()
    .replaceAll("_", "-")
    .replace(/^listsync-/, "")}`;

/** One at a time: two would write the same files. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * Takes over an installation of the Python ListSync: its keys go into files, what it recorded into the memory, and all the
 * rest into a flow.
 *
 * @param asks `path` of the installation; `secret` that opens its keys; `checkOnly` to do nothing and say what would be done
 * @throws InstallationError; StateError
 */
export function takeOver(
  asks: { path: string; secret?: string; checkOnly: boolean },
  desk: TakeoverDesk,
): Promise<ShownTakeover> {
  const done = turn.then(() => inTurn(asks, desk));
  turn = done.catch(() => {});
  return done;
}

async function inTurn(
  { path, secret = "", checkOnly }: Parameters<typeof takeOver>[0],
  desk: TakeoverDesk,
): Promise<ShownTakeover> {
  const { folder, now = () => new Date() } = desk;
  const forget = keepSecret(secret);
  try {
    const place =
      path.trim() === "" || isAbsolute(path.trim()) || path.startsWith("~") ? path : join(folder, path);
    const read = await readInstallation(place, { secret, folder: join(folder, OWN) });
    const takeover = planTakeover(read, now());
    const shown = {
      ...reportTakeover(takeover, Number(OVERSEERR_REQUEST.dialog.maxRequests.initial)),
      lists: takeover.plan.lists,
    };
    return checkOnly ? shown : { ...shown, flow: await take(takeover, desk) };
  } finally {
    forget();
  }
}

async function take(takeover: Takeover, { memory, database, folder }: TakeoverDesk): Promise<FlowNode[]> {
  const release = memory.use();
  try {
    // whoever writes waits for another Node-RED that has ended
    await memory.runs();
    const paths = await writeSecrets(takeover, join(folder, OWN, "keys"));
    await (await memory.store()).importTitles(takeover.titles, program());
    return movedFlow(takeover.plan, paths, database);
  } finally {
    release();
  }
}

async function writeSecrets(
  { secrets, serverLogin, secretLists }: Takeover,
  folder: string,
): Promise<KeyPaths> {
  const all = new Map([
    ...Object.entries(secrets).map(([name, value]) => [fileName(name), value] as const),
    ...(serverLogin === undefined ? [] : [[fileName("server-login"), serverLogin] as const]),
    ...[...secretLists].map(([name, value]) => [fileName(name), value] as const),
  ]);
  const paths = await writeKeys(folder, all);
  const pathOf = (name: string) => paths.get(fileName(name)) ?? "";
  return {
    keys: Object.fromEntries(Object.keys(secrets).map((name) => [name, pathOf(name)])) as Partial<
      Record<SecretName, string>
    >,
    ...(serverLogin !== undefined && { serverLogin: pathOf("server-login") }),
    lists: new Map([...secretLists.keys()].map((name) => [name, pathOf(name)])),
  };
}
