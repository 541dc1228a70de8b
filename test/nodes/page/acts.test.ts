import assert from "node:assert/strict";
import { flowNodes } from "../../support/flow-nodes.ts";
import { flowPerTest, poll, type RunningFlow } from "../../support/node-red.ts";
import { serverPerTest } from "../../support/overseerr-flow.ts";
import { askPage, withPage } from "../../support/page-flow.ts";

const MATRIX = "movie:tmdb:603";

describe("what people do with titles on the page", () => {
  const startFlow = flowPerTest();
  const startServer = serverPerTest();

  /** A whole sync of one film, behind which everything is remembered. */
  async function synced(list = '[{"title":"The Matrix","tmdb_id":603,"media_type":"movie"}]') {
    const server = await startServer();
    const flow = await startFlow(
      [
        flowNodes.server({ url: server.url }),
        flowNodes.database(),
        flowNodes.source({
          database: "database",
          lists: [{ provider: "own", list: "payload" }],
          wires: [["search"]],
        }),
        flowNodes.search({ database: "database", wires: [["request"], ["state"], ["state"]] }),
        flowNodes.request({ database: "database", wires: [["state"], ["state"], ["state"]] }),
        flowNodes.state({ wires: [[], []] }),
      ],
      { ...withPage, credentials: { server: { apiKey: server.apiKey } } },
    );
    const page = askPage(flow);
    flow.send("source", { payload: JSON.parse(list) });
    await settled(flow);
    return { flow, server, page };
  }

  /** All runs are over. */
  const settled = (flow: RunningFlow) =>
    poll(async () => {
      const { body } = await askPage(flow).get("runs");
      const isOver = body.total > 0 && body.rows.every(({ state }: { state: string }) => state !== "running");
      return isOver ? body : undefined;
    }, "the end of all runs");

  it("ignores a title once: who comes second sees what it is now", async () => {
    const { page } = await synced();
    const { body: title } = await page.get("title", { key: MATRIX });
    assert.ok(title.actions.includes("ignore"), String(title.actions));
    const [first, second] = await Promise.all([
      page.post("title/ignore", { key: MATRIX, revision: title.revision }),
      page.post("title/ignore", { key: MATRIX, revision: title.revision }),
    ]);
    assert.deepEqual([first.status, second.status].sort(), [200, 409]);
    const refused = first.status === 409 ? first : second;
    assert.equal(refused.body.error.code, "changed");
    assert.equal(refused.body.title.key, MATRIX);
    const { body: now } = await page.get("title", { key: MATRIX });
    assert.deepEqual(
      now.decisions.map(({ kind }: { kind: string }) => kind),
      ["ignore"],
    );
    assert.ok(now.actions.includes("take-back-ignore") && !now.actions.includes("ignore"));
    const back = await page.post("title/take-back", { key: MATRIX, revision: now.revision, kind: "ignore" });
    assert.deepEqual([back.status, back.body.title.decisions], [200, []]);
  });

  it("answers the same request again as before", async () => {
    const { page } = await synced();
    const { body: title } = await page.get("title", { key: MATRIX });
    const body = { key: MATRIX, revision: title.revision, requestId: "once" };
    const answers = [await page.post("title/ignore", body), await page.post("title/ignore", body)];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200],
    );
    assert.deepEqual(answers[1]?.body, answers[0]?.body);
  });

  it("remembers the right match, which the next sync heeds", async () => {
    const { flow, page } = await synced('[{"title":"Heat of nowhere","year":1995,"media_type":"movie"}]');
    const { body: needs } = await page.get("needs-you");
    assert.equal(needs.total, 1, JSON.stringify(needs));
    const { key, revision, actions } = needs.rows[0];
    assert.ok(actions.includes("choose"));
    const { body: found } = await page.get("title/candidates", { key, text: "Heat" });
    const heat = found.rows.find(({ tmdbId }: { tmdbId: number }) => tmdbId === 949);
    assert.ok(heat, JSON.stringify(found));
    const chosen = await page.post("title/choose", {
      key,
      revision,
      tmdbId: 949,
      type: "movie",
      title: "Heat",
    });
    assert.equal(chosen.status, 200, JSON.stringify(chosen.body));
    assert.equal(chosen.body.title.decisions[0].match.tmdbId, 949);
    assert.equal((await page.get("needs-you")).body.total, 0, "it waits for the next sync");
    const again = await page.post("title/retry", { key, revision: chosen.body.title.revision });
    assert.equal(again.status, 200, JSON.stringify(again.body));
    await settled(flow);
    const { body: now } = await page.get("title", { key });
    assert.deepEqual([now.outcome, now.match?.tmdbId, now.match?.by], ["requested", 949, "choice"]);
    assert.match(now.serverUrl, /\/movie\/949$/);
  });

  it("cancels our own request, and no other", async () => {
    const { flow, server, page } = await synced();
    const requests = () => server.requests.length;
    assert.equal(requests(), 1);
    const { body: title } = await page.get("title", { key: MATRIX });
    assert.ok(title.actions.includes("cancel"), String(title.actions));
    const body = { key: MATRIX, revision: title.revision };
    const cancelled = await page.post("title/cancel", body);
    assert.equal(cancelled.status, 200, JSON.stringify(cancelled.body));
    assert.equal(requests(), 0);
    assert.equal((await page.post("title/cancel", body)).status, 409);
    await settled(flow);
    const { body: now } = await page.get("title", { key: MATRIX });
    assert.equal(now.outcome, "cancelled");
    assert.ok(!now.actions.includes("cancel"));
    const { body: overview } = await page.get("overview");
    assert.deepEqual(
      overview.profiles[0].last.counts,
      { requested: 1 },
      "of the last sync, not of the cancelling",
    );
  });

  it("says in words what a server that died hinders, and goes on without it", async () => {
    const { server, page } = await synced();
    await server.close();
    const { body: title, status } = await page.get("title", { key: MATRIX });
    assert.equal(status, 200);
    const cancelled = await page.post("title/cancel", { key: MATRIX, revision: title.revision });
    assert.equal(cancelled.status, 502, JSON.stringify(cancelled.body));
    assert.match(cancelled.body.error.message, /\w+ \w+/);
    const { body: after } = await page.get("title", { key: MATRIX });
    assert.ok(after.actions.includes("cancel"), "it can be tried again");
    const { body } = await page.get("overview");
    assert.equal(body.servers[0].up, false);
    assert.equal(body.profiles.length, 1);
  });
});
