import assert from "node:assert/strict";
import { newVaultKey, openVault } from "../../src/accounts/login-vault.ts";
import { loginFile } from "../../src/node-red/settings/account-options.ts";
import { flowNodes } from "../support/flow-nodes.ts";
import { listen } from "../support/listen.ts";
import { flowPerTest } from "../support/node-red.ts";

const TOKEN = "a-token-of-somebody-who-logged-in";
const KEY = "a-stored-client-id";
const CLIENT_SECRET = "a-stored-client-secret";

describe("a deployed login", () => {
  const startFlow = flowPerTest();
  const sites: { close(): Promise<void> }[] = [];
  afterEach(() => Promise.all(sites.splice(0).map((site) => site.close())));

  /** A site that answers whatever Plex, Trakt and Simkl do, and notes what it is sent. */
  async function site() {
    const bodies: string[] = [];
    const made = await listen((request, response) => {
      request.on("data", (part) => bodies.push(String(part)));
      request.on("end", () => {
        response.writeHead(200, { "content-type": "application/json" });
        const url = "https://example.org/activate";
        response.end(
          JSON.stringify({
            id: 7,
            code: "CODE",
            username: "anna",
            authToken: "a-new-token",
            device_code: "device",
            user_code: "CODE",
            verification_url: url,
            verification_uri: url,
          }),
        );
      });
    });
    sites.push(made);
    return { url: made.url, text: () => JSON.stringify([made.seen, bodies]) };
  }

  async function deployed(provider: string) {
    const [home, elsewhere] = [await site(), await site()];
    const vaultKey = newVaultKey();
    const flow = await startFlow([flowNodes.account({ provider, origin: home.url })], {
      credentials: {
        account: { vaultKey, ...(provider === "trakt" && { key: KEY, secret: CLIENT_SECRET }) },
      },
    });
    const vault = openVault(loginFile(flow.userDir, "account"), vaultKey);
    await vault.write({ accessToken: TOKEN, refreshToken: `${TOKEN}-to-refresh` });
    const post = async (path: string, body: object) => {
      const { body: answer } = await flow
        .request()
        .post(`/list-sync/list-account/${path}`)
        .send({ id: "account", provider, ...body });
      assert.doesNotMatch(JSON.stringify(answer), new RegExp(`${vaultKey}|${CLIENT_SECRET}|${TOKEN}`));
      return answer;
    };
    return { home, elsewhere, post, vault, vaultKey };
  }

  it("is proved at the address for which it is deployed", async () => {
    const { home, post } = await deployed("plex");
    assert.deepEqual(await post("test", { origin: home.url }), { ok: true, message: "Signed in as anna." });
    assert.match(home.text(), new RegExp(TOKEN));
  });

  for (const path of ["test", "login"])
    for (const [owner, asked, typed] of [
      ["plex", "plex", {}],
      ["plex", " plex", { key: "typed" }],
      ["plex", "trakt", { key: "typed", secret: "typed" }],
      ["trakt", "plex", {}],
      ["trakt", "trakt", { key: "typed", secret: "typed" }],
      ["trakt", "simkl", { key: "typed", secret: "typed" }],
    ] as const)
      it(`goes to no other address: ${path} of "${asked}" where ${owner} is deployed`, async () => {
        const { elsewhere, post } = await deployed(owner);
        await post(path, { provider: asked, origin: elsewhere.url, ...typed });
        assert.doesNotMatch(elsewhere.text(), new RegExp(`${TOKEN}|${KEY}|${CLIENT_SECRET}`));
      });

  for (const [owner, asked] of [
    ["plex", "trakt"],
    ["trakt", "plex"],
    ["trakt", "simkl"],
  ] as const)
    it(`goes to no other site, though that has the same address: to ${asked} where ${owner} is deployed`, async () => {
      const { home, post } = await deployed(owner);
      await post("test", { provider: asked, origin: home.url, key: "typed" });
      await post("login", { provider: asked, origin: home.url, key: "typed" });
      assert.doesNotMatch(home.text(), new RegExp(`${TOKEN}|${KEY}|${CLIENT_SECRET}`));
    });

  it("is renewed with the key that is deployed, which the browser is not told", async () => {
    const { home, post, vault } = await deployed("plex");
    const { session, ...started } = await post("login", { origin: home.url });
    assert.deepEqual([started.ok, "vaultKey" in started], [true, false]);
    assert.equal((await post("login/poll", { session })).pending, false);
    assert.equal((await vault.read())?.accessToken, "a-new-token");
  });

  for (const other of ["address", "site"])
    it(`is replaced by one with a key of its own when the ${other} is another one`, async () => {
      const { home, elsewhere, post, vaultKey } = await deployed("plex");
      const started = await post("login", {
        origin: other === "address" ? elsewhere.url : home.url,
        ...(other === "site" && { provider: "simkl", key: "typed" }),
      });
      assert.equal(started.ok, true, started.message);
      assert.match(started.vaultKey, /^[\w-]{43}$/);
      assert.notEqual(started.vaultKey, vaultKey);
    });
});
