import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { syntheticTitles } from "../servers/catalogue/synthetic.ts";
import type { CatalogueTitle } from "../servers/catalogue/title.ts";
import { startMdblist } from "../servers/mdblist/start-mdblist.ts";
import { startOverseerr } from "../servers/overseerr/server.ts";
import { type NodeRedProcess, startNodeRed } from "../support/node-red-process.ts";
import { poll } from "../support/poll.ts";
import { type FlowNode, withStore } from "./full-sync.ts";

const EXAMPLE = resolve(import.meta.dirname, "../../examples/List removed, cancel pending request.json");
const PENDING = 1;
/** User of the test server whose requests wait for approval. */
const MEMBER = 2;

/** The example as it is shipped; only the list is another one, requested as a user whose requests wait for approval. */
function example(requestAs: number): FlowNode[] {
  const nodes = JSON.parse(readFileSync(EXAMPLE, "utf8")) as FlowNode[];
  for (const node of nodes)
    if (node.id === "left-lists")
      node.lists = [
        { enabled: true, provider: "mdblist", list: "linda/films", requestAs: String(requestAs) },
      ];
  return nodes;
}

describe('The example "List removed, cancel pending request"', function () {
  this.timeout(60_000);

  async function sync(nodeRed: NodeRedProcess): Promise<void> {
    const from = nodeRed.log().length;
    await nodeRed.inject("left-now");
    await nodeRed.waitForLog(/\[debug:Summary\]/, 30_000, from);
  }

  it("cancels the pending request of what left, and nothing that somebody else asked for or that was approved", async () => {
    const titles = syntheticTitles(12).filter(({ mediaType }) => mediaType === "movie");
    const films: CatalogueTitle[] = titles.slice(0, 8);
    const [stays, leaves, approved, foreign] = films;
    assert.ok(stays && leaves && approved && foreign);
    const server = await startOverseerr({ synthetic: 12 });
    server.addRequest({ mediaType: foreign.mediaType, tmdbId: foreign.tmdbId, status: PENDING });
    const lists = { "linda/films": films };
    const mdblist = await startMdblist({ lists });
    const nodeRed = await startNodeRed({
      flows: example(MEMBER),
      env: {
        OVERSEERR_URL: server.url,
        OVERSEERR_API_KEY: server.apiKey,
        LISTSYNC_ORIGIN_MDBLIST: mdblist.origin,
      },
    });
    const requested = () =>
      server.requests.map(({ mediaId }) => server.media.find(({ id }) => id === mediaId)?.tmdbId);
    try {
      await sync(nodeRed);
      assert.deepEqual(requested().sort(), films.map(({ tmdbId }) => tmdbId).sort());
      const request = server.requests.find(
        ({ mediaId }) => server.media.find(({ id }) => id === mediaId)?.tmdbId === approved.tmdbId,
      );
      server.approve(request?.id ?? 0);

      lists["linda/films"] = films.filter((film) => ![leaves, approved, foreign].includes(film));
      await sync(nodeRed);
      const rest = films.filter((film) => film !== leaves).map(({ tmdbId }) => tmdbId);
      assert.deepEqual(requested().sort(), rest.sort());

      // titles that left are no sync: the next press of the button counts, though it comes at once
      const runs = () =>
        withStore(nodeRed, async (store) =>
          (await store.runs()).filter(({ trigger }) => trigger !== "left-lists"),
        );
      assert.equal((await runs()).length, 2);
      await nodeRed.inject("left-schedule");
      const third = await poll(async () => {
        const all = await runs();
        return all.length === 3 ? all[0] : undefined;
      }, "the third run");
      assert.equal(third?.trigger, "schedule");
      assert.doesNotMatch(nodeRed.log(), /\[debug:Errors\]/);
    } finally {
      await nodeRed.stop();
      await Promise.all([server.close(), mdblist.close()]);
    }
  });
});
