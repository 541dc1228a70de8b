import assert from "node:assert/strict";
import type { Account, FetchContext } from "../../../../src/lists/provider.ts";
import { trakt } from "../../../../src/lists/trakt/index.ts";
import { syntheticTitles } from "../../../servers/catalogue/synthetic.ts";
import { startTrakt, TRAKT_SECRET } from "../../../servers/trakt/start-trakt.ts";
import { contextFor, fetchWith } from "../../../support/fetch-context.ts";

const titles = syntheticTitles(600);
const app = { key: "trakt-demo-client-id", secret: TRAKT_SECRET };
const start = () =>
  startTrakt({
    lists: { "users/sean/lists/horror": titles.slice(0, 3) },
    own: {
      watchlist: titles,
      "lists/secret": titles.slice(0, 5),
      "recommendations/movies": titles.filter(({ mediaType }) => mediaType === "movie").slice(0, 7),
    },
  });

describe("The login at Trakt", () => {
  let site: Awaited<ReturnType<typeof start>>;
  beforeEach(async () => {
    site = await start();
  });
  afterEach(() => site.close());
  const context = (account: Account = app) => contextFor(site.origin, { account });
  const flow = () => {
    const { login } = trakt.account ?? {};
    assert.ok(login?.refresh);
    return { ...login, refresh: login.refresh };
  };

  it("shows a code, waits, slows down when asked to, and says who it is", async () => {
    const started = await flow().start(context());
    assert.deepEqual(
      [started.url, started.code, started.interval],
      ["https://trakt.tv/activate", "CODE1", 5],
    );
    assert.deepEqual(await flow().poll(started.state, context()), { kind: "pending" });
    assert.deepEqual(await flow().poll(started.state, context()), { kind: "pending", interval: 10 });
    site.login.confirm();
    const done = await flow().poll(started.state, context());
    assert.equal(done.kind, "done");
    const tokens = done.kind === "done" ? done.tokens : undefined;
    assert.deepEqual([tokens?.accessToken, tokens?.user], ["trakt-access-token-1", "sean (VIP)"]);
    assert.ok(Date.parse(tokens?.expiresAt ?? "") > Date.now() + 6 * 24 * 3_600_000);
    await assert.rejects(flow().poll(started.state, context()), {
      code: "auth-required",
      message: /used already/,
    });
  });

  for (const [act, sentence] of [
    ["deny", /refused on Trakt/],
    ["expire", /expired/],
  ] as const)
    it(`ends with a sentence when it is over (${act})`, async () => {
      const started = await flow().start(context());
      site.login[act]();
      await assert.rejects(flow().poll(started.state, context()), {
        code: "auth-required",
        message: sentence,
      });
    });

  it("does not know a code of another server", async () => {
    await assert.rejects(flow().poll({ code: "another" }, context()), {
      message: /no longer knows the code/,
    });
  });

  it("needs client id and secret, and says when they are wrong", async () => {
    await assert.rejects(flow().start(context({ key: app.key })), {
      message: /client id and the client secret/,
    });
    await assert.rejects(flow().start(context({ ...app, key: "another" })), { message: /rejected the app/ });
  });

  it("takes a refresh token once only", async () => {
    const started = await flow().start(context());
    site.login.confirm();
    const done = await flow().poll(started.state, context());
    const tokens = done.kind === "done" ? done.tokens : { accessToken: "" };
    const fresh = await flow().refresh(tokens, context());
    assert.deepEqual([fresh.accessToken, fresh.user], ["trakt-access-token-2", "sean (VIP)"]);
    await assert.rejects(flow().refresh(tokens, context()), {
      code: "auth-required",
      message: /Log in again/,
    });
  });

  describe("opens", () => {
    /** An account at which somebody logged in. */
    async function loggedIn(change: Partial<FetchContext> = {}) {
      const started = await flow().start(context());
      site.login.confirm();
      const done = await flow().poll(started.state, context());
      let tokens = done.kind === "done" ? done.tokens : { accessToken: "" };
      const login = {
        name: "account",
        token: async () => tokens.accessToken,
        async renew() {
          tokens = await flow().refresh(tokens, context());
          return tokens.accessToken;
        },
      };
      const account = { ...app, login };
      return {
        account,
        read: (input: string) => fetchWith(trakt, input, { ...context(account), ...change }),
      };
    }

    it("the own watchlist", async () => {
      const { read } = await loggedIn();
      const { items } = await read("me/watchlist");
      assert.equal(items.length, 600);
    });

    it("a private list of one's own", async () => {
      const { read } = await loggedIn();
      assert.equal((await read("https://trakt.tv/users/me/lists/secret")).items.length, 5);
    });

    it("recommendations, which stand there without a wrapping", async () => {
      const { read } = await loggedIn();
      const { items } = await read("https://trakt.tv/recommendations");
      assert.equal(items.length, 7);
      assert.ok(items.every(({ mediaType, ids }) => mediaType === "movie" && ids.tmdb));
    });

    it("lists with a token that had ended, after one refresh", async () => {
      const { read } = await loggedIn();
      site.login.outdate();
      assert.equal((await read("me/lists/secret")).items.length, 5);
      assert.equal(site.login.refreshes, 1);
    });

    it("public lists as the person as well", async () => {
      const { read } = await loggedIn();
      await read("sean/horror");
      assert.match(site.requests.at(-1)?.headers.authorization ?? "", /^Bearer trakt-access-token-1$/);
    });

    it("nothing when the site takes the login no more", async () => {
      const { account } = await loggedIn();
      site.login.outdate();
      const login = { ...account.login, renew: async () => "still-wrong" };
      const reading = fetchWith(trakt, "me/watchlist", context({ ...app, login }));
      await assert.rejects(reading, { code: "auth-required", message: /log in \(again\)/ });
    });

    it("the account's proof: who it is, or that nobody is logged in", async () => {
      const { account } = await loggedIn();
      assert.equal(await trakt.account?.test?.(context(account)), "Signed in as sean (VIP).");
      await assert.rejects(trakt.account?.test?.(context({ key: "another" })) ?? Promise.resolve(), {
        code: "auth-required",
      });
    });
  });
});
