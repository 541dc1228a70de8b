import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type OverseerrServer, startOverseerr } from "../servers/overseerr/server.ts";
import { makeUserDir, type NodeRedProcess, startNodeRed } from "../support/node-red-process.ts";
import { poll } from "../support/poll.ts";
import { type FlowNode, fullSyncFlow, onlyByHand, syncNow, withStore } from "./full-sync.ts";

const FAILED = 4;
const PROCESSING = 3;
const LIMITED = 3;
/** May request nothing. */
const FORBIDDEN = 4;

/** What people meet with the three products, in "Full sync" as it is shipped: only its lists are others. */
for (const product of ["Overseerr", "Jellyseerr", "Seerr"] as const)
  describe(`"Full sync" with ${product}`, function () {
    this.timeout(90_000);
    let server: OverseerrServer;
    let nodeRed: NodeRedProcess;
    const userDir = makeUserDir();
    const file = join(userDir, "wishes.txt");
    const limited = join(userDir, "limited.txt");
    const forbidden = join(userDir, "forbidden.txt");
    const wish = (lines: string[], path = file) => writeFileSync(path, lines.join("\n"));
    const movies = (from: number, to: number) =>
      server.catalogue.titles
        .filter(({ mediaType }) => mediaType === "movie")
        .slice(from, to)
        .map(({ tmdbId }) => `movie: tmdb:${tmdbId}`);
    const problems = (runId: string) =>
      withStore(nodeRed, async (store) =>
        (await store.items({ runId, statuses: ["failed", "quota_exceeded"] })).items.map(
          ({ outcome }) => outcome,
        ),
      );

    before(async () => {
      wish([]);
      wish([], limited);
      wish([], forbidden);
      server = await startOverseerr({ product, services: true });
      const lists = [
        { enabled: true, list: file, requestAs: "" },
        { enabled: true, list: limited, requestAs: String(LIMITED) },
        { enabled: true, list: forbidden, requestAs: String(FORBIDDEN) },
      ];
      const flows = fullSyncFlow((nodes: FlowNode[]) => {
        onlyByHand(nodes);
        for (const node of nodes) if (node.type === "list-source") node.lists = lists;
      });
      nodeRed = await startNodeRed({
        flows,
        userDir,
        env: { OVERSEERR_URL: server.url, OVERSEERR_API_KEY: server.apiKey },
      });
    });
    after(async () => {
      await nodeRed?.stop();
      await server?.close();
    });

    it("says soon of a list's only title that TMDB does not know it", async () => {
      wish(["tv: tmdb:99999997"]);
      const run = await syncNow(nodeRed);
      assert.deepEqual(run.counts, { failed: 1 });
      assert.match((await problems(run.id))[0]?.reason ?? "", /TMDB has no show with the id 99999997/);
      assert.deepEqual((await syncNow(nodeRed)).counts, { failed: 1 });
    });

    it("requests what the server's own watchlist knows already, and what was cleared there again", async () => {
      wish(["movie: tmdb:603", "movie: tmdb:949"]);
      server.addMedia({ mediaType: "movie", tmdbId: 603 });
      assert.equal((await syncNow(nodeRed)).counts.requested, 2);
      server.clearData("movie", 603);
      assert.deepEqual((await syncNow(nodeRed)).counts, { requested: 1, already_requested: 1 });
      server.deleteRequest(server.requests.at(-1)?.id ?? 0);
      assert.deepEqual((await syncNow(nodeRed)).counts, { skipped: 1, already_requested: 1 });
    });

    it("keeps the quota of the user that a list names, and says when it is free again", async () => {
      wish([]);
      wish(movies(20, 32), limited);
      const run = await syncNow(nodeRed);
      assert.deepEqual(run.counts, { requested: 2, quota_exceeded: 10 });
      assert.match(
        (await problems(run.id))[0]?.reason ?? "",
        /2 of 2 used in 7 days, available again on 20\d\d-\d\d-\d\d/,
      );
    });

    it("says that Radarr refused a request, beside a new one that is posted first", async () => {
      wish([], limited);
      const refused = [550, 13];
      const refusedLines = refused.map((tmdbId) => `movie: tmdb:${tmdbId}`);
      wish(refusedLines);
      server.settings.refusedByService = refused.map((tmdbId) => ({ mediaType: "movie", tmdbId }));
      await syncNow(nodeRed);
      await poll(
        () => server.requests.filter(({ status }) => status === FAILED).length === 2,
        "the refusals",
      );
      wish([...refusedLines, "movie: tmdb:11"]);
      server.resetCalls();
      const run = await syncNow(nodeRed);
      assert.deepEqual(run.counts, { failed: 2, requested: 1 });
      assert.match((await problems(run.id))[0]?.reason ?? "", /Radarr refused the request.*Press Retry/);
      const said = () =>
        nodeRed
          .log()
          .split("\n")
          .filter((line) => /debug:Errors\].*Radarr refused/.test(line));
      await poll(() => said().length > 0, "the error");
      assert.equal(said().length, 1, "one Radarr that is down is one error");
      const routes = server.log.map(({ route }) => route);
      assert.ok(routes.indexOf("POST /request") < routes.indexOf("GET /request/count"), routes.join());
    });

    it("notices an approved show that somebody declined", async () => {
      wish(["tv: tmdb:1396", "tv: tmdb:1398"]);
      assert.deepEqual((await syncNow(nodeRed)).counts, { requested: 2 });
      const row = server.media.find(({ tmdbId }) => tmdbId === 1396);
      server.decline(server.requests.find(({ mediaId }) => mediaId === row?.id)?.id ?? 0);
      assert.equal(row?.status, PROCESSING);
      assert.deepEqual((await syncNow(nodeRed)).counts, { declined: 1, already_requested: 1 });
    });

    it("does not send again what was refused for a reason that stands", async () => {
      wish(["movie: tmdb:99999999", "tv: tmdb:99999998", "tv: tmdb:60059"]);
      wish(movies(40, 42), forbidden);
      assert.deepEqual((await syncNow(nodeRed)).counts, { failed: 4, requested: 1 });
      server.resetCalls();
      const run = await syncNow(nodeRed);
      assert.deepEqual(run.counts, { failed: 4, already_requested: 1 });
      const routes = ["POST /request", "GET /tv/{tvId}", "GET /movie/{movieId}", "GET /search"];
      assert.deepEqual(
        routes.filter((route) => server.calls[route] !== undefined),
        [],
      );
      assert.match(
        (await problems(run.id)).map((outcome) => outcome?.reason).join(" "),
        /TMDB has no movie with the id 99999999.*|TMDB has no show with the id 99999998/,
      );
    });

    it("counts a press of the button right after the server was mended", async () => {
      wish([], forbidden);
      wish(["movie: tmdb:603"]);
      server.fault("GET /media", { status: 403, json: { message: "no" } });
      const broken = await syncNow(nodeRed);
      assert.deepEqual(broken.counts, { failed: 1 });
      server.clearFaults();
      const mended = await syncNow(nodeRed);
      assert.notEqual(mended.id, broken.id);
      assert.equal(mended.counts.failed, undefined);
    });
  });
