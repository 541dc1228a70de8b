import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { syntheticTitles } from "../servers/catalogue/synthetic.ts";
import { startTrakt, TRAKT_SECRET } from "../servers/trakt/start-trakt.ts";
import { makeUserDir, type NodeRedProcess, startNodeRed } from "../support/node-red-process.ts";
import { storedNode } from "../support/stored-node.ts";

const KEY = "trakt-demo-client-id";
const titles = syntheticTitles(30);

/** Two list-sources that read the person's own watchlist, one account, and a button for both. */
const FLOWS = [
  { id: "tab", type: "tab", label: "Own lists" },
  storedNode("list-account", { id: "account", name: "", provider: "trakt", keyType: "cred" }),
  { id: "go", type: "inject", z: "tab", props: [], wires: [["first", "second"]] },
  ...["first", "second"].map((id) =>
    storedNode("list-source", {
      id,
      z: "tab",
      profile: `Own lists, ${id}`,
      traktAccount: "account",
      lists: [{ enabled: true, provider: "trakt", list: "me/watchlist" }],
      output: "array",
      reuse: "0",
      wires: [["count"]],
    }),
  ),
  {
    id: "count",
    type: "debug",
    z: "tab",
    name: "Lists",
    active: true,
    console: true,
    complete: "payload.length",
    targetType: "msg",
    wires: [],
  },
  { id: "catch-all", type: "catch", z: "tab", scope: null, wires: [["errors"]] },
  {
    id: "errors",
    type: "debug",
    z: "tab",
    name: "Errors",
    active: true,
    console: true,
    complete: "error.message",
    targetType: "msg",
    wires: [],
  },
];

describe("A login at Trakt from the account's dialog", function () {
  this.timeout(90_000);
  let site: Awaited<ReturnType<typeof startTrakt>>;
  let nodeRed: NodeRedProcess;
  let userDir: string;
  before(async () => {
    site = await startTrakt({ lists: {}, own: { watchlist: titles } });
    userDir = makeUserDir();
  });
  after(async () => {
    await nodeRed?.stop();
    await site?.close();
    rmSync(userDir, { recursive: true, force: true });
  });

  async function start(more: object = {}): Promise<void> {
    nodeRed = await startNodeRed({ userDir, env: { LISTSYNC_ORIGIN_TRAKT: site.origin }, ...more });
  }

  async function post<T>(path: string, body: object): Promise<T> {
    const answer = await fetch(`${nodeRed.url}/list-sync/list-account/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-list-sync": "1" },
      body: JSON.stringify(body),
    });
    return (await answer.json()) as T;
  }

  /** Presses the button and says what both list-sources sent: a number of titles, or a sentence. */
  async function read(): Promise<string[]> {
    const from = nodeRed.log().length;
    const said = /\[debug:(?:Lists|Errors)\]\s*(.+)/g;
    await nodeRed.inject("go");
    await nodeRed.waitForLog(/(\[debug:(Lists|Errors)\][\s\S]*){2}\n/, 20_000, from);
    return [...nodeRed.log().slice(from).matchAll(said)].map(([, text]) => text?.trim() ?? "");
  }

  it("waits for the person, keeps the tokens encrypted, and gives the editor only the key to them", async () => {
    await start({ flows: FLOWS, credentials: { account: { key: KEY, secret: TRAKT_SECRET } } });
    for (const sentence of await read()) assert.match(sentence, /log in/i);

    const fields = { id: "account", provider: "trakt", keyType: "cred", key: "__PWRD__", secret: "__PWRD__" };
    const started = await post<Record<string, string>>("login", fields);
    assert.match(started.code ?? "", /CODE/);
    const { session, vaultKey = "" } = started;
    assert.deepEqual(await post("login/poll", { session }), { ok: true, pending: true });
    site.login.confirm();
    const done = await post<Record<string, unknown>>("login/poll", { session });
    assert.deepEqual([done.ok, done.pending], [true, false]);

    const logins = join(userDir, "list-sync/logins");
    const [file = "", ...more] = readdirSync(logins);
    assert.deepEqual(more, []);
    assert.doesNotMatch(readFileSync(join(logins, file), "utf8"), /trakt-(access|refresh)-token/);
    await nodeRed.stop();
    await start({ credentials: { account: { key: KEY, secret: TRAKT_SECRET, vaultKey } } });
    assert.deepEqual(await read(), ["30", "30"]);
  });

  it("is renewed once, however many lists need it at the same moment", async () => {
    site.login.outdate();
    assert.deepEqual(await read(), ["30", "30"]);
    assert.equal(site.login.refreshes, 1);
  });

  it("survives a restart after it was renewed, and shows no token anywhere", async () => {
    await nodeRed.stop("SIGKILL");
    await start();
    assert.deepEqual(await read(), ["30", "30"]);
    assert.equal(site.login.refreshes, 1);
    assert.doesNotMatch(nodeRed.log(), /trakt-(access|refresh)-token|client-secret/);
  });

  it("is over when the person logs out", async () => {
    assert.deepEqual(await post("login/forget", { id: "account" }), { ok: true });
    await nodeRed.stop();
    await start();
    for (const sentence of await read()) assert.match(sentence, /log in/i);
  });
});
