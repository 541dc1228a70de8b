import assert from "node:assert/strict";
import { createLogin } from "../../../src/accounts/create-login.ts";
import { newVaultKey, openVault } from "../../../src/accounts/login-vault.ts";
import { throwIfCancelled } from "../../../src/errors.ts";
import { redact } from "../../../src/http/redact.ts";
import type { LoginFlow, LoginTokens } from "../../../src/lists/account.ts";
import { ListError } from "../../../src/lists/list-error.ts";
import { contextFor } from "../../support/fetch-context.ts";
import { temporaryFolder } from "../../support/state-samples.ts";

interface RotatingSite {
  refreshes: number;
  /** Those of whoever logged in; they end in so many seconds. */
  tokens(expiresIn?: number): LoginTokens;
  flow: LoginFlow;
}

/** A site that hands out a new refresh token each time and takes the old one only once. */
function rotatingSite(): RotatingSite {
  let turn = 1;
  let valid = "refresh-token-1";
  const site: RotatingSite = {
    refreshes: 0,
    tokens: (expiresIn = 3600) => ({
      accessToken: `access-token-${turn}`,
      refreshToken: `refresh-token-${turn}`,
      expiresAt: new Date(NOW.getTime() + expiresIn * 1000).toISOString(),
      user: "anna",
    }),
    flow: {
      start: () => Promise.reject(new Error("not here")),
      poll: () => Promise.reject(new Error("not here")),
      async refresh({ refreshToken }: LoginTokens) {
        site.refreshes += 1;
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (refreshToken !== valid) throw new ListError("auth-required", "That token was used before.");
        turn += 1;
        valid = `refresh-token-${turn}`;
        const { user: _, ...tokens } = site.tokens();
        return tokens;
      },
    },
  };
  return site;
}

const NOW = new Date("2026-03-01T12:00:00Z");

describe("a login", () => {
  const path = temporaryFolder();
  const key = newVaultKey();
  const opened: { close(): void }[] = [];
  afterEach(() => {
    for (const login of opened.splice(0)) login.close();
  });
  const open = (flow: LoginFlow, name: string) => {
    const vault = openVault(path(`${name}.login`), key);
    const context = () => contextFor("http://127.0.0.1:9");
    const login = createLogin({ name, site: "Trakt", flow, vault, context, now: () => NOW });
    opened.push(login);
    return { login, vault };
  };

  it("gives its token as long as it holds", async () => {
    const site = rotatingSite();
    const { login, vault } = open(site.flow, "valid");
    await vault.write(site.tokens());
    assert.equal(await login.token(), "access-token-1");
    assert.equal(site.refreshes, 0);
  });

  it("refreshes a token that is about to end, once for all who read lists at the same time", async () => {
    const site = rotatingSite();
    const { login, vault } = open(site.flow, "ending");
    await vault.write(site.tokens(60));
    const tokens = await Promise.all([1, 2, 3, 4].map(() => login.token()));
    assert.deepEqual(new Set(tokens), new Set(["access-token-2"]));
    assert.equal(site.refreshes, 1);
  });

  it("keeps the new refresh token for the next start, and who logged in", async () => {
    const site = rotatingSite();
    const first = open(site.flow, "restart");
    await first.vault.write(site.tokens(60));
    await first.login.token();
    const second = open(site.flow, "restart");
    assert.equal((await second.vault.read())?.refreshToken, "refresh-token-2");
    assert.equal((await second.vault.read())?.user, "anna");
    assert.equal(await second.login.renew("access-token-2"), "access-token-3");
  });

  it("takes the token that somebody else refreshed meanwhile", async () => {
    const site = rotatingSite();
    const [one, other] = [open(site.flow, "shared"), open(site.flow, "shared")];
    await one.vault.write(site.tokens());
    const renewed = await Promise.all([
      one.login.renew("access-token-1"),
      other.login.renew("access-token-1"),
    ]);
    assert.deepEqual(renewed, ["access-token-2", "access-token-2"]);
    assert.equal(await one.login.renew("access-token-1"), "access-token-2", "the refused one is old already");
  });

  it("does not lose a refresh for one of them being cancelled", async () => {
    const site = rotatingSite();
    const { login, vault } = open(site.flow, "cancelled");
    await vault.write(site.tokens(60));
    const stop = new AbortController();
    const cancelled = login.token(stop.signal);
    const other = login.token();
    setImmediate(() => stop.abort());
    await assert.rejects(cancelled, { code: "cancelled" });
    assert.equal(await other, "access-token-2");
  });

  it("ends a refresh that was begun, whoever closes the dialog or deploys meanwhile", async () => {
    const site = rotatingSite();
    const gone = new AbortController();
    const refresh: LoginFlow["refresh"] = async (tokens, context) => {
      const fresh = (await site.flow.refresh?.(tokens, context)) as LoginTokens;
      // when it is cut off now, the site has taken the old token, and its answer is not heard
      throwIfCancelled(context.signal);
      return fresh;
    };
    const vault = openVault(path("dialog.login"), key);
    const context = (signal: AbortSignal) => contextFor("http://127.0.0.1:9", { signal });
    const login = createLogin({
      name: "a",
      site: "Trakt",
      flow: { ...site.flow, refresh },
      vault,
      context,
      now: () => NOW,
    });
    await vault.write(site.tokens(60));
    const first = login.token(gone.signal);
    const token = login.token();
    setImmediate(() => {
      gone.abort();
      login.close();
    });
    await assert.rejects(first, { code: "cancelled" });
    assert.equal(await token, "access-token-2");
    assert.equal((await vault.read())?.refreshToken, "refresh-token-2");
    assert.match(redact("refresh-token-2"), /refresh/, "nobody holds it any more");
  });

  it("says what to do when nobody is logged in, or the site takes the login no more", async () => {
    const site = rotatingSite();
    const { login, vault } = open(site.flow, "nobody");
    await assert.rejects(login.token(), {
      code: "auth-required",
      message: /Not logged in to Trakt\..*Log in/,
    });
    await vault.write({ ...site.tokens(), refreshToken: "stolen" });
    await assert.rejects(login.renew("access-token-1"), { code: "auth-required" });
    const { refresh: _, ...lasting } = site.flow;
    const plain = open(lasting, "plain");
    await plain.vault.write({ accessToken: "access-token-1" });
    assert.equal(await plain.login.token(), "access-token-1");
    await assert.rejects(plain.login.renew("access-token-1"), { message: /log in again/ });
  });

  it("keeps its tokens out of whatever is said", async () => {
    const site = rotatingSite();
    const { login, vault } = open(site.flow, "secret");
    await vault.write(site.tokens());
    await login.token();
    assert.equal(redact("it was access-token-1 and refresh-token-1"), "it was *** and ***");
    login.close();
    assert.match(redact("access-token-1"), /access/);
  });
});
