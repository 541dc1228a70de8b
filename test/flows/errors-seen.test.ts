import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type OverseerrServer,
  type OverseerrServerOptions,
  startOverseerr,
} from "../servers/overseerr/server.ts";
import {
  makeUserDir,
  type NodeRedOptions,
  type NodeRedProcess,
  startNodeRed,
} from "../support/node-red-process.ts";
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

describe("errors as a flow sees them", function () {
  this.timeout(60_000);
  let nodeRed: NodeRedProcess | undefined;
  let server: OverseerrServer | undefined;
  afterEach(async () => {
    await nodeRed?.stop();
    if (nodeRed) rmSync(nodeRed.userDir, { recursive: true, force: true });
    await server?.close();
    nodeRed = server = undefined;
  });

  async function open(
    config: Record<string, unknown> = {},
    options: NodeRedOptions = {},
  ): Promise<NodeRedProcess> {
    const userDir = makeUserDir();
    nodeRed = await startNodeRed({
      userDir,
      flows: seenFlow({ url: server?.url, keyType: "cred", ...config }),
      credentials: { server: { apiKey: KEY } },
      env: { ...OTHERS, ...options.env },
      rawSettings: `listSync: { providers: [${FAILING}], health: { firstPauseMs: 50, maxPauseMs: 200, patienceMs: 1500 } }`,
      ...options,
    });
    return nodeRed;
  }

  /** Runs the lists and waits for the summary. */
  async function run(lists: string[], more: object = {}): Promise<Seen> {
    const { url } = nodeRed as NodeRedProcess;
    const before = (await seen()).summaries.length;
    const headers = { "content-type": "application/json" };
    await fetch(`${url}/run`, { method: "POST", headers, body: JSON.stringify({ lists, ...more }) });
    for (let waited = 0; waited < 8_000; waited += 50) {
      const now = await seen();
      if (now.summaries.length > before) {
        await sleep(600); // the throttled status comes last
        return seen();
      }
      await sleep(50);
    }
    throw new Error(`No summary came:\n${nodeRed?.log()}`);
  }

  async function seen(): Promise<Seen> {
    const text = await (await fetch(`${nodeRed?.url}/seen`)).text();
    return text.startsWith("{") ? JSON.parse(text) : { errors: [], statuses: [], summaries: [] };
  }

  function assertNoSecret(what: Seen): void {
    const { userDir, log } = nodeRed as NodeRedProcess;
    const files = readdirSync(join(userDir, "list-sync")).map((name) =>
      readFileSync(join(userDir, "list-sync", name), "latin1"),
    );
    const all = [JSON.stringify(what), log(), readFileSync(join(userDir, "flows.json"), "utf8"), ...files];
    for (const secret of [KEY, ...Object.values(OTHERS)])
      for (const text of all) assert.equal(text.includes(secret), false, `a secret shows: ${secret}`);
  }

  for (const code of LIST_CODES)
    it(`shows a list that fails with ${code}, alone and beside one that works`, async () => {
      server = await startOverseerr({ apiKey: KEY });
      await open();
      const both = await run([`failing:${code}`, "failing:none"]);
      assert.equal(both.summaries[0]?.state, "completed_with_errors");
      assert.equal(server.requests.length, 1, "the other list went on");
      const [stored] = withStore(nodeRed as NodeRedProcess, (store) => store.runs());
      assert.deepEqual(stored?.lists[0]?.error, {
        code,
        message: `The list fails with ${code}. That is what it is for.`,
      });
      assert.ok(
        both.statuses.some(
          ({ source, text }) => source === "list-source" && /1 of 2 lists|failed/.test(text),
        ),
        JSON.stringify(both.statuses),
      );

      const alone = await run([`failing:${code}`]);
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
      const what = await run(["failing:none"], { requestAs });
      const [item] = withStore(nodeRed as NodeRedProcess, (store) => store.items({}).items);
      assert.equal(item?.outcome?.status, outcome);
      assert.ok((item?.outcome?.reason ?? "").length > 20, "a sentence says why");
      const error = what.errors.find((each) => each.code === code);
      if (caught) {
        assert.equal(error?.code, code, JSON.stringify(what.errors));
        assert.ok((error?.message ?? "").length > 20);
        assert.equal(what.errors.length, 1, "the error is told once");
        assert.ok(what.statuses.some(({ text, source }) => source.startsWith("overseerr-") && text !== ""));
      } else assert.deepEqual(what.errors, []);
      assertNoSecret(what);
    });

  it("shows a title on the blocklist as an outcome, not as an error", async () => {
    server = await startOverseerr({ apiKey: KEY });
    server.block("movie", 603);
    await open();
    const what = await run(["failing:none"]);
    const [item] = withStore(nodeRed as NodeRedProcess, (store) => store.items({}).items);
    assert.equal(item?.outcome?.status, "blocklisted");
    assert.deepEqual(what.errors, []);
  });
});
