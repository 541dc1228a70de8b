import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Item, OutcomeStatus } from "../../src/items/item.ts";
import type { ROUTES } from "../../src/node-red/page/contract/routes.ts";
import { openStore } from "../../src/state/sqlite-store.ts";
import { flowNodes } from "./flow-nodes.ts";
import { listen } from "./listen.ts";
import { type FlowNode, type FlowOptions, flowPerTest, type RunningFlow } from "./node-red.ts";
import { openPage } from "./page.ts";
import { sampleItem, sampleOutcome, sampleRun } from "./state-samples.ts";

/** A database, a source with one list of its own, and what records what comes of it. */
export const pageFlow = (others: FlowNode[] = []): FlowNode[] => [
  flowNodes.database(),
  flowNodes.source({
    database: "database",
    lists: ownLists(),
    wires: [["state"]],
  }),
  flowNodes.state({ wires: [[], []] }),
  ...others,
];

/** One list of two titles. */
export const ownLists = () => [{ provider: "own", list: listFile(), name: "Mine" }];

/** A list that can be read without the network. */
function listFile(): string {
  const file = join(mkdtempSync(join(tmpdir(), "list-sync-page-")), "mine.csv");
  writeFileSync(file, "title,year,type\nAlien,1979,movie\nHeat,1995,movie\n");
  return file;
}

export const withPage: FlowOptions = { nodes: [openPage] };

type Path = (typeof ROUTES)[keyof typeof ROUTES]["path"];

/** Asks the interface; the answer with its status. */
export function askPage(flow: RunningFlow) {
  const address = (path: Path) => `/list-sync/api/${path}`;
  return {
    get: async (path: Path, query: Record<string, string | number> = {}) =>
      flow.request().get(address(path)).query(query),
    post: async (path: Path, body: object) => flow.request().post(address(path)).send(body),
  };
}

/** Puts titles into the database of a user directory, before the flow starts or while it runs. */
export async function fillDatabase(
  userDir: string,
  titles: [title: string, status: OutcomeStatus, patch?: Partial<Item>][],
  { name = "state.db", from = new Date("2026-03-01T12:00:00Z") } = {},
) {
  mkdirSync(join(userDir, "list-sync"), { recursive: true });
  const store = await openStore({ file: join(userDir, "list-sync", name) });
  await store.insertRun(sampleRun());
  for (const [index, [title, status, patch]] of titles.entries()) {
    const at = new Date(from.getTime() + index * 60_000).toISOString();
    const item = sampleItem({ title, ids: { tmdb: index + 1 }, ...patch });
    await store.record(
      "run-1",
      undefined,
      { ...item, outcome: sampleOutcome(status, { at, reason: `It is ${status}.` }) },
      at,
    );
  }
  await store.updateRun(sampleRun({ state: "completed", finishedAt: "2026-03-01T12:30:00.000Z" }));
  await store.close();
}

/** Serves the interface at an address of its own, for streams and for what is no JSON. */
export function servedPagePerTest() {
  const startFlow = flowPerTest();
  const servers: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });
  return async (flow: FlowNode[], options: FlowOptions = withPage) => {
    let app: ((request: unknown, response: unknown) => void) | undefined;
    const lookIn = (RED: { httpAdmin: typeof app }) => {
      app = RED.httpAdmin;
    };
    const nodes = [options.nodes ?? [], lookIn].flat() as FlowOptions["nodes"];
    const running = await startFlow(flow, { ...options, nodes });
    const server = await listen((request, response) => app?.(request, response));
    servers.push(server);
    return { flow: running, page: askPage(running), url: `${server.url}/list-sync/api` };
  };
}
