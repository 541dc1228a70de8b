import type { Node, NodeAPI, NodeDef } from "node-red";
import { canReadFile } from "../src/files/can-read-file.ts";
import { registerSettingsProviders } from "../src/lists/settings-providers.ts";
import { configNode } from "../src/node-red/config-node.ts";
import { createListSource, isCancel } from "../src/node-red/controllers/list-source.ts";
import { adminRoutes } from "../src/node-red/endpoints/admin-routes.ts";
import type { Deployed } from "../src/node-red/endpoints/dialog-fields.ts";
import { type DetectionDesk, detectList, examineList } from "../src/node-red/endpoints/list-detection.ts";
import { listProviders, type PreviewDesk, previewList } from "../src/node-red/endpoints/list-endpoints.ts";
import { createPendingWork } from "../src/node-red/endpoints/pending-work.ts";
import { onInput } from "../src/node-red/on-input.ts";
import { openDoor } from "../src/node-red/open-door.ts";
import { reportable } from "../src/node-red/report-error.ts";
import { ACCOUNT_SLOTS, type AccountSlots } from "../src/node-red/settings/account-slots.ts";
import { asStored } from "../src/node-red/settings/as-stored.ts";
import { deployedLists } from "../src/node-red/settings/deployed-lists.ts";
import { type FetchConfig, fetchDeps, lazyBrowser } from "../src/node-red/settings/fetch-options.ts";
import { listSyncSettings } from "../src/node-red/settings/list-sync-settings.ts";
import type { SourceConfig } from "../src/node-red/settings/read-source-request.ts";
import { sourceServer } from "../src/node-red/settings/source-server.ts";
import { recall } from "../src/node-red/statuses/recall.ts";
import { broken, type StatusLine } from "../src/node-red/statuses/status.ts";
import { booleanValue } from "../src/strict-values.ts";
import type { ListAccountNode } from "./list-account.ts";
import type { OverseerrServerNode } from "./overseerr-server.ts";
import type { SyncDatabaseNode } from "./sync-database.ts";
import type { SyncHomeAssistantNode } from "./sync-home-assistant.ts";

export interface ListSourceConfig extends NodeDef, SourceConfig, FetchConfig, AccountSlots {
  database?: string;
  /** A request server whose charts, requests and watchlists are read. */
  server?: string;
  /** A Home Assistant whose to-do lists are read. */
  homeAssistant?: string;
}

interface ListSourceNode extends Node {
  /** How it fetches, as it is deployed. */
  deployed: Deployed<ListSourceConfig>;
}

/** Triggers that wait for their turn at once (`whenRunning: "queue"`); further ones wait in the node's own queue. */
const TRIGGERS = 16;

export default function register(RED: NodeAPI): void {
  const settings = listSyncSettings(RED.settings);
  registerSettingsProviders(settings.providers, (sentence) => RED.log.error(sentence));
  const warning = openDoor(RED.settings);
  if (warning) RED.log.warn(`ListSync: ${warning}`);
  const find = (id: string): unknown => RED.nodes.getNode(id);

  function ListSource(this: ListSourceNode, config: ListSourceConfig): void {
    RED.nodes.createNode(this, config);
    const database = configNode<SyncDatabaseNode>(config.database, find, "database", false);
    const server = configNode<OverseerrServerNode>(config.server, find, "server", false);
    const home = configNode<SyncHomeAssistantNode>(
      config.homeAssistant,
      find,
      "Home Assistant connection",
      false,
    );
    const accounts = ACCOUNT_SLOTS.map((slot) =>
      configNode<ListAccountNode>(config[slot], find, "list account", false),
    );
    const browser = lazyBrowser(config);
    const env = (name: string) => RED.util.getSetting(this, name);
    this.deployed = { config: asStored(RED.nodes, config), env };
    const deployed = {
      ...config,
      get lists() {
        return deployedLists(config.lists, env);
      },
    };
    let line: StatusLine | undefined;
    const source = createListSource(deployed, {
      ...(database.node && { memory: database.node.memory }),
      automated: () => booleanValue(RED.util.getSetting(this, "AUTOMATED_MODE"), "AUTOMATED_MODE") === true,
      clone: (msg) => RED.util.cloneMessage(msg),
      ...(home.node && { todo: home.node.todo }),
      report: (error) => this.error(reportable(error), { topic: "write-back" }),
      warn: (sentence) => this.warn(sentence),
      refresh: () => line?.set(idle()),
      fetch(msg) {
        for (const { check } of [database, server, home, ...accounts]) check();
        const known = accounts.flatMap(({ node }) => node?.account() ?? []);
        return fetchDeps(config, known, settings, {
          browser: browser.get(),
          ...(server.node && { server: sourceServer(server.node.connection) }),
          ...(home.node && { todo: home.node.todo }),
          payload: msg.payload,
          fresh: booleanValue(msg.fresh, "msg.fresh") === true,
        });
      },
    });
    const idle = () => (database.missing ? broken("no database") : source.idle());
    line = onInput(this, source.handle, {
      concurrency: TRIGGERS,
      limit: RED.settings.nodeMessageBufferMaxLength,
      immediate: isCancel,
      idle,
      busy: source.busy,
      onClose: () => Promise.all([source.close(), browser.close()]).then(() => {}),
    });
    recall(database.node?.memory);
  }

  RED.nodes.registerType<ListSourceNode, ListSourceConfig, object, object>("list-source", ListSource);

  const routes = adminRoutes(RED);
  routes.get("list-source/providers", "list-source.read", listProviders);
  routes.get("list-source/detect", "list-source.read", detectList);
  const detection: DetectionDesk = {
    account: (id) => (find(id) as ListAccountNode | null)?.account(),
    isDeployed: (id) => Boolean(find(id)),
    env: (id) => (name) => RED.util.getSetting(find(id) as Node, name),
    canRead: canReadFile,
  };
  routes.post("list-source/detect", "list-source.write", (request) => examineList(request, detection));
  const desk: PreviewDesk = {
    settings,
    account: (id) => (find(id) as ListAccountNode | null)?.account(),
    deployed: (id) => (find(id) as ListSourceNode | null)?.deployed,
    sources(body) {
      const server = find(String(body.server ?? "")) as OverseerrServerNode | null;
      const home = find(String(body.homeAssistant ?? "")) as SyncHomeAssistantNode | null;
      return {
        ...(server && { server: sourceServer(server.connection) }),
        ...(home && { todo: home.todo }),
      };
    },
    work: createPendingWork(),
  };
  routes.post("list-source/preview", "list-source.write", (request) => previewList(request, desk));
}
