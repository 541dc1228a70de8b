import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { syntheticTitles } from "../servers/catalogue/synthetic.ts";
import type { CatalogueTitle } from "../servers/catalogue/title.ts";
import {
  type HomeAssistantServer,
  type HomeAssistantServerOptions,
  startHomeAssistant,
} from "../servers/home-assistant/start-home-assistant.ts";
import { startMdblist } from "../servers/mdblist/start-mdblist.ts";
import { type MqttBrokerServer, startMqttBroker } from "../servers/mqtt-broker.ts";
import { type OverseerrServer, startOverseerr } from "../servers/overseerr/server.ts";
import { discoveryIn, statesIn } from "../support/mqtt.ts";
import { makeUserDir, type NodeRedProcess, startNodeRed } from "../support/node-red-process.ts";
import { poll } from "../support/poll.ts";
import type { FlowNode } from "./full-sync.ts";

/** Invented films that the request server knows, by name and year. */
export const FILMS: CatalogueTitle[] = syntheticTitles(24).filter(({ mediaType }) => mediaType === "movie");

/** As somebody would write it on a to-do list. */
export const entryOf = ({ title, year }: CatalogueTitle): { summary: string } => ({
  summary: `${title} (${year})`,
});

export interface HomeAssistantWorldOptions extends HomeAssistantServerOptions {
  /** Which example is run. @default the complete one */
  example?: string;
  /** Where it lies. @default the examples that are shipped */
  folder?: string;
  /** Line of Node-RED. @default "5" */
  version?: "5" | "4";
  /** Token that Node-RED has. @default the administrator's */
  token?: string;
  /** Changes the example before it is started. */
  change?: (nodes: FlowNode[]) => void;
}

/** A Home Assistant with a watchlist, a broker, a request server, a list site, and a Node-RED with an example. */
export interface HomeAssistantWorld {
  ha: HomeAssistantServer;
  broker: MqttBrokerServer;
  server: OverseerrServer;
  /** The present Node-RED. */
  readonly nodeRed: NodeRedProcess;
  /** Starts Node-RED, again with the same user directory. */
  start(): Promise<NodeRedProcess>;
  /** Does what Home Assistant does when somebody uses an entity of the device. */
  command(key: "sync" | "auto" | "limit", payload: string): Promise<void>;
  /** Waits until the retained states of the device have these values. */
  shows(wanted: Record<string, unknown>, withinMs?: number): Promise<Record<string, unknown>>;
  /** Waits until so many runs have ended, and for nothing more to be under way. */
  summaries(count: number, withinMs?: number): Promise<string[]>;
  /** What Catch nodes got. */
  errors(): string[];
  /** Titles that were requested, by their numbers. */
  requested(): number[];
  /** Ends everything. @throws when Node-RED had died, or said that something went unheard */
  close(): Promise<void>;
}

const EXAMPLES = resolve(import.meta.dirname, "../../examples");
const COMPLETE = "Home Assistant sync with device, button and to-do list";

/** The example as it is shipped, but with a broker of its own, started by hand, and impatient. */
function example(file: string, port: number, change: (nodes: FlowNode[]) => void): FlowNode[] {
  const nodes = JSON.parse(readFileSync(file, "utf8")) as FlowNode[];
  for (const node of nodes) {
    if (node.type === "inject") Object.assign(node, { once: false, repeat: "" });
    if (node.type === "mqtt-broker") Object.assign(node, { broker: "127.0.0.1", port: String(port) });
    if (node.type === "sync-trigger") node.debounce = "0.1";
  }
  change(nodes);
  return nodes;
}

/** Starts everything but Node-RED. */
export async function startHomeAssistantWorld(
  options: HomeAssistantWorldOptions = {},
): Promise<HomeAssistantWorld> {
  const { example: name = COMPLETE, folder = EXAMPLES, version, ...more } = options;
  const { change = () => {}, token, ...haOptions } = more;
  const ha = await startHomeAssistant(haOptions);
  const broker = await startMqttBroker();
  const server = await startOverseerr({ synthetic: 24 });
  const site = await startMdblist({ lists: { "linda/films": FILMS.slice(10, 14) } });
  const userDir = makeUserDir();
  const started: NodeRedProcess[] = [];
  ha.todo("todo.watchlist");

  const present = (): NodeRedProcess => started.at(-1) ?? assert.fail("Node-RED was not started.");
  const said = (name: string): string[] =>
    [
      ...present()
        .log()
        .matchAll(new RegExp(`\\[debug:${name}\\]\\s*(.+)`, "g")),
    ].map(([, text = ""]) => text);
  const statesNow = () => statesIn(broker) ?? {};

  return {
    ha,
    broker,
    server,
    get nodeRed() {
      return present();
    },
    async start() {
      const flows = example(join(folder, `${name}.json`), broker.port, change);
      const home = flows.find(({ type }) => type === "sync-home-assistant")?.id ?? "";
      const nodeRed = await startNodeRed({
        ...(version && { version }),
        userDir,
        flows,
        credentials: { [home]: { token: token ?? ha.token } },
        settings: { mqttReconnectTime: 100 },
        env: {
          OVERSEERR_URL: server.url,
          OVERSEERR_API_KEY: server.apiKey,
          HOME_ASSISTANT_URL: ha.url,
          LISTSYNC_ORIGIN_MDBLIST: site.origin,
        },
      });
      started.push(nodeRed);
      return nodeRed;
    },
    async command(key, payload) {
      const topic = String(discoveryIn(broker)?.config.components[key]?.command_topic);
      await broker.publish(topic, payload);
    },
    async shows(wanted, withinMs = 10_000) {
      const fits = () => Object.entries(wanted).every(([key, value]) => statesNow()[key] === value);
      const what = JSON.stringify(wanted);
      return poll(() => (fits() ? statesNow() : undefined), what, withinMs).catch((error: Error) => {
        throw new Error(`${error.message} The states are ${JSON.stringify(statesNow())}.`, { cause: error });
      });
    },
    async summaries(count, withinMs = 20_000) {
      await poll(() => (said("Summary").length >= count ? true : undefined), `${count} runs`, withinMs);
      // one that should not be there would have begun by now
      await new Promise((wake) => setTimeout(wake, 500));
      return said("Summary");
    },
    errors: () => said("Errors"),
    requested: () =>
      server.requests.map(({ mediaId }) => server.media.find(({ id }) => id === mediaId)?.tmdbId ?? 0),
    async close() {
      const alive = started.length === 0 || isAlive(present().pid);
      await started.at(-1)?.stop();
      await Promise.all([ha.close(), broker.close(), server.close(), site.close()]);
      rmSync(userDir, { recursive: true, force: true });
      for (const { log } of started) assert.doesNotMatch(log(), /unhandled|uncaught/i);
      assert.ok(alive, "Node-RED had ended by itself");
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
