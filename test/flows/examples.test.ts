import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createCatalogue } from "../servers/catalogue/catalogue.ts";
import type { CatalogueTitle } from "../servers/catalogue/title.ts";
import { startImdb } from "../servers/imdb/start-imdb.ts";
import { startMdblist } from "../servers/mdblist/start-mdblist.ts";
import { type OverseerrServer, startOverseerr } from "../servers/overseerr/server.ts";
import { startStevenlu } from "../servers/stevenlu/start-stevenlu.ts";
import { type NodeRedProcess, startNodeRed } from "../support/node-red-process.ts";
import { exampleNames, FOREIGN, importedExamples, WITH_FOREIGN } from "./examples.ts";
import { type FlowNode, imdbRecords } from "./full-sync.ts";

const films = createCatalogue().titles.filter(({ mediaType }) => mediaType === "movie");
const [matrix, heat] = [603, 949].map((id) => films.find(({ tmdbId }) => tmdbId === id)) as [
  CatalogueTitle,
  CatalogueTitle,
];
const others = films.filter(({ tmdbId }) => tmdbId !== 603 && tmdbId !== 949);

/** Run in tests of their own, with a Home Assistant; and a list that loses a title. */
const ELSEWHERE = [
  "Home Assistant events",
  "Home Assistant sync with device, button and to-do list",
  "List removed, cancel pending request",
];

/** An example at work. */
interface AtWork {
  server: OverseerrServer;
  /** Those for 4K and TV. */
  others: OverseerrServer[];
  nodeRed: NodeRedProcess;
  /** Presses a button and waits until a debug node says something that matches. */
  press(id: string, debug: string, pattern?: RegExp): Promise<string>;
}

describe("Each example in a real Node-RED", function () {
  this.timeout(120_000);
  let sites: { close(): Promise<void> }[] = [];
  let server: OverseerrServer;
  let nodeRed: NodeRedProcess | undefined;
  const seen = new Set(ELSEWHERE);
  afterEach(async () => {
    await nodeRed?.stop();
    await Promise.all(sites.map((each) => each.close()));
    sites = [];
    // what a person reads in the debug sidebar are sentences, not objects, and nothing is missing
    assert.doesNotMatch(nodeRed?.log() ?? "", /\[debug:[^\]]*\] *(\n|undefined|null|\{|\[)/);
  });

  async function run(names: string[], change: (nodes: FlowNode[]) => void = () => {}): Promise<AtWork> {
    for (const name of names) seen.add(name);
    server = await startOverseerr();
    const stevenlu = await startStevenlu({ movies: [matrix, heat, ...others.slice(0, 3)] });
    const imdb = await startImdb({
      charts: { TOP_RATED_MOVIES: imdbRecords([matrix, ...others.slice(0, 30)]) },
    });
    const mdblist = await startMdblist({ lists: { "demo/films": [matrix, heat] } });
    const more = names.includes("Main, 4K and TV") ? [await startOverseerr(), await startOverseerr()] : [];
    sites = [server, stevenlu, imdb, mdblist, ...more];
    const flows = importedExamples(...names);
    change(flows);
    const started = await startNodeRed({
      flows,
      env: {
        OVERSEERR_URL: server.url,
        OVERSEERR_API_KEY: server.apiKey,
        ...Object.fromEntries(
          more.flatMap(({ url, apiKey }, index) => {
            const prefix = ["OVERSEERR_4K", "OVERSEERR_TV"][index];
            return [
              [`${prefix}_URL`, url],
              [`${prefix}_API_KEY`, apiKey],
            ];
          }),
        ),
        LISTSYNC_ORIGIN_STEVENLU: stevenlu.origin,
        LISTSYNC_ORIGIN_IMDB: imdb.origin,
        LISTSYNC_ORIGIN_MDBLIST: mdblist.origin,
      },
    });
    nodeRed = started;
    return {
      server,
      others: more,
      nodeRed: started,
      async press(id, debug, pattern = /./) {
        const from = started.log().length;
        await started.inject(id);
        const said = new RegExp(`\\[debug:${debug}\\] [^\\n]*${pattern.source}[^\\n]*`, pattern.flags);
        return (await started.waitForLog(said, 30_000, from))[0];
      },
    };
  }
  const set = (id: string, properties: Record<string, unknown>) => (nodes: FlowNode[]) =>
    Object.assign(nodes.find((node) => node.id === id) ?? assert.fail(id), properties);

  it("Full sync requests nothing in a dry run, and twenty titles at most then", async () => {
    const many = films.slice(0, 25).map(({ title, year }) => `${title} (${year})`);
    const { press } = await run(["Full sync"], (nodes) => {
      const file = join(process.env.TMPDIR ?? "/tmp", `list-sync-${process.pid}.txt`);
      writeFileSync(file, many.join("\n"));
      set("full-sync-lists", { lists: [{ enabled: true, provider: "own", list: file }] })(nodes);
    });
    assert.match(await press("full-sync-dry", "Summary"), /20 titles would be requested/);
    assert.equal(server.requests.length, 0);
    assert.match(await press("full-sync-now", "Summary"), /20 titles requested/);
    assert.equal(server.requests.length, 20);
  });

  const ownFile = (id: string, ...titles: string[]) => {
    const file = join(process.env.TMPDIR ?? "/tmp", `list-sync-${process.pid}-${id}.txt`);
    writeFileSync(file, titles.join("\n"));
    return set(id, { lists: [{ enabled: true, provider: "own", list: file }] });
  };

  it("Peak hours and weekends syncs as the window says that is open, and says when it does again", async () => {
    const { press, server } = await run(["Peak hours and weekends"], (nodes) => {
      const schedule = nodes.find(({ id }) => id === "peak-main-schedule");
      const windows = schedule?.windows as { name: string; from: string; to: string }[];
      // by day, whatever time it is
      const day = windows.filter(({ name }) => name === "day").map((each) => ({ ...each, from: "", to: "" }));
      Object.assign(schedule ?? {}, { windows: day });
    });
    assert.match(await press("peak-main-dry", "Summary"), /titles would be requested/);
    assert.equal(server.requests.length, 0);
    // five of the one list that is read by day
    assert.match(await press("peak-main-now", "Summary"), /5 titles requested/);
    assert.equal(server.requests.length, 5);
  });

  it("Main, 4K and TV request each on its own server what is on its own lists", async () => {
    const { press, server, others } = await run(["Main, 4K and TV"], (nodes) => {
      ownFile("servers-main-lists", "Heat (1995)", "The Matrix (1999)")(nodes);
      ownFile("servers-4k-lists", "The Matrix (1999)")(nodes);
      ownFile("servers-tv-lists", "Breaking Bad (2008)")(nodes);
    });
    assert.match(await press("servers-main-dry", "Main"), /2 titles would be requested/);
    assert.match(await press("servers-main-now", "Main"), /2 titles requested/);
    assert.match(await press("servers-4k-now", "4K"), /1 title requested/);
    assert.match(await press("servers-tv-now", "TV"), /1 title requested/);
    assert.deepEqual(
      [server, ...others].map(({ requests }) => requests.length),
      [2, 1, 1],
    );
  });

  it("Two regions syncs each by itself", async () => {
    const { press, server } = await run(["Two regions"], (nodes) => {
      ownFile("regions-europe-lists", "Heat (1995)")(nodes);
      ownFile("regions-america-lists", "The Matrix (1999)")(nodes);
    });
    assert.match(await press("regions-europe-dry", "Europe"), /1 title would be requested/);
    assert.match(await press("regions-europe-now", "Europe"), /1 title requested/);
    assert.match(await press("regions-america-now", "America"), /1 title requested/);
    assert.equal(server.requests.length, 2);
  });

  it("List source shows the titles of both lists, with the lists they are on", async () => {
    const { press } = await run(["List source"]);
    await press("list-source-go", "Title", /The Matrix \(1999\) – on .*,/);
    await press("list-source-message", "All titles", /The Matrix \(1999\)/);
  });

  it("Own lists shows titles of a message and of a file", async () => {
    const { press, nodeRed } = await run(["Own lists"], (nodes) => {
      const file = join(process.env.TMPDIR ?? "/tmp", `list-sync-own-${process.pid}.csv`);
      writeFileSync(file, "title,year\nHeat,1995\n");
      set("own-lists-file", { lists: [{ enabled: true, provider: "own", list: file }] })(nodes);
    });
    await press("own-lists-go", "Title", /The Matrix \(1999\)/);
    await press("own-lists-go2", "Title", /Heat \(1995\)/);
    assert.doesNotMatch(nodeRed.log(), /\[debug:Errors\]/);
  });

  it("Notifications composes what people read of a sync", async () => {
    const { press } = await run(["Notifications"]);
    await press("notify-go", "Message", /5 skipped/);
  });

  it("Watched files reads only the list whose file changes", async () => {
    const folder = mkdtempSync(join(process.env.TMPDIR ?? "/tmp", "list-sync-watched-"));
    const [movies, shows] = ["movies.csv", "shows.csv"].map((name) => join(folder, name)) as [string, string];
    writeFileSync(movies, "title,year\nHeat,1995\n");
    writeFileSync(shows, "title,year\nDark,2017\n");
    const { nodeRed } = await run(["Watched files"], (nodes) => {
      set("watched-folder", { folder, settle: "0.2" })(nodes);
      set("watched-lists", {
        lists: [movies, shows].map((list) => ({ enabled: true, provider: "own", list })),
      })(nodes);
    });
    let isRead = false;
    for (let year = 1950; !isRead && year < 1990; year++) {
      // until it has looked at what was there before, nothing counts as changed
      writeFileSync(movies, `title,year\nHeat,1995\nChanged,${year}\n`);
      isRead = await nodeRed.waitForLog(/\[debug:Title\] .*Changed/, 1500).then(
        () => true,
        () => false,
      );
    }
    assert.match(nodeRed.log(), /\[debug:Changed files\] movies\.csv changed/);
    assert.doesNotMatch(nodeRed.log(), /Dark|\[debug:Errors\]/);
    rmSync(folder, { recursive: true });
  });

  it("Webhooks syncs the list that a signed request names, and shows events of a server", async () => {
    const folder = mkdtempSync(join(process.env.TMPDIR ?? "/tmp", "list-sync-secret-"));
    const secret = join(folder, "secret");
    writeFileSync(secret, "long enough to be a secret\n");
    const list = { enabled: true, provider: "mdblist", list: "demo/films" };
    const { nodeRed } = await run(["Webhooks"], (nodes) => {
      set("webhooks-in", { secretType: "file", secretFile: secret })(nodes);
      set("webhooks-lists", { lists: [list, { enabled: true, provider: "stevenlu", list: "stevenlu" }] })(
        nodes,
      );
    });
    const send = (body: object) => {
      const text = JSON.stringify(body);
      const signature = createHmac("sha256", "long enough to be a secret").update(text).digest("hex");
      return fetch(`${nodeRed.url}/listsync`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-hub-signature-256": `sha256=${signature}` },
        body: text,
      });
    };
    const wish = { action: "list_updated", list_type: "mdblist", list_id: "demo/films" };
    assert.equal((await send(wish)).status, 202);
    await nodeRed.waitForLog(/\[debug:Summary\] 2 titles requested/, 30_000);
    const event = { eventType: "Download", isUpgrade: false, instanceName: "Radarr" };
    const movie = { id: 1, title: "The Matrix", year: 1999, tmdbId: 603 };
    assert.equal((await send({ ...event, movie })).status, 200);
    await nodeRed.waitForLog(/\[debug:Event\] available: The Matrix, according to Radarr/, 30_000);
    rmSync(folder, { recursive: true });
  });

  it("Monitoring says that all is well, and gives metrics", async () => {
    const { nodeRed } = await run(["Monitoring"]);
    const health = (await (await fetch(`${nodeRed.url}/listsync/health`)).json()) as { status: string };
    assert.equal(health.status, "healthy");
    assert.match(await (await fetch(`${nodeRed.url}/listsync/metrics`)).text(), /^listsync_server_up 1$/m);
  });

  it("Overseerr search tells what was found from what was not", async () => {
    const { press, nodeRed } = await run(["Overseerr search"]);
    await press("search-go", "Found", /The Matrix \(1999\) is TMDB 603/);
    await nodeRed.waitForLog(/\[debug:Not found\] A title that nobody made \(2001\): not_found/);
  });

  it("Overseerr request shows what it would send, and sends it when told to", async () => {
    const { press, server } = await run(["Overseerr request"]);
    await press("request-dry", "Requested", /The Matrix \(1999\): would_request.*"mediaId":603/);
    assert.equal(server.requests.length, 0);
    await press("request-go", "Requested", /The Matrix \(1999\): requested/);
    assert.equal(server.requests.length, 2);
  });

  it("Skip known titles leaves alone what the run before did", async () => {
    const { press, server } = await run(["Skip known titles"]);
    assert.match(await press("skip-dry", "Summary"), /5 titles would be requested/);
    assert.match(await press("skip-go", "Summary"), /5 titles requested/);
    server.resetCalls();
    await press("skip-go", "Known", /The Matrix: skipped – requested at/);
    assert.equal(server.calls["POST /request"], undefined);
  });

  it("Retry failed titles retries them, with the server and the memory of Full sync", async () => {
    const { press, server } = await run(
      ["Full sync", "Retry failed titles"],
      set("full-sync-lists", { lists: [{ enabled: true, provider: "mdblist", list: "demo/films" }] }),
    );
    server.fault("POST /request", { status: 500, times: 2 });
    await press("full-sync-now", "Summary", /2 titles failed/);
    assert.equal(server.requests.length, 0);
    await press("retry-dry", "Summary", /2 titles would be requested/);
    assert.equal(server.requests.length, 0);
    await press("retry-go", "Summary", /2 titles requested/);
    assert.equal(server.requests.length, 2);
  });

  it("Sync state answers each of its questions with a text", async () => {
    const { press } = await run(["Full sync", "Sync state"], (nodes) => {
      const list = [{ title: "The Matrix", year: 1999, type: "movie", tmdb_id: 603 }];
      set("full-sync-settings", { func: `msg.payload = ${JSON.stringify(list)}; return msg;` })(nodes);
      set("full-sync-lists", { lists: [{ enabled: true, provider: "own", list: "payload" }] })(nodes);
    });
    await press("sync-state-summary", "Answer", /no run yet/);
    await press("full-sync-now", "Summary", /1 title requested/);
    await press("sync-state-summary", "Answer", /1 title requested/);
    await press("sync-state-runs", "Answer", /Main: completed/);
    await press("sync-state-open", "Answer", /nothing/);
    await press("sync-state-text", "Answer", /nothing/);
    await press("sync-state-history", "Answer", /The Matrix: requested at/);
    await press("sync-state-backup", "Answer", /saved as .*\.db/);
  });

  it("Home Assistant with its own nodes does what an event asks for, with stand-ins for the nodes of that package", async () => {
    const told: FlowNode = {
      id: "told",
      type: "debug",
      name: "Told",
      complete: "payload.text",
      targetType: "msg",
    };
    const { press, server } = await run([WITH_FOREIGN], (nodes) => {
      const payload = { event: { lists: "https://mdblist.com/lists/demo/films", limit: 1 } };
      for (const node of nodes.filter(({ type }) => FOREIGN.includes(type)))
        if (node.type === "server-events")
          Object.assign(node, {
            type: "inject",
            props: [{ p: "payload", v: JSON.stringify(payload), vt: "json" }],
            repeat: "",
            crontab: "",
            once: false,
          });
        else if (node.type === "ha-fire-event")
          Object.assign(node, {
            ...told,
            id: node.id,
            z: node.z,
            active: true,
            console: true,
            tosidebar: true,
          });
        else if (node.type === "api-call-service") Object.assign(node, { type: "junction" });
      // the connection is that of a node which is not there
      nodes.splice(0, nodes.length, ...nodes.filter(({ type }) => type !== "server"));
      set("ha-own-lists", { homeAssistant: "", lists: [{ provider: "mdblist", list: "demo/films" }] })(nodes);
    });
    assert.match(await press("ha-own-dry", "Told"), /2 titles would be requested/);
    assert.match(await press("ha-own-event", "Told"), /1 title requested/);
    assert.equal(server.requests.length, 1);
  });

  it("leaves none out", () => {
    assert.deepEqual(
      exampleNames().filter((name) => !seen.has(name)),
      [],
    );
  });
});
