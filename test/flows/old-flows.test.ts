import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createCatalogue } from "../servers/catalogue/catalogue.ts";
import type { CatalogueTitle } from "../servers/catalogue/title.ts";
import type { HomeAssistantServer } from "../servers/home-assistant/start-home-assistant.ts";
import { startImdb } from "../servers/imdb/start-imdb.ts";
import { startMdblist } from "../servers/mdblist/start-mdblist.ts";
import { type OverseerrServer, startOverseerr } from "../servers/overseerr/server.ts";
import { startStevenlu } from "../servers/stevenlu/start-stevenlu.ts";
import { makeUserDir, type NodeRedProcess, startNodeRed } from "../support/node-red-process.ts";
import { poll } from "../support/poll.ts";
import { FOREIGN } from "./examples.ts";
import { type FlowNode, imdbRecords } from "./full-sync.ts";
import { entryOf, FILMS, type HomeAssistantWorld, startHomeAssistantWorld } from "./home-assistant-flow.ts";
import { oldFlowFolder, oldFlowNames, readOldFlow, STAGES } from "./old-flows.ts";

const films = createCatalogue().titles.filter(({ mediaType }) => mediaType === "movie");
const [matrix, heat] = [603, 949].map((id) => films.find(({ tmdbId }) => tmdbId === id)) as [
  CatalogueTitle,
  CatalogueTitle,
];
const others = films.filter((film) => film !== matrix && film !== heat);

/** Run by themselves: with a Home Assistant, and with a list that loses a title. */
const BY_THEMSELVES = /^Home Assistant|^List removed/;
const OF_ANOTHER_PACKAGE = "Home Assistant with its own nodes";

for (const version of ["5", "4"] as const) {
  for (const stage of STAGES)
    describe(`The flows of 0.1 (${stage}) in Node-RED ${version}, with an address and a key and nothing else changed`, function () {
      this.timeout(120_000);
      let server: OverseerrServer;
      let nodeRed: NodeRedProcess;
      const sites: { close(): Promise<void> }[] = [];

      before(async () => {
        server = await startOverseerr();
        const stevenlu = await startStevenlu({ movies: [matrix, heat, ...others.slice(0, 3)] });
        const charts = { TOP_RATED_MOVIES: imdbRecords([matrix, ...others.slice(0, 30)]) };
        const imdb = await startImdb({ charts });
        const mdblist = await startMdblist({ lists: { "demo/films": [matrix, heat] } });
        sites.push(server, stevenlu, imdb, mdblist);

        const flows = oldFlowNames(stage)
          .filter((name) => !BY_THEMSELVES.test(name))
          .flatMap((name) => readOldFlow(stage, name));
        for (const node of flows) {
          // their first sync is begun by hand, and every answer is written into the log
          if (node.type === "inject") Object.assign(node, { once: false });
          if (node.type === "debug") Object.assign(node, { active: true, console: true });
          if (node.type === "overseerr-server") node.url = server.url;
        }
        const userDir = makeUserDir();
        const file = join(userDir, "watchlist.csv");
        writeFileSync(file, "title,year\nHeat,1995\n");
        set(flows, "own-lists-file", { lists: [{ enabled: true, provider: "own", list: file }] });
        nodeRed = await startNodeRed({
          version,
          userDir,
          flows,
          credentials: Object.fromEntries(
            flows
              .filter(({ type, keyType }) => type === "overseerr-server" && keyType === "cred")
              .map(({ id }) => [id, { apiKey: server.apiKey }]),
          ),
          env: {
            OVERSEERR_API_KEY: server.apiKey,
            SYNC_LISTS: "https://mdblist.com/lists/demo/films",
            LISTSYNC_ORIGIN_STEVENLU: stevenlu.origin,
            LISTSYNC_ORIGIN_IMDB: imdb.origin,
            LISTSYNC_ORIGIN_MDBLIST: mdblist.origin,
          },
        });
      });
      after(async () => {
        await nodeRed?.stop();
        await Promise.all(sites.map((site) => site.close()));
      });

      /** Presses a button and waits until each of these debug nodes has said something that matches. */
      async function press(id: string, said: Record<string, RegExp>): Promise<void> {
        const from = nodeRed.log().length;
        await nodeRed.inject(id);
        for (const [debug, { source }] of Object.entries(said)) {
          // up to the next line with a time
          const words = String.raw`\[debug:${debug}\](?:(?!\n\d+ \w+ [\d:]+ - \[)[^])*?${source}`;
          await nodeRed.waitForLog(new RegExp(words), 30_000, from);
        }
      }
      const requested = () => requestedOf(server);
      const only = (...titles: CatalogueTitle[]) => titles.map(({ tmdbId }) => tmdbId).sort((a, b) => a - b);

      it("Sync state knows no run before the first", async () => {
        await press("sync-state-summary", { Answer: /null/ });
      });

      it("Full sync takes its lists from the environment, and requests nothing in a dry run", async () => {
        await press("full-sync-dry", { Summary: /2 titles would be requested/ });
        assert.deepEqual(requested(), []);
      });

      it("Retry failed titles requests what Full sync could not", async () => {
        server.fault("POST /request", { status: 500, times: Number.POSITIVE_INFINITY });
        await press("full-sync-now", { Summary: /2 titles failed/ });
        server.clearFaults();
        assert.deepEqual(requested(), []);
        await press("retry-go", { Summary: /2 titles requested/ });
        assert.deepEqual(requested(), only(matrix, heat));
      });

      it("Skip known titles leaves alone what was requested, and requests the others, without a limit", async () => {
        await press("skip-go", { Summary: /3 titles requested/ });
        assert.deepEqual(requested(), only(matrix, heat, ...others.slice(0, 3)));
      });

      it("Sync state answers all of its questions", async () => {
        await press("sync-state-summary", { Answer: /3 titles requested/ });
        await press("sync-state-runs", { Answer: /completed/ });
        await press("sync-state-open", { Answer: /\[\s*\]/ });
        await press("sync-state-text", { Answer: /\[\s*\]/ });
        await press("sync-state-history", { Answer: /The Matrix[\s\S]*requested/ });
        await press("sync-state-backup", { Answer: /\.db/ });
      });

      it("Overseerr search tells what was found from what was not", async () => {
        await press("search-go", { Found: /tmdbId: 603/, "Not found": /A title that nobody made/ });
      });

      it("Overseerr request would request a show, and says which title is there", async () => {
        const before = server.requests.length;
        await press("request-go", { "Would be requested": /Breaking Bad/, "Not needed": /The Matrix/ });
        assert.equal(server.requests.length, before);
      });

      it("List source and Own lists send the titles of their lists", async () => {
        await press("list-source-go", { Title: /The Matrix/ });
        await press("list-source-message", { "All titles": /The Matrix/ });
        await press("own-lists-go", { Title: /WALL·E/ });
        await press("own-lists-go2", { Title: /Heat/ });
      });

      it("tells Catch nodes of the failure that was made, and of nothing else", () => {
        const errors = nodeRed.log().match(/(?:\[debug:Errors\]|\[error\]|unhandled|uncaught).*/gi) ?? [];
        assert.ok(errors.length > 0);
        for (const error of errors) assert.match(error, /Failed on purpose/);
      });
    });

  describe(`The other flows of 0.1 in Node-RED ${version}`, function () {
    this.timeout(120_000);

    it("List removed cancels the pending request of a title that left, and no other", async () => {
      const [stays, leaves] = films.slice(0, 2) as [CatalogueTitle, CatalogueTitle];
      const lists = { "linda/films": [stays, leaves, ...films.slice(2, 8)] };
      const [server, mdblist] = [await startOverseerr(), await startMdblist({ lists })];
      const flows = ["List removed, cancel pending request", "Full sync"].flatMap((name) =>
        readOldFlow("last", name),
      );
      // as a user whose requests wait for approval
      const list = { enabled: true, provider: "mdblist", list: "linda/films", requestAs: "2" };
      set(flows, "left-lists", { lists: [list] });
      const nodeRed = await startNodeRed({
        version,
        flows,
        env: {
          OVERSEERR_URL: server.url,
          OVERSEERR_API_KEY: server.apiKey,
          LISTSYNC_ORIGIN_MDBLIST: mdblist.origin,
          SYNC_LISTS: "https://mdblist.com/lists/linda/films",
        },
      });
      try {
        // its one button says "schedule", which begins no profile's first sync by now
        await nodeRed.inject("full-sync-dry");
        await nodeRed.waitForLog(/\[debug:Summary\] .*8 titles would/, 30_000);
        const requests = (count: number) =>
          poll(() => (server.requests.length === count ? true : undefined), `${count} requests`, 30_000);
        await nodeRed.inject("left-schedule");
        await requests(8);
        // as that example said it
        await nodeRed.waitForLog(/\[debug:Summary\] undefined/, 30_000);
        lists["linda/films"] = lists["linda/films"].filter((film) => film !== leaves);
        await nodeRed.inject("left-schedule");
        await requests(7);
        assert.ok(!requestedOf(server).includes(leaves.tmdbId));
        assert.doesNotMatch(nodeRed.log(), /\[debug:Errors\]|\[error\]/);
      } finally {
        await nodeRed.stop();
        await Promise.all([server.close(), mdblist.close()]);
      }
    });

    const watchlist = FILMS.slice(0, 2);
    async function withHomeAssistant(
      example: string,
      act: (world: HomeAssistantWorld) => Promise<void>,
      change: (flows: FlowNode[]) => void = () => {},
    ) {
      const folder = oldFlowFolder("last");
      const world = await startHomeAssistantWorld({ example, folder, version, change });
      try {
        world.ha.todo("todo.watchlist");
        await world.start();
        await act(world);
      } finally {
        await world.close();
      }
    }

    it("Home Assistant events begins a sync for an event, and tells when it has ended", () =>
      withHomeAssistant(
        "Home Assistant events",
        async ({ ha, summaries, requested, nodeRed }) => {
          await listening(ha, "subscribe_events");
          ha.fire("listsync_sync", { limit: 3 });
          await summaries(1);
          assert.equal(requested().length, 3);
          const ended = await poll(
            () => ha.events.find(({ event_type }) => event_type === "listsync_sync_finished"),
            "the event",
          );
          assert.equal(ended.data.requested, 3);

          // a list that the profile has not needs a tick by now, and the error says which
          ha.fire("listsync_sync", { list: "https://mdblist.com/lists/somebody/else" });
          await nodeRed.waitForLog(/\[debug:Errors\] .*Events may name any list/, 20_000);
        },
        (flows) =>
          set(flows, "ha-events-lists", {
            lists: [{ enabled: true, provider: "detect", list: "https://mdblist.com/lists/linda/films" }],
          }),
      ));

    it("Home Assistant sync begins a sync when the to-do list has new entries, and ticks them off", () =>
      withHomeAssistant(
        "Home Assistant sync with device, button and to-do list",
        async ({ ha, summaries, requested, shows, errors }) => {
          await listening(ha, "todo/item/subscribe");
          for (const film of watchlist) ha.todo("todo.watchlist").add(entryOf(film));
          await summaries(1);
          assert.deepEqual(requested().sort(), watchlist.map(({ tmdbId }) => tmdbId).sort());
          await poll(
            () =>
              ha.todo("todo.watchlist").items.every(({ status }) => status === "completed")
                ? true
                : undefined,
            "ticks",
            30_000,
          );
          await shows({ status: "idle", requested: 2 });
          assert.deepEqual(errors(), []);
        },
      ));

    it("Home Assistant with its own nodes requests what an event asks for", async () => {
      const [server, mdblist] = [
        await startOverseerr(),
        await startMdblist({ lists: { "demo/films": [matrix, heat] } }),
      ];
      const flows = readOldFlow("last", OF_ANOTHER_PACKAGE).filter(({ type }) => type !== "server");
      // stand-ins for nodes of a package that the Node-RED of the tests has not
      const event = { lists: "https://mdblist.com/lists/demo/films", limit: 1 };
      for (const node of flows.filter(({ type }) => FOREIGN.includes(type)))
        if (node.type === "server-events")
          Object.assign(node, {
            type: "inject",
            props: [{ p: "payload", v: JSON.stringify({ event }), vt: "json" }],
          });
        else node.type = "junction";
      set(flows, "ha-own-lists", { homeAssistant: "" });
      const nodeRed = await startNodeRed({
        version,
        flows,
        env: {
          OVERSEERR_URL: server.url,
          OVERSEERR_API_KEY: server.apiKey,
          LISTSYNC_ORIGIN_MDBLIST: mdblist.origin,
        },
      });
      try {
        await nodeRed.inject("ha-own-event");
        await nodeRed.waitForLog(/\[debug:Summary\] .*1 title requested/, 30_000);
        assert.equal(server.requests.length, 1);
      } finally {
        await nodeRed.stop();
        await Promise.all([server.close(), mdblist.close()]);
      }
    });
  });
}

const listening = (ha: HomeAssistantServer, type: string) =>
  poll(
    () => (ha.received.some(({ message }) => message.type === type) ? true : undefined),
    `a subscription ${type}`,
    20_000,
  );

/** TMDB ids of what a server was asked for, in their order. */
const requestedOf = ({ requests, media }: OverseerrServer): number[] =>
  requests.map(({ mediaId }) => media.find(({ id }) => id === mediaId)?.tmdbId ?? 0).sort((a, b) => a - b);

function set(flows: FlowNode[], id: string, properties: Record<string, unknown>): void {
  Object.assign(flows.find((node) => node.id === id) ?? assert.fail(id), properties);
}
