import assert from "node:assert/strict";
import { flowNodes } from "../support/flow-nodes.ts";
import { poll } from "../support/poll.ts";
import type { ServedFlow } from "../support/served-flow.ts";
import { SECRET, webhookFlowPerTest } from "../support/webhook-flow.ts";

describe("sync-webhook", () => {
  const { startFlow, nodes, start, signature, ask, send } = webhookFlowPerTest();

  it("starts the sync of titles that a signed request brings, and tells how it went", async () => {
    const flow = await start();
    const { status, body } = await send(flow, [{ title: "Heat", year: 1995 }, { imdb_id: "tt0133093" }]);
    assert.equal(status, 202, JSON.stringify(body));
    assert.match(String(body.message), /The sync was started/);
    const [asked] = await flow.sink("asked").count(1);
    assert.deepEqual([asked?.trigger, asked?.profile, asked?.runId], ["webhook", "Main", body.runId]);
    const [summary] = await flow.sink("summaries").count(1);
    const { runId, total, trigger } = (summary?.payload ?? {}) as Record<string, unknown>;
    assert.deepEqual([runId, total, trigger], [body.runId, 2, "webhook"]);

    const timestamp = String(Math.floor(Date.now() / 1000));
    const headers = { "x-hub-signature-256": signature("", timestamp), "x-listsync-timestamp": timestamp };
    const told = await ask(flow, `/listsync/runs/${body.runId}`, { headers });
    assert.equal(told.status, 200);
    assert.deepEqual([told.body.state, told.body.total], ["completed", 2]);
  });

  it("reads a list of the profile that was updated, and no other", async () => {
    const flow = await start();
    const known = await send(flow, { action: "list_updated", list_type: "own", list_id: "/lists/mine.csv" });
    assert.equal(known.status, 202);
    const [asked] = await flow.sink("asked").count(1);
    assert.deepEqual(asked?.lists, [{ provider: "own", list: "/lists/mine.csv" }]);
    const other = await send(flow, { action: "list_updated", list_type: "imdb", list_id: "ls012345678" });
    assert.deepEqual([other.status, other.body.result], [200, "ignored"]);
    assert.match(String(other.body.reason), /The profile Main does not have this list/);
    const file = await send(flow, { action: "list_updated", list_type: "own", list_id: "/etc/passwd" });
    assert.deepEqual([file.status, file.body.code], [400, "bad-input"]);
    assert.equal(flow.sink("asked").messages.length, 1);
  });

  it("sends an event of the server by the second output", async () => {
    const flow = await start({ access: "token" });
    const answer = await send(
      flow,
      {
        notification_type: "MEDIA_AVAILABLE",
        event: "Movie Request Now Available",
        subject: "The Matrix (1999)",
        media: { media_type: "movie", tmdbId: "603", tvdbId: "" },
      },
      { authorization: `Bearer ${SECRET}` },
    );
    assert.deepEqual(
      [answer.status, answer.body.result, answer.body.title],
      [200, "event", "The Matrix (1999)"],
    );
    const [event] = await flow.sink("events").count(1);
    assert.equal(event?.topic, "available");
    const { item } = (event?.payload ?? {}) as { item?: { ids: unknown } };
    assert.deepEqual(item?.ids, { tmdb: 603 });
  });

  it("remembers since when a title is available, and says it once", async () => {
    const ask = { ...flowNodes.state({ operation: "history", wires: [["history"], []] }), id: "ask" };
    const flow = await startFlow([...nodes(), ask, flowNodes.sink("history")], {
      credentials: { webhook: { secret: SECRET } },
    });
    const radarr = {
      eventType: "Download",
      instanceName: "Radarr",
      movie: { title: "Heat", year: 1995, tmdbId: 949 },
    };
    assert.equal((await send(flow, radarr)).body.result, "event");
    const again = await send(flow, { ...radarr, isUpgrade: false });
    assert.deepEqual([again.status, again.body.result], [200, "ignored"]);
    assert.match(
      String(again.body.reason),
      /^Heat \(1995\) was announced as available less than an hour ago/,
    );
    assert.equal(flow.sink("events").messages.length, 1);
    const answers = flow.sink("history");
    flow.send("ask", { payload: { tmdb_id: 949, media_type: "movie" } });
    const [answer] = await answers.count(1);
    const [entry] = (answer?.payload ?? []) as { event?: string; outcome: { reason?: string } }[];
    assert.equal(entry?.event, "available");
    assert.match(String(entry?.outcome.reason), /^Available since \d{4}-\d\d-\d\d, according to Radarr\.$/);
  });

  it("answers who has no access with 401, and shows it", async () => {
    const flow = await start();
    const { status, body, headers } = await send(flow, [], { "x-hub-signature-256": "sha256=00" });
    assert.deepEqual([status, body.result, body.code], [401, "refused", "unauthorized"]);
    assert.match(headers.get("content-type") ?? "", /application\/json/);
    await flow.shows("webhook", ({ text }) => /refused: 401$/.test(text ?? ""));
  });

  it("starts nothing for the same request within a minute, and gives the first run's id", async () => {
    const flow = await start();
    const [first, second] = await Promise.all([send(flow, ["Heat (1995)"]), send(flow, ["Heat (1995)"])]);
    assert.deepEqual([first?.status, second?.status], [202, 202]);
    assert.equal(first?.body.runId, second?.body.runId);
    assert.deepEqual([first?.body.repeated, second?.body.repeated].filter(Boolean), [true]);
    await poll(() => flow.sink("asked").messages.length > 0 || undefined, "what it starts");
    assert.equal(flow.sink("asked").messages.length, 1);
  });

  it("does nothing twice that is signed with a time, though it was deployed again meanwhile", async () => {
    const flow = await start();
    const timestamp = String(Math.floor(Date.now() / 1000));
    const body = ["Heat (1995)"];
    const signed = signature(JSON.stringify(body), timestamp);
    const again = () =>
      send(flow, body, { "x-hub-signature-256": signed, "x-listsync-timestamp": timestamp });
    const first = await again();
    assert.deepEqual([first.status, first.body.repeated], [202, undefined]);
    await flow.sink("asked").count(1);
    await flow.deploy(nodes(), "full");
    const second = await again();
    assert.deepEqual([second.status, second.body.repeated], [202, true]);
    assert.equal(second.body.runId, first.body.runId);
    // the sink is that of the new deployment
    assert.equal(flow.sink("asked").messages.length, 0);
  });

  const standingOf = async (flow: ServedFlow, runId: unknown) => {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const headers = { "x-hub-signature-256": signature("", timestamp), "x-listsync-timestamp": timestamp };
    return (await ask(flow, `/listsync/runs/${runId}`, { headers })).body;
  };

  it("says of a sync that no list-source got what is missing", async () => {
    const flow = await start({ wires: [["asked"], []] });
    const { body } = await send(flow, ["Heat (1995)"]);
    await flow.sink("asked").count(1);
    const { state, text } = await standingOf(flow, body.runId);
    assert.equal(state, "waiting");
    assert.match(String(text), /^No list-source has received the sync\. Connect the first output/);
  });

  it("says of a sync that list-source has no room for why it was dropped", async () => {
    // the first run never ends, so sixteen wait for their turn, and one for them
    const flow = await startFlow(nodes({}, { wires: [[], []] }), {
      credentials: { webhook: { secret: SECRET } },
      settings: { nodeMessageBufferMaxLength: 1 },
    });
    const ids = [];
    for (let each = 0; each < 25; each += 1)
      ids.push((await send(flow, [{ title: `Film ${each}`, year: 1995 }])).body.runId);
    const last = ids.at(-1);
    await poll(async () => (await standingOf(flow, last)).state === "skipped" || undefined, "the reason");
    assert.match(
      String((await standingOf(flow, last)).text),
      /messages are waiting at this node, so this one was dropped/,
    );
    const waiting = await standingOf(flow, ids[9]);
    assert.deepEqual(
      [waiting.state, waiting.text],
      ["waiting", "The sync is queued: another sync of the profile is running."],
    );
  });
});
