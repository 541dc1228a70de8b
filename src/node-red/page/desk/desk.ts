import { inTime } from "../../../in-time.ts";
import type { Message } from "../../../message.ts";
import type { ServerConnection } from "../../../overseerr/connection/server-connection.ts";
import type { Memory } from "../../../runs/memory.ts";
import type { Store } from "../../../state/store.ts";
import type { Deployed } from "../../endpoints/dialog-fields.ts";
import type { Outgoing } from "../../node-port.ts";
import { nodesOfType } from "../../nodes-of-type.ts";
import type { DeployedAccount } from "../../settings/accounts-in-use.ts";
import type { FetchConfig, SourceConfig } from "../../settings/fields/list-source.ts";
import { profileOf } from "../../settings/read-source-request.ts";
import * as messages from "../messages.ts";
import { PageError } from "../page-error.ts";
import type { PagePort } from "../page-port.ts";

/** A deployed `sync-database`. */
export interface DatabaseOnDesk {
  id: string;
  name: string;
  memory: Memory;
}

/** A deployed `overseerr-server`. */
export interface ServerOnDesk {
  id: string;
  name: string;
  connection: ServerConnection;
}

/** A deployed `list-source`. */
export interface SourceOnDesk {
  id: string;
  deployed: Deployed<SourceConfig & FetchConfig & { database?: string }>;
  receive(msg: Message): void;
  send(outgoing: Outgoing): void;
}

/** A deployed `sync-schedule`. */
interface ScheduleOnDesk {
  /** Undefined where it is set up wrongly. */
  begins?: { database: string; profile: string };
  receive(msg: Message): void;
}

/** What of Node-RED's nodes the page works with, as they are deployed at the moment. */
export interface Desk {
  databases(): DatabaseOnDesk[];
  /** @param id absent for the first one @throws PageError 404 `no-database` */
  database(id: string | undefined): DatabaseOnDesk;
  servers(): ServerOnDesk[];
  /** Deployed `list-account` nodes. */
  accounts(): DeployedAccount[];
  /** The nodes that read lists of a profile into a database. */
  sources(database: DatabaseOnDesk, profile?: string): SourceOnDesk[];
  /** The node that begins the runs of a profile by the clock. */
  schedule(database: DatabaseOnDesk, profile: string): ScheduleOnDesk | undefined;
}

/** Longest wait for a database, in seconds: while another program keeps it locked it may take minutes. */
const PATIENCE = 6;

export function createDesk({ nodes }: Pick<PagePort, "nodes">): Desk {
  function all<Node>(type: string): (Node & { name?: string })[] {
    const find = nodesOfType<Node & { name?: string }>(nodes, type);
    const found: (Node & { name?: string })[] = [];
    nodes.eachNode((node) => {
      const live = node.type === type ? find(node.id) : undefined;
      if (live) found.push(live);
    });
    return found;
  }

  const databases = () =>
    all<DatabaseOnDesk>("sync-database").map(({ id, name, memory }) => ({ id, name: name || "", memory }));
  /** Two nodes may name one file. */
  const sameFile = (database: DatabaseOnDesk) =>
    databases().flatMap(({ id, memory }) => (memory.file === database.memory.file ? [id] : []));
  return {
    databases,
    database(id) {
      const known = databases();
      const found = id === undefined ? known[0] : known.find((each) => each.id === id);
      if (found) return found;
      throw new PageError(404, "no-database", messages.noDatabase(known.length > 0));
    },
    servers: () =>
      all<ServerOnDesk>("overseerr-server").map(({ id, name, connection }) => ({
        id,
        name: name || "",
        connection,
      })),
    accounts: () => all<DeployedAccount>("list-account"),
    sources(database, profile) {
      const ids = sameFile(database);
      return all<SourceOnDesk>("list-source").filter(
        ({ deployed: { config } }) =>
          ids.includes(config.database ?? "") && (profile === undefined || profileOf(config) === profile),
      );
    },
    schedule(database, profile) {
      const ids = sameFile(database);
      return all<ScheduleOnDesk>("sync-schedule").find(
        ({ begins }) => begins?.profile === profile && ids.includes(begins.database),
      );
    },
  };
}

/**
 * Asks a database, as long as a person may wait.
 *
 * @throws StateError; PageError 503 `state-locked` when it takes too long
 */
export const ask = <T>(
  { memory }: Pick<DatabaseOnDesk, "memory">,
  work: (store: Store) => Promise<T>,
): Promise<T> =>
  soon(
    memory.store().then((store) => {
      if (store.lost) throw store.lost;
      return work(store);
    }),
  );

/** Waits for a database as long as a person may. @throws PageError 503 `state-locked` */
export const soon = <T>(work: Promise<T>): Promise<T> =>
  inTime(work, PATIENCE * 1000, () => new PageError(503, "state-locked", messages.slowDatabase(PATIENCE)));
