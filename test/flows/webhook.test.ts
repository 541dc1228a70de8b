import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { Ajv2020 } from "ajv/dist/2020.js";
import { openApi } from "../../src/webhook/openapi.ts";
import { describeWithFixtures, readJsonFixture } from "../support/fixtures.ts";
import { deploy, type NodeRedProcess, startNodeRed } from "../support/node-red-process.ts";
import { poll } from "../support/poll.ts";
import { storedNode } from "../support/stored-node.ts";

const run = promisify(execFile);

const SECRET = "a secret of the test";
const KEY = "abcdefghijklmnopqrstuvwxyz012345";

/** Three webhooks of one profile: signed, by token, and by an address; what they ask for is recorded, and counted at /runs. */
const flow = () =>
  [
    { id: "tab", type: "tab", label: "Webhooks" },
    storedNode("sync-database", { id: "database" }),
    ...(["signed", "token", "address"] as const).map((access) => ({
      ...storedNode("sync-webhook", {
        id: access,
        database: "database",
        path: access,
        access,
        maxBody: access === "signed" ? "0.02" : "2",
        perMinute: "0",
      }),
      wires: [["source"], ["events"]],
    })),
    {
      ...storedNode("list-source", {
        id: "source",
        database: "database",
        lists: [{ enabled: true, provider: "imdb", list: "ls012345678" }],
      }),
      wires: [["state"], []],
    },
    { ...storedNode("sync-state", { id: "state", database: "database" }), wires: [[], []] },
    {
      id: "events",
      type: "debug",
      z: "tab",
      console: true,
      active: true,
      complete: "topic",
      targetType: "msg",
      wires: [],
    },
    { id: "in", type: "http in", url: "/all-runs", method: "get", wires: [["limit"]] },
    {
      id: "limit",
      type: "change",
      rules: [{ t: "set", p: "query", pt: "msg", to: '{"limit":2000}', tot: "json" }],
      wires: [["ask"]],
    },
    {
      ...storedNode("sync-state", { id: "ask", database: "database", operation: "runs" }),
      z: "tab",
      wires: [["out"], []],
    },
    { id: "out", type: "http response", wires: [] },
  ].map((node) => ("wires" in node ? { ...node, z: "tab", x: 0, y: 0 } : node));

interface Answer {
  status: number;
  body: Record<string, unknown>;
}

const bodyOf = (text: string): Answer["body"] => (text.startsWith("{") ? JSON.parse(text) : { text });

describe("Webhooks in a real Node-RED", function () {
  this.timeout(120_000);
  let nodeRed: NodeRedProcess;
  before(async () => {
    nodeRed = await startNodeRed({
      flows: flow(),
      credentials: { signed: { secret: SECRET }, token: { secret: SECRET }, address: { secret: KEY } },
      settings: { httpNodeRoot: "/endpoint" },
    });
  });
  after(() => nodeRed.stop());

  const address = (path: string) => `${nodeRed.url}/endpoint/${path}`;
  const signature = (body: string, timestamp?: number) =>
    `sha256=${createHmac("sha256", SECRET)
      .update(timestamp === undefined ? body : `${timestamp}.${body}`)
      .digest("hex")}`;
  const now = () => Math.floor(Date.now() / 1000);

  /** Sends a body, in pieces with a pause between where that is said. */
  const send = (path: string, body: string, headers: Record<string, string>, pauseMs = 0): Promise<Answer> =>
    new Promise((settle, reject) => {
      const outgoing = httpRequest(
        address(path),
        { method: "POST", agent: false, headers: { "content-type": "application/json", ...headers } },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on("data", (chunk: Buffer) => chunks.push(chunk));
          answer.on("end", () =>
            settle({ status: answer.statusCode ?? 0, body: bodyOf(Buffer.concat(chunks).toString()) }),
          );
        },
      );
      outgoing.on("error", reject);
      if (pauseMs === 0) return void outgoing.end(body);
      void (async () => {
        const middle = Math.floor(body.length / 2);
        outgoing.write(body.slice(0, middle));
        await sleep(pauseMs);
        outgoing.end(body.slice(middle));
      })();
    });
  const signed = (body: string, timestamp?: number) => ({
    "x-hub-signature-256": signature(body, timestamp),
    ...(timestamp !== undefined && { "x-listsync-timestamp": String(timestamp) }),
  });
  const title = (number: number) => JSON.stringify([{ title: `Film ${number}`, year: 2001 }]);
  const updated = '{"action":"list_updated","list_type":"imdb","list_id":"ls012345678","dry_run":true}';

  /** Of twenty requests each does something else; the numbers make them different ones. */
  const KINDS: [what: string, status: number, ask: (number: number) => Promise<Answer>][] = [
    ["signed", 202, (number) => send("signed", title(number), signed(title(number)))],
    ["signed with its time", 202, (number) => send("signed", title(number), signed(title(number), now()))],
    ["slow", 202, (number) => send("signed", title(number), signed(title(number)), 100 + number)],
    ["by token", 202, (number) => send("token", title(number), { authorization: `Bearer ${SECRET}` })],
    [
      "by password",
      202,
      (number) => send("token", title(number), { authorization: `Basic ${btoa(`x:${SECRET}`)}` }),
    ],
    ["by address", 202, (number) => send(`address/${KEY}`, title(number), {})],
    [
      "ignored",
      200,
      (number) => send("signed", `{"action":"x${number}"}`, signed(`{"action":"x${number}"}`)),
    ],
    ["doubled", 202, (number) => send("signed", title(number), signed(title(number)))],
    ["doubled", 202, (number) => send("signed", title(number - 1), signed(title(number - 1)))],
    ["unsigned", 401, (number) => send("signed", title(number), {})],
    ["signed for another body", 401, (number) => send("signed", title(number), signed(title(number + 1)))],
    ["stale", 401, (number) => send("signed", title(number), signed(title(number), now() - 301))],
    ["of the future", 401, (number) => send("signed", title(number), signed(title(number), now() + 330))],
    ["without a token", 401, (number) => send("token", title(number), {})],
    ["with another token", 401, (number) => send("token", title(number), { authorization: "Bearer x" })],
    ["to another address", 401, (number) => send(`address/${KEY}x`, title(number), {})],
    ["too large", 413, () => send("signed", `["${"x".repeat(50_000)}"]`, signed("x"))],
    [
      "too large",
      413,
      () => send("signed", `["${"x".repeat(50_000)}"]`, { ...signed("x"), "transfer-encoding": "chunked" }),
    ],
    ["no JSON", 400, (number) => send("signed", `{${number}`, signed(`{${number}`))],
    [
      "a form",
      415,
      (number) =>
        send("signed", `a=${number}`, {
          ...signed(`a=${number}`),
          "content-type": "application/x-www-form-urlencoded",
        }),
    ],
  ];

  it("answer a thousand requests at the same time as each deserves, and Node-RED stays free", async () => {
    let slowest = 0;
    let done = false;
    const watching = (async () => {
      while (!done) {
        const begun = performance.now();
        await (await fetch(`${nodeRed.url}/settings`)).text();
        slowest = Math.max(slowest, performance.now() - begun);
        await sleep(20);
      }
    })();
    const answers = await Promise.all(
      Array.from({ length: 1000 }, async (_, number) => {
        const [what, status, ask] = KINDS[number % KINDS.length] as (typeof KINDS)[number];
        return { number, what, status, answer: await ask(number) };
      }),
    );
    done = true;
    await watching;
    for (const { number, what, status, answer } of answers) {
      assert.equal(answer.status, status, `${number}, ${what}: ${JSON.stringify(answer.body)}`);
      const sentence = answer.body.message ?? answer.body.reason;
      assert.match(String(sentence), /^[A-Z“"].*\.$/, `${number}, ${what}`);
    }
    assert.ok(slowest < 4000, `the editor waited ${Math.round(slowest)} ms`);

    const ids = answers.flatMap(({ answer }) => (answer.status === 202 ? String(answer.body.runId) : []));
    const started = new Set(ids);
    // six that start something, and two that are one
    assert.equal(ids.length, 8 * 50);
    assert.equal(started.size, 7 * 50);
    assert.equal(answers.filter(({ answer }) => answer.body.repeated === true).length, 50);
    const runs = await poll(
      async () => {
        const all = (await (await fetch(address("all-runs"))).json()) as { id: string; state: string }[];
        return all.filter(({ state }) => state === "completed").length === started.size ? all : undefined;
      },
      "the end of all runs",
      90_000,
    );
    assert.deepEqual(new Set(runs.map(({ id }) => id)), started);
  });

  it("describe each of their answers, and their own description is served", async () => {
    const served = (await (await fetch(address("signed/openapi.json"))).json()) as ReturnType<typeof openApi>;
    assert.deepEqual(served, JSON.parse(JSON.stringify(openApi("signed"))));
    assert.equal((await fetch(address("address/openapi.json"))).status, 404);
    assert.equal((await fetch(address(`address/${KEY}/openapi.json`))).status, 200);
    const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
    ajv.addSchema(served, "webhook");
    const fits = (status: number, path: "~1" | "~1runs~1{runId}", body: unknown) => {
      const method = path === "~1" ? "post" : "get";
      const place = `#/paths/${path}/${method}/responses/${status}/content/application~1json/schema`;
      const validate = ajv.getSchema(`webhook${place}`);
      assert.ok(validate, place);
      assert.ok(validate(body), `${JSON.stringify(body)}: ${ajv.errorsText(validate.errors)}`);
    };
    let runId = "";
    for (const [index, [, status, ask]] of KINDS.entries()) {
      const answer = await ask(5000 + index);
      assert.equal(answer.status, status);
      fits(status, "~1", answer.body);
      if (status === 202) runId = String(answer.body.runId);
    }
    const radarr = JSON.stringify({ eventType: "Download", movie: { title: "Heat", tmdbId: 949 } });
    fits(200, "~1", (await send("signed", radarr, signed(radarr))).body);
    for (const id of [runId, "nothing"]) {
      const told = await fetch(address(`signed/runs/${id}`), { headers: signed("", now()) });
      fits(told.status, "~1runs~1{runId}", await told.json());
    }
    assert.equal((await fetch(address(`signed/runs/${runId}`), { headers: signed("") })).status, 401);
  });

  it("take the form of Plex, with its picture, at an unguessable address", async () => {
    const form = new FormData();
    const Metadata = { type: "movie", title: "Paper Moon", year: 1973, Guid: [{ id: "tmdb://11293" }] };
    form.set(
      "payload",
      JSON.stringify({ event: "library.new", Account: { id: 1 }, Server: { title: "Attic" }, Metadata }),
    );
    form.set("thumb", new Blob([new Uint8Array(1_500_000)], { type: "image/jpeg" }), "thumb.jpg");
    const from = nodeRed.log().length;
    const answer = await fetch(address(`address/${KEY}`), { method: "POST", body: form });
    assert.deepEqual(
      [answer.status, ((await answer.json()) as Answer["body"]).title],
      [200, "Paper Moon (1973)"],
    );
    await nodeRed.waitForLog(/available/, 10_000, from);
    form.set("thumb", new Blob([new Uint8Array(2_500_000)], { type: "image/jpeg" }), "thumb.jpg");
    assert.equal((await fetch(address(`address/${KEY}`), { method: "POST", body: form })).status, 413);
  });

  it("apply the same list once for all requests that come before it begins", async () => {
    const bodies = Array.from({ length: 20 }, () => signed(updated, now() - 0));
    const answers = await Promise.all(
      bodies.map((_, index) => send("signed", updated, signed(updated, now() - index))),
    );
    assert.ok(answers.every(({ status }) => status === 202));
    assert.ok(new Set(answers.map(({ body }) => body.runId)).size <= 3, JSON.stringify(answers[0]));
  });

  describe("as docs/webhooks.md shows it", () => {
    const page = readFileSync(resolve(import.meta.dirname, "../../docs/webhooks.md"), "utf8");
    const codes = (language: string) =>
      [...page.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "gs"))].map(([, code = ""]) => code);
    const env = (path: string) => ({
      ...process.env,
      LISTSYNC_WEBHOOK_URL: address(path),
      LISTSYNC_WEBHOOK_SECRET: SECRET,
    });
    /** Whether a program is there; elsewhere its example is skipped, and said so. */
    const has = (program: string) =>
      run(program, ["--version"]).then(
        () => true,
        () => false,
      );

    it("start a sync with curl, signed and by token", async function () {
      if (!(await has("curl")) || !(await run("openssl", ["version"]).catch(() => false))) {
        console.log("      skipped: no curl or openssl here");
        return this.skip();
      }
      const [bySignature, byToken, ...others] = codes("sh");
      assert.ok(bySignature && byToken && others.length === 0);
      const first = await run("sh", ["-c", bySignature], { env: env("signed") });
      assert.match(first.stdout, /"result":"started"/, first.stdout + first.stderr);
      const second = await run("sh", ["-c", byToken], { env: env("token") });
      assert.match(second.stdout, /"result":"started"/, second.stdout + second.stderr);
    });

    it("start a sync with Python, and wait for its end", async function () {
      if (!(await has("python3"))) {
        console.log("      skipped: no python3 here");
        return this.skip();
      }
      const [code, ...others] = codes("python");
      assert.ok(code && others.length === 0);
      const { stdout } = await run("python3", ["-c", code], { env: env("signed"), timeout: 60_000 });
      assert.match(stdout, /^completed \S/);
    });

    it("has the text for Tautulli that is understood", async () => {
      const text = codes("json").find((code) => code.includes("tautulli")) ?? "";
      const values: Record<string, string> = {
        action: "created",
        media_type: "movie",
        title: "Moon",
        year: "2009",
        themoviedb_id: "17431",
      };
      const sent = text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
      const answer = await send("signed", sent, signed(sent));
      assert.deepEqual([answer.status, answer.body.title], [200, "Moon (2009)"], JSON.stringify(answer.body));
    });
  });

  describeWithFixtures("with what Seerr sent", () => {
    it("understand each of its notifications", async () => {
      for (const name of ["203-webhook-test", "204-webhook-movie-pending", "206-webhook-movie-available"]) {
        const { request, response } = readJsonFixture<{
          request: { headers: Record<string, string> };
          response: { body: unknown };
        }>(`overseerr/${name}.json`);
        const { "content-type": type = "", "user-agent": agent = "" } = request.headers;
        const headers = { "content-type": type, "user-agent": agent, authorization: `Bearer ${SECRET}` };
        const answer = await send("token", JSON.stringify(response.body), headers);
        assert.equal(answer.status, 200, JSON.stringify(answer.body));
      }
    });
  });

  describe("when all is done", () => {
    it("go away with a Deploy, and have told nobody their secrets", async () => {
      await deploy(
        nodeRed,
        flow().filter(({ id }) => id !== "signed"),
      );
      assert.equal((await fetch(address("signed"), { method: "POST" })).status, 404);
      assert.ok(!nodeRed.log().includes(SECRET) && !nodeRed.log().includes(KEY));
    });
  });
});
