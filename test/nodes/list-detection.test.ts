import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { flowNodes } from "../support/flow-nodes.ts";
import { flowPerTest } from "../support/node-red.ts";

/** As a person writes that a value comes from the environment. */
const variable = (name: string) => `\${${name}}`;

describe("What the dialog is told of a list's text", () => {
  const startFlow = flowPerTest();

  async function examining(...lists: unknown[]) {
    const flow = await startFlow(
      [
        flowNodes.source({ lists }),
        flowNodes.account({ id: "an-mdblist", provider: "mdblist" }),
        flowNodes.account({ id: "keyless", provider: "mdblist" }),
        flowNodes.account({ id: "a-trakt", provider: "trakt" }),
        flowNodes.server({ url: "http://127.0.0.1:9" }),
      ],
      { credentials: { "an-mdblist": { key: "mdblist-demo-key" }, "a-trakt": { key: "id" } } },
    );
    const examine = async (body: Record<string, unknown>) =>
      (
        await flow
          .request()
          .post("/list-sync/list-source/detect")
          .send({ id: "source", ...body })
          .expect(200)
      ).body;
    const doubts = async (list: string, chosen: Record<string, unknown> = {}) => {
      const found = await examine({ list, ...chosen });
      assert.equal(found.ok, true, found.message);
      return found.doubts.map(({ kind }: { kind: string }) => kind);
    };
    return { flow, examine, doubts };
  }

  it("names what is missing before it can be read, and nothing when it is there", async () => {
    const { doubts } = await examining();
    const external = "https://mdblist.com/lists/anna/external/7";
    assert.deepEqual(await doubts(external), ["several-accounts"]);
    assert.deepEqual(await doubts(external, { mdblistAccount: "an-mdblist" }), []);
    assert.deepEqual(await doubts(external, { mdblistAccount: "keyless" }), ["no-key"]);
    assert.deepEqual(await doubts(external, { mdblistAccount: "just-made" }), ["not-deployed"]);
    assert.deepEqual(await doubts("https://mdblist.com/lists/anna/horror"), []);
    assert.deepEqual(await doubts("https://trakt.tv/users/me/watchlist", { traktAccount: "a-trakt" }), [
      "no-login",
    ]);
    assert.deepEqual(await doubts("https://trakt.tv/users/anna/watchlist", { traktAccount: "a-trakt" }), []);
    // the only account of a site serves its lists without being chosen
    assert.deepEqual(await doubts("https://trakt.tv/users/anna/watchlist"), []);
    assert.deepEqual(await doubts("overseerr:requests"), ["needs-server"]);
    assert.deepEqual(await doubts("overseerr:requests", { server: "server" }), []);
    const chart = "https://www.themoviedb.org/movie/top-rated";
    assert.deepEqual(await doubts(chart), ["needs-account"]);
    assert.deepEqual(await doubts(chart, { server: "server" }), []);
    assert.deepEqual(await doubts("https://www.themoviedb.org/list/1", { server: "server" }), [
      "needs-account",
    ]);
  });

  it("doubts addresses of unknown sites, and files that are not there", async () => {
    const { flow, examine, doubts } = await examining();
    const { doubts: unknown } = await examine({ list: "https://example.org/films" });
    assert.equal(unknown[0].kind, "unknown-site");
    assert.match(unknown[0].detail, /^JSON, CSV or RSS; supported sites: IMDb, /);
    const file = join(flow.userDir, "films.txt");
    assert.deepEqual(await doubts(file), ["missing-file"]);
    writeFileSync(file, "Heat (1995)");
    assert.deepEqual(await doubts(file), []);
    assert.deepEqual(await doubts(flow.userDir, { provider: "own" }), ["missing-file"]);
  });

  it("reads variables, and says neither their values nor what they are part of", async () => {
    process.env.LIST_OF_TEST = "very-secret";
    const address = `https://example.org/${variable("LIST_OF_TEST")}/films.json`;
    try {
      const { examine, doubts } = await examining(
        { list: variable("NO_SUCH_LIST"), provider: "detect" },
        { list: address },
        variable("LIST_OF_TEST"),
      );
      assert.deepEqual(await doubts(variable("NO_SUCH_LIST")), ["variable"]);
      const own = await examine({ list: address });
      assert.deepEqual([own.ok, own.provider], [true, "own"]);
      const none = await examine({ list: variable("LIST_OF_TEST") });
      assert.equal(none.ok, false);
      assert.match(none.message, /LIST_OF_TEST/);
      assert.doesNotMatch(JSON.stringify([own, none]), /very-secret/);
    } finally {
      delete process.env.LIST_OF_TEST;
    }
  });

  it("looks into no variable that a row does not have as it is deployed, whether it is set or not", async () => {
    process.env.LIST_OF_TEST = "/etc/hosts";
    try {
      const { examine } = await examining({ list: variable("LIST_OF_TEST") });
      const bodies = [
        (list: string) => ({ list: `file:${list}` }),
        (list: string) => ({ list: `${list}x`, provider: "own" }),
        (list: string) => ({ list: ` ${list}` }),
        (list: string) => ({ list, id: "keyless" }),
        (list: string) => ({ list, id: "just-made" }),
      ];
      for (const body of bodies) {
        const found = await examine(body(variable("LIST_OF_TEST")));
        assert.deepEqual(found.doubts, [{ kind: "not-deployed", detail: "LIST_OF_TEST" }]);
        assert.doesNotMatch(JSON.stringify(found), /etc\/hosts/);
        const unset = await examine(body(variable("NO_SUCH_LIST")));
        assert.equal(JSON.stringify(unset).replaceAll("NO_SUCH_LIST", "LIST_OF_TEST"), JSON.stringify(found));
      }
    } finally {
      delete process.env.LIST_OF_TEST;
    }
  });

  it("passes on which parameters of an address are not heeded", async () => {
    const { examine } = await examining();
    const { warnings } = await examine({ list: "https://mdblist.com/lists/anna/horror?sort=rank&x=1" });
    assert.match(warnings.join(), /"sort", "x" in the list's address are ignored/);
  });
});
