import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { makeUserDir, type NodeRedProcess } from "../support/node-red-process.ts";
import { startFullSync, syncNow, withStore } from "./full-sync.ts";
import { type HardCase, type HardWorld, startHardWorld } from "./hard-cases.ts";

for (const version of ["5", "4"] as const)
  describe(`a full sync of hard titles on Node-RED ${version}`, function () {
    this.timeout(60_000);
    let world: HardWorld;
    let nodeRed: NodeRedProcess;
    const userDir = makeUserDir();
    const name = ({ mediaType, tmdbId }: HardCase["means"]) => `${mediaType} ${tmdbId}`;
    const posted = () =>
      world.server.log.flatMap(({ route, body }) => {
        if (route !== "POST /request") return [];
        const { mediaType, mediaId } = body as { mediaType: "movie" | "tv"; mediaId: number };
        return [name({ mediaType, tmdbId: mediaId })];
      });

    before(async () => {
      world = await startHardWorld(join(userDir, "my-list.json"));
      nodeRed = await startFullSync({ env: world.env, userDir, version });
    });
    after(async () => {
      await nodeRed?.stop();
      await world?.close();
      rmSync(userDir, { recursive: true, force: true });
    });

    it("requests what is missing, once, and no other title", async () => {
      const run = await syncNow(nodeRed);
      assert.equal(run.total, world.cases.length, "every title is one title");
      assert.deepEqual(
        run.lists.map(({ provider, error }) => [provider, error]),
        [
          ["imdb", undefined],
          ["mdblist", undefined],
          ["own", undefined],
        ],
      );
      const requests = posted();
      assert.equal(new Set(requests).size, requests.length, "no title is requested twice");
      const missing = world.cases.filter(({ outcome }) => outcome === "requested");
      const wrong = requests.filter((each) => !missing.some(({ means }) => name(means) === each));
      assert.deepEqual(wrong, [], "no wrong title is requested");
      const forgotten = missing.filter(({ means, hasId }) => hasId && !requests.includes(name(means)));
      assert.deepEqual(forgotten, [], "everything with an id is requested");
    });

    it("remembers of every title what became of it", async () => {
      const stored = await withStore(nodeRed, async (store) => (await store.items({ limit: 1000 })).items);
      const undecided: string[] = [];
      for (const { title, year, hasId, means, outcome } of world.cases) {
        const found = stored.find(({ item }) => item.title === title && item.year === year);
        const status = found?.outcome?.status;
        const label = `${title} (${year})`;
        if (!hasId && (status === "not_found" || status === "ambiguous")) undecided.push(label);
        else {
          assert.equal(status, outcome, `${label}: ${found?.outcome?.reason}`);
          const match = found?.item.match;
          assert.equal(match && name(match), name(means), label);
        }
      }
      // shows that the file calls movies: a search that goes by type finds none, and guesses none
      assert.deepEqual(undecided, ["Fargo (2014)", "Breaking Bad (2008)", "Chernobyl (2019)"]);
    });

    it("requests nothing more in the second run", async () => {
      world.server.resetCalls();
      const run = await syncNow(nodeRed);
      assert.equal(run.state, "completed");
      assert.deepEqual(posted(), []);
      // one was declined there: which one is read once
      const news = { "GET /request/count": 1, "GET /user/{userId}/requests": 1 };
      assert.deepEqual(world.server.calls, { "GET /media": 1, ...news });
    });
  });
