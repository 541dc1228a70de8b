import type { Node, NodeAPI, NodeDef } from "node-red";
import { readFields } from "../../src/fields/read-fields.ts";
import { canReadFile } from "../../src/files/can-read-file.ts";
import { createPosters } from "../../src/lists/fetching/poster.ts";
import { computeFields } from "../../src/node-red/computed/compute-fields.ts";
import { computeLists } from "../../src/node-red/computed/compute-lists.ts";
import { evaluator } from "../../src/node-red/computed/evaluator.ts";
import { configNode } from "../../src/node-red/config-node.ts";
import { createListSource, isCancel } from "../../src/node-red/controllers/list-source.ts";
import { bodyOf, type EndpointHandler } from "../../src/node-red/endpoints/admin.ts";
import { bodyId } from "../../src/node-red/endpoints/body-text.ts";
import type { Deployed } from "../../src/node-red/endpoints/dialog-fields.ts";
import { type DetectionDesk, detectList, examineList } from "../../src/node-red/endpoints/list-detection.ts";
import { listProviders, type PreviewDesk, previewList } from "../../src/node-red/endpoints/list-endpoints.ts";
import { createPendingWork } from "../../src/node-red/endpoints/pending-work.ts";
import { previewOutcomes } from "../../src/node-red/endpoints/preview-outcomes.ts";
import { environmentOf } from "../../src/node-red/environment.ts";
import { nodesOfType } from "../../src/node-red/nodes-of-type.ts";
import { onInput } from "../../src/node-red/on-input.ts";
import { reportable } from "../../src/node-red/report-error.ts";
import { ACCOUNT_SLOTS } from "../../src/node-red/settings/account-slots.ts";
import { accountsInUse } from "../../src/node-red/settings/accounts-in-use.ts";
import { asStored } from "../../src/node-red/settings/as-stored.ts";
import { deployedLists } from "../../src/node-red/settings/deployed-lists.ts";
import { fetchDeps, lazyBrowser } from "../../src/node-red/settings/fetch-options.ts";
import {
  LIST_SOURCE,
  RUN_FIELDS,
  SOURCE_MESSAGE,
  type ListSourceConfig as StoredSource,
} from "../../src/node-red/settings/fields/list-source.ts";
import { migrate } from "../../src/node-red/settings/fields/node-fields.ts";
import { isAutomated } from "../../src/node-red/settings/is-automated.ts";
import { listSyncSettings } from "../../src/node-red/settings/list-sync-settings.ts";
import { sourceServer } from "../../src/node-red/settings/source-server.ts";
import { type LeaseWatch, watchLease } from "../../src/node-red/statuses/lease-status.ts";
import { recall } from "../../src/node-red/statuses/recall.ts";
import { broken, type StatusLine } from "../../src/node-red/statuses/status.ts";
import type { ListAccountNode } from "./list-account.ts";
import type { OverseerrServerNode } from "./overseerr-server.ts";
import type { SyncDatabaseNode } from "./sync-database.ts";
import type { SyncHomeAssistantNode } from "./sync-home-assistant.ts";

export interface ListSourceConfig extends NodeDef, StoredSource {}

export interface ListSourceNode extends Node {
  /** How it fetches, as it is deployed. */
  deployed: Deployed<ListSourceConfig>;
}

/** Triggers that wait for their turn at once (`whenRunning: "queue"`); further ones wait in the node's own queue. */
const TRIGGERS = 16;

export default function runtime(RED: NodeAPI) {
  const settings = listSyncSettings(RED.settings);
  const find = (id: string): unknown => RED.nodes.getNode(id);
  /** Accounts serve the lists of their site wherever they are deployed. */
  const everyAccount = (): ListAccountNode[] => {
    const found: ListAccountNode[] = [];
    RED.nodes.eachNode(({ id, type }) => {
      const node = type === "list-account" ? (find(id) as ListAccountNode | null) : null;
      if (node) found.push(node);
    });
    return found;
  };

  function construct(this: ListSourceNode, stored: ListSourceConfig): void {
    RED.nodes.createNode(this, stored);
    const config = migrate(LIST_SOURCE, stored);
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
    const env = environmentOf(RED, this);
    const evaluate = evaluator(RED, this);
    this.deployed = { config: migrate(LIST_SOURCE, asStored(RED.nodes, stored)), env };
    const deployed = {
      ...config,
      get lists() {
        return deployedLists(config.lists, env);
      },
    };
    const warn = (sentence: string) => this.warn(sentence);
    let line: StatusLine | undefined;
    const source = createListSource(deployed, {
      id: this.id,
      ...(database.node && { memory: database.node.memory }),
      async compute(msg) {
        const lists = await computeLists(config.lists, msg, evaluate);
        const computed = await computeFields(RUN_FIELDS, { ...config, lists }, msg, evaluate);
        return { ...computed, lists: deployedLists(computed.lists, env) };
      },
      automated: () => isAutomated(env),
      clone: (msg) => RED.util.cloneMessage(msg),
      ...(home.node && { todo: home.node.todo }),
      report: (error) => this.error(reportable(error), { topic: "write-back" }),
      warn,
      refresh: () => line?.set(idle()),
      fetch(msg) {
        for (const { check } of [database, server, home, ...accounts]) check();
        const named = accounts.flatMap(({ node }) => node?.account() ?? []);
        const known = accountsInUse(named, everyAccount(), warn);
        return fetchDeps(config, known, settings, {
          browser: browser.get(),
          ...(server.node && { server: sourceServer(server.node.connection) }),
          ...(home.node && { todo: home.node.todo }),
          payload: msg.payload,
          fresh: readFields({ fresh: SOURCE_MESSAGE.fresh }, { config: {}, msg }).fresh,
        });
      },
    });
    let lease: LeaseWatch | undefined;
    const idle = () => (database.missing ? broken("no database") : (lease?.status ?? source.idle()));
    line = onInput(this, source.handle, {
      concurrency: TRIGGERS,
      limit: RED.settings.nodeMessageBufferMaxLength,
      immediate: isCancel,
      onTaken: source.taken,
      onDropped: source.dropped,
      idle,
      busy: () => lease?.status ?? source.busy(),
      onClose: () => {
        lease?.stop();
        return Promise.all([source.close(), browser.close()]).then(() => {});
      },
    });
    lease = watchLease(database.node?.memory, () => line?.set(idle()));
    recall(database.node?.memory);
  }

  const providers: EndpointHandler = () => listProviders();
  const detect: EndpointHandler = (request) => detectList(request);
  const sourceOf = nodesOfType<ListSourceNode>(RED.nodes, "list-source");
  const accountOf = nodesOfType<ListAccountNode>(RED.nodes, "list-account");
  const serverOf = nodesOfType<OverseerrServerNode>(RED.nodes, "overseerr-server");
  const homeOf = nodesOfType<SyncHomeAssistantNode>(RED.nodes, "sync-home-assistant");
  const deployed = (id: string) => sourceOf(id)?.deployed;
  const detection: DetectionDesk = {
    account: (id) => accountOf(id)?.account(),
    accounts: everyAccount,
    isDeployed: (id, type) => nodesOfType(RED.nodes, type)(id) !== undefined,
    deployed,
    canRead: canReadFile,
  };
  const examine: EndpointHandler = (request) => examineList(request, detection);
  const desk: PreviewDesk = {
    settings,
    account: (id) => accountOf(id)?.account(),
    accounts: everyAccount,
    deployed,
    sources(body) {
      const server = serverOf(bodyId(body.server, "server"));
      const home = homeOf(bodyId(body.homeAssistant, "connection"));
      return {
        ...(server && { server: sourceServer(server.connection) }),
        ...(home && { todo: home.todo }),
      };
    },
    work: createPendingWork(),
  };
  const preview: EndpointHandler = (request) => previewList(request, desk);
  const outcomes: EndpointHandler = (request, signal) => {
    const server = serverOf(bodyId(bodyOf(request).server, "server"));
    return previewOutcomes(request, server?.connection, signal);
  };
  const posters = createPosters(settings.origins);
  const poster: EndpointHandler = async ({ query }, signal) => ({
    image: (await posters.read(query.path, signal)) ?? null,
  });
  return { construct, providers, detect, examine, preview, previewOutcomes: outcomes, poster };
}
