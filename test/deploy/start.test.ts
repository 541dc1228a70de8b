import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createCatalogue } from "../servers/catalogue/catalogue.ts";
import type { ListSite } from "../servers/list-site.ts";
import { startMdblist } from "../servers/mdblist/start-mdblist.ts";
import { type OverseerrServer, startOverseerr } from "../servers/overseerr/server.ts";
import { freePort } from "../support/free-port.ts";
import { poll } from "../support/poll.ts";
import { type Container, makeContainer, type Running, user } from "./container.ts";

const root = resolve(import.meta.dirname, "../..");

describe("the container's entry point", function () {
  this.timeout(120_000);
  const films = createCatalogue()
    .titles.filter(({ mediaType }) => mediaType === "movie")
    .slice(0, 3);
  let container: Container;
  let server: OverseerrServer;
  let site: ListSite;
  let env: Record<string, string>;

  before(() => {
    container = makeContainer();
  });
  after(() => container.remove());
  beforeEach(async () => {
    server = await startOverseerr();
    site = await startMdblist({ lists: { "demo/films": films } });
    const secrets = join(container.data, "..", "secrets");
    mkdirSync(secrets, { recursive: true });
    const file = (name: string, text: string) => {
      writeFileSync(join(secrets, name), `${text}\n`);
      return join(secrets, name);
    };
    env = {
      OVERSEERR_URL_FILE: file("url", server.url),
      OVERSEERR_API_KEY_FILE: file("key", server.apiKey),
      NODE_RED_ADMIN_PASSWORD_FILE: file("password", "long enough"),
      NODE_RED_CREDENTIAL_SECRET_FILE: file("secret", "of credentials"),
      MDBLIST_LISTS: "demo/films",
      LISTSYNC_ORIGIN_MDBLIST: site.origin,
      PORT: String(await freePort()),
    };
  });
  afterEach(async () => {
    await Promise.all([server.close(), site.close()]);
  });

  const printed = (running: Running, pattern: RegExp) =>
    poll(
      () => {
        const text = running.stdout() + running.stderr();
        if (running.process.exitCode !== null) throw new Error(`It ended:\n${text}`);
        return pattern.test(text) || undefined;
      },
      String(pattern),
      60_000,
    );
  const stop = async (running: Running) => {
    running.process.kill("SIGTERM");
    return running.ended;
  };
  /** Files below a folder, but for those behind links, that were changed after a time. */
  const changed = (folder: string, since: number): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return changed(path, since);
      return entry.isFile() && statSync(path).mtimeMs > since ? [path] : [];
    });

  it("runs the sync without rights, asks for the password, writes below the data folder only, and ends on SIGTERM", async () => {
    const since = Date.now();
    const running = container.run([], { ...env, AUTOMATED_MODE: "true" });
    await printed(running, /\[debug:Summary\] 3 titles requested/);
    const url = `http://127.0.0.1:${env.PORT}`;
    assert.equal((await fetch(`${url}/settings`)).status, 401);
    const login = (password: string) =>
      fetch(`${url}/auth/token`, {
        method: "POST",
        body: new URLSearchParams({
          client_id: "node-red-editor",
          grant_type: "password",
          scope: "*",
          username: "admin",
          password,
        }),
      });
    assert.equal((await login("another")).ok, false);
    const { access_token: token } = (await (await login("long enough")).json()) as { access_token: string };
    const flows = await fetch(`${url}/flows`, { headers: { Authorization: `Bearer ${token}` } });
    assert.match(await flows.text(), /full-sync-lists/);
    const healthy = spawn(process.execPath, [join(root, "deploy/healthcheck.ts")], {
      env: { PORT: env.PORT },
    });
    assert.equal(await new Promise((end) => healthy.once("exit", end)), 0);
    const rights = user ? readFileSync(`/proc/${running.process.pid}/status`, "utf8") : "";
    assert.equal(await stop(running), 0);
    if (user) {
      assert.match(rights, new RegExp(`^Uid:\\s+${user.uid}\\s+${user.uid}\\s`, "m"));
      assert.equal(statSync(join(container.data, "list-sync/state.db")).uid, user.uid);
    }
    assert.deepEqual(changed(container.app, since), []);
    assert.ok(existsSync(join(container.data, "list-sync/state.db")));
    const output = running.stdout() + running.stderr();
    for (const secret of [server.apiKey, "long enough", "of credentials"])
      assert.ok(!output.includes(secret), secret);
  });

  it("runs flows that are mounted read-only", async () => {
    const flows = join(container.data, "..", "mounted.json");
    writeFileSync(flows, readFileSync(join(root, "examples/Full sync.json")), { mode: 0o444 });
    const before = statSync(flows).mtimeMs;
    const data = container.volume("other-data");
    const mounted = { NODE_RED_FLOWS: flows, NODE_RED_READ_ONLY: "true", LISTSYNC_FOLDER: data };
    const running = container.run([], { ...env, ...mounted, AUTOMATED_MODE: "true" });
    await printed(running, /\[debug:Summary\] 3 titles requested/);
    assert.equal(await stop(running), 0);
    assert.equal(statSync(flows).mtimeMs, before);
    assert.ok(existsSync(join(data, "list-sync/state.db")));
  });

  it("refuses a password that is given twice, without it", async () => {
    const running = container.run([], { ...env, NODE_RED_ADMIN_PASSWORD: "given as well" });
    assert.notEqual(await running.ended, 0);
    const output = running.stdout() + running.stderr();
    assert.match(output, /Both NODE_RED_ADMIN_PASSWORD and NODE_RED_ADMIN_PASSWORD_FILE are set/);
    assert.doesNotMatch(output, /given as well|long enough/);
  });

  it("does not start without a login where the file of the password is empty", async () => {
    writeFileSync(String(env.NODE_RED_ADMIN_PASSWORD_FILE), "\n");
    const running = container.run([], env);
    assert.notEqual(await running.ended, 0);
    assert.match(
      running.stdout() + running.stderr(),
      /The file that NODE_RED_ADMIN_PASSWORD_FILE names is empty/,
    );
  });

  describe("once", () => {
    const once = async (args: string[], more: Record<string, string> = {}) => {
      const folder = container.volume(`once-${server.url.split(":").at(-1)}`);
      const running = container.run(["once", ...args], { ...env, LISTSYNC_FOLDER: folder, ...more });
      return { code: await running.ended, stdout: running.stdout(), stderr: running.stderr() };
    };

    it("syncs the lists of the environment, prints the summary and ends with 0", async () => {
      const dry = await once(["--dry-run"]);
      assert.deepEqual([dry.code, dry.stderr], [0, ""]);
      assert.match(
        dry.stdout,
        /^Dry run\. 3 titles would be requested\.\n {2}read {4}MDBList list "demo\/films": 3 titles\n$/,
      );
      assert.equal(server.requests.length, 0);
      const real = await once([]);
      assert.match(real.stdout, /^3 titles requested\./);
      assert.deepEqual([real.code, server.requests.length], [0, 3]);
    });

    it("syncs only the lists that are named, and ends with 1 when one cannot be read", async () => {
      const named = ["--list", "mdblist:demo/films", "--list", "mdblist:demo/missing"];
      const { code, stdout } = await once(named, { MDBLIST_LISTS: "demo/others" });
      assert.equal(code, 1);
      assert.match(stdout, /3 titles requested\. 1 of 2 lists failed/);
      assert.match(stdout, /\n {2}failed {2}MDBList list "demo\/missing": /);
    });

    it("ends with 2 when there is nothing to sync, nobody to ask, or a word that is not understood", async () => {
      const nothing = await once([], { MDBLIST_LISTS: "" });
      assert.equal(nothing.code, 2);
      assert.match(nothing.stderr, /list/i);
      const refused = await once([], { MAX_REQUESTS: "few" });
      assert.equal(refused.code, 2);
      assert.match(refused.stderr, /MAX_REQUESTS is "few", which is not understood/);
      const misread = await once(["--lists", "x"]);
      assert.deepEqual([misread.code, misread.stdout], [2, ""]);
      assert.match(misread.stderr, /--lists/);
      assert.match(misread.stderr, /Usage:/);
    });

    it("ends with 2 and the reason when another Node-RED uses the database", async () => {
      const folder = container.volume("shared");
      const running = container.run([], { ...env, LISTSYNC_FOLDER: folder, AUTOMATED_MODE: "true" });
      await printed(running, /\[debug:Summary\] 3 titles requested/);
      const { code, stdout, stderr } = await once([], { LISTSYNC_FOLDER: folder, LISTSYNC_LEASE_MS: "8000" });
      assert.equal(code, 2, stdout);
      assert.match(stderr, /another Node-RED/i);
      assert.equal(await stop(running), 0);
    });
  });
});
