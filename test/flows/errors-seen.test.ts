import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import type { Store } from "../../src/state/store.ts";
import {
  type OverseerrServer,
  type OverseerrServerOptions,
  startOverseerr,
} from "../servers/overseerr/server.ts";
import { deploy, type NodeRedProcess, startNodeRed } from "../support/node-red-process.ts";
import { withStore } from "./full-sync.ts";
import { type Seen, seenFlow } from "./seen-flow.ts";

const KEY = "0verseerr-key-that-nobody-may-see";
const OTHERS = {
  TRAKT_CLIENT_ID: "trakt-id-that-nobody-may-see",
  MDBLIST_API_KEY: "mdblist-key-that-nobody-may-see",
};
const LIST_CODES = [
  "private",
  "not-found",
  "blocked",
  "rate-limited",
  "auth-required",
  "plan-required",
  "bad-input",
  "markup-changed",
  "unavailable",
];

/** A provider that fails as it is told (`failing:private`), and one list that works (`failing:none`). */
const FAILING = `{
  id: "failing", name: "Failing", forms: [{ example: "failing:private", meaning: "a failure" }],
  parse: (text) => { const kind = /^failing:(.+)$/.exec(text)?.[1];
    return kind && { provider: "failing", kind, id: kind, label: "Failing list " + kind }; },
  fetch: async ({ kind }) => { const { ListError } = await import("@list-sync/node-red-list-sync");
    if (kind !== "none") throw new ListError(kind, "The list fails with " + kind + ". That is what it is for.");
    return { items: [{ title: "The Matrix", year: 1999, mediaType: "movie", ids: { tmdb: 603 }, sources: [] }],
      total: 1, complete: true, via: "api", warnings: [] }; },
}`;

/** What stands in a file, unpacked; empty when it is gone, as the parts of a backup are when it is made. */
function contentsOf(path: string): string {
  try {
    const bytes = readFileSync(path);
    return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("latin1");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return "";
  }
}

describe("errors as a flow sees them", function () {
  this.timeout(60_000);
  let nodeRed: NodeRedProcess;
  let server: OverseerrServer | undefined;
  /** Each case has a tab, a database and a server of its own. */
  let cases = 0;
  let database = "";

  before(async () => {
    nodeRed = await startNodeRed({
      flows: [],
      env: OTHERS,
      rawSettings: `listSync: { providers: [${FAILING}], health: { firstPauseMs: 50, maxPauseMs: 200, patienceMs: 1500 } }`,
    });
  });
  after(() => nodeRed?.stop());
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  async function open(config: Record<string, unknown> = {}): Promise<void> {
    cases += 1;
    database = join("list-sync", `case-${cases}.db`);
    const key = { keyType: "cred", credentials: { apiKey: KEY } };
    await deploy(
      nodeRed,
      seenFlow({ tab: `tab-${cases}`, file: database, server: { url: server?.url, ...key, ...config } }),
    );
  }

  const readStore = <T>(read: (store: Store) => Promise<T>): Promise<T> => withStore(nodeRed, read, database);

  /** The one title that the lists bring. */
  const titleOfLists = () => readStore(async (store) => (await store.items({})).items[0]);

  /**
   * Runs the lists and waits for the summary, and for what else is to be seen: statuses are held back a while.
   *
   * @param isThere whether everything that is expected has been seen
   */
  async function run(lists: string[], more: object = {}, isThere = (_: Seen) => true): Promise<Seen> {
    const before = (await seen()).summaries.length;
    const headers = { "content-type": "application/json" };
    await fetch(`${nodeRed.url}/run`, { method: "POST", headers, body: JSON.stringify({ lists, ...more }) });
    const end = Date.now() + 30_000;
    for (let now = await seen(); Date.now() < end; now = await seen()) {
      if (now.summaries.length > before && isThere(now)) {
        await sleep(100); // nothing is told twice
        return seen();
      }
      await sleep(20);
    }
    throw new Error(`Waited in vain for it to be seen: ${JSON.stringify(await seen(), null, 1)}`);
  }

  async function seen(): Promise<Seen> {
    const text = await (await fetch(`${nodeRed.url}/seen`)).text();
    return text.startsWith("{") ? JSON.parse(text) : { errors: [], statuses: [], summaries: [] };
  }

  function assertNoSecret(what: Seen): void {
    const { userDir, log } = nodeRed;
    const files = readdirSync(join(userDir, "list-sync"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => contentsOf(join(parentPath, name)));
    const all = [JSON.stringify(what), log(), readFileSync(join(userDir, "flows.json"), "utf8"), ...files];
    for (const secret of [KEY, ...Object.values(OTHERS)])
      for (const text of all) assert.equal(text.includes(secret), false, `a secret shows: ${secret}`);
  }

  for (const code of LIST_CODES)
    it(`shows a list that fails with ${code}, alone and beside one that works`, async () => {
      server = await startOverseerr({ apiKey: KEY });
      await open();
      const both = await run([`failing:${code}`, "failing:none"], {}, ({ statuses }) =>
        statuses.some(({ source, text }) => source === "list-source" && /1 of 2 lists|failed/.test(text)),
      );
      assert.equal(both.summaries[0]?.state, "completed_with_errors");
      assert.equal(server.requests.length, 1, "the other list went on");
      const [stored] = await readStore((store) => store.runs());
      assert.deepEqual(stored?.lists[0]?.error, {
        code,
        message: `The list fails with ${code}. That is what it is for.`,
      });

      const alone = await run([`failing:${code}`], {}, ({ errors }) => errors.length > 0);
      assert.equal(alone.summaries[1]?.state, "failed");
      const caught = alone.errors.find(({ source }) => source === "list-source");
      assert.equal(caught?.code, "all-lists-failed");
      assert.match(caught?.message ?? "", new RegExp(`fails with ${code}`));
      assertNoSecret(alone);
    });

  const faults: {
    code: string;
    title: string;
    options?: OverseerrServerOptions;
    config?: Record<string, unknown>;
    prepare?: (server: OverseerrServer) => void;
    requestAs?: number;
    /** Outcome of the one title. @default "failed" */
    outcome?: string;
    /** What a user did or the server decided is an outcome, not an error. @default true */
    caught?: boolean;
  }[] = [
    { code: "server-key", title: "a wrong key", options: { apiKey: "another" } },
    { code: "server-user", title: "a user that does not exist", requestAs: 99 },
    { code: "server-permission", title: "a user who may not", requestAs: 4 },
    {
      code: "server-csrf",
      title: "CSRF protection",
      prepare: ({ settings }) => Object.assign(settings, { csrf: true }),
    },
    {
      code: "server-quota",
      title: "a used-up quota",
      requestAs: 3,
      prepare: useUpQuota,
      outcome: "quota_exceeded",
      caught: false,
    },
    {
      code: "server-rate-limited",
      title: "429",
      prepare: (s) => s.fault("POST /request", { status: 429, times: 9 }),
    },
    {
      code: "server-unavailable",
      title: "503",
      prepare: (s) => s.fault("POST /request", { status: 503, times: 9 }),
    },
    {
      code: "server-timeout",
      title: "no answer in time",
      prepare: (s) => s.fault("POST /request", { hang: true, times: 9 }),
    },
    { code: "server-unreachable", title: "nothing there", config: { url: "http://127.0.0.1:9" } },
    { code: "server-tls", title: "a self-signed certificate", options: { tls: true } },
    { code: "server-path", title: "a wrong sub-path", config: { url: "$URL/wrong" } },
    { code: "server-url", title: "an address that is none", config: { url: "no address" } },
    {
      code: "bad-config",
      title: "a key that is nowhere",
      config: { keyType: "env", keyEnv: "NO_SUCH_VARIABLE" },
    },
    {
      code: "server-rejected",
      title: "a refusal of another kind",
      prepare: (s) => s.fault("POST /request", { status: 400, json: { message: "Something is wrong." } }),
    },
    {
      code: "server-answer",
      title: "an answer of an unknown form",
      prepare: (s) => s.fault("GET /media", { status: 200, json: { rows: 1 }, times: 9 }),
    },
    {
      code: "server-duplicate",
      title: "a title that somebody requested meanwhile",
      prepare: (s) =>
        s.fault("POST /request", {
          status: 409,
          json: { message: "Request for this media already exists." },
        }),
      outcome: "already_requested",
      caught: false,
    },
  ];

  function useUpQuota(server: OverseerrServer): void {
    for (const tmdbId of [604, 605]) server.addRequest({ mediaType: "movie", tmdbId, userId: 3 });
  }

  for (const {
    code,
    title,
    options,
    config,
    prepare,
    requestAs,
    outcome = "failed",
    caught = true,
  } of faults)
    it(`shows ${title} as ${code}`, async () => {
      server = await startOverseerr({ apiKey: KEY, ...options });
      prepare?.(server);
      const url = String(config?.url ?? "$URL").replace("$URL", server.url);
      await open({ ...config, url });
      const isStep = ({ source, text }: Seen["statuses"][number]) =>
        source.startsWith("overseerr-") && text !== "";
      const what = await run(
        ["failing:none"],
        { requestAs },
        ({ errors, statuses }) => !caught || (errors.length > 0 && statuses.some(isStep)),
      );
      const item = await titleOfLists();
      assert.equal(item?.outcome?.status, outcome);
      assert.ok((item?.outcome?.reason ?? "").length > 20, "a sentence says why");
      const error = what.errors.find((each) => each.code === code);
      if (caught) {
        assert.equal(error?.code, code, JSON.stringify(what.errors));
        assert.ok((error?.message ?? "").length > 20);
        assert.equal(what.errors.length, 1, "the error is told once");
      } else assert.deepEqual(what.errors, []);
      assertNoSecret(what);
    });

  it("shows a title on the blocklist as an outcome, not as an error", async () => {
    server = await startOverseerr({ apiKey: KEY });
    server.block("movie", 603);
    await open();
    const what = await run(["failing:none"]);
    const item = await titleOfLists();
    assert.equal(item?.outcome?.status, "blocklisted");
    assert.deepEqual(what.errors, []);
  });
});
