import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { type OverseerrServer, startOverseerr } from "../servers/overseerr/server.ts";
import { makeUserDir, type NodeRedProcess, startNodeRed } from "../support/node-red-process.ts";
import { fullSyncFlow, onlyByHand, syncNow, withStore } from "./full-sync.ts";
import { catalogue, LISTS, writeLists } from "./what-people-keep.ts";

describe("a full sync of what people keep as lists", function () {
  this.timeout(120_000);
  let server: OverseerrServer;
  let nodeRed: NodeRedProcess;
  const userDir = makeUserDir();

  before(async () => {
    server = await startOverseerr({ catalogue: catalogue() });
    const lists = writeLists(userDir);
    const flows = fullSyncFlow((nodes) => {
      onlyByHand(nodes);
      for (const node of nodes) if (node.type === "list-source") node.lists = lists;
    });
    const env = { OVERSEERR_URL: server.url, OVERSEERR_API_KEY: server.apiKey, MAX_REQUESTS: "0" };
    nodeRed = await startNodeRed({ flows, env, userDir });
  });
  after(async () => {
    await nodeRed?.stop();
    await server?.close();
    rmSync(userDir, { recursive: true, force: true });
  });

  it("requests exactly the titles that are meant, once", async () => {
    const run = await syncNow(nodeRed);
    const failed = run.lists.flatMap(({ error, list }) => (error ? [`${list}: ${error.message}`] : []));
    assert.deepEqual(failed, []);
    const posted = server.log.flatMap(({ route, body }) => {
      const { mediaType, mediaId } = (body ?? {}) as { mediaType?: string; mediaId?: number };
      return route === "POST /request" ? [`${mediaType} ${mediaId}`] : [];
    });
    const meant = new Set(LISTS.flatMap(({ means }) => means));
    assert.deepEqual(posted.sort(), [...meant].sort());
  });

  for (const { file, means } of LISTS)
    it(`takes ${means.join(", ") || "nothing"} from ${file}`, async () => {
      const { items } = await withStore(nodeRed, (store) => store.items({ limit: 1000 }));
      const taken = items.flatMap(({ item: { sources, match }, outcome }) =>
        match && /requested$/.test(outcome?.status ?? "") && sources.some(({ list }) => list.endsWith(file))
          ? [`${match.mediaType} ${match.tmdbId}`]
          : [],
      );
      assert.deepEqual(taken.sort(), [...means].sort());
    });

  it("gives every title its name, and says of the others why they were not requested", async () => {
    const { items } = await withStore(nodeRed, (store) => store.items({ limit: 1000 }));
    for (const { item, outcome } of items) {
      assert.doesNotMatch(item.title, /^TMDB /);
      assert.ok(outcome?.status === "requested" || outcome?.reason, `${item.title} has a reason`);
    }
  });
});
