import assert from "node:assert/strict";
import type { Message } from "../../../src/message.ts";
import type { NotifyPorts } from "../../../src/node-red/controllers/notify/notify-node.ts";
import { createNotifyNode, type NotifyNode } from "../../../src/node-red/controllers/notify/notify-node.ts";
import type { NotifyConfig } from "../../../src/node-red/settings/fields/sync-notify.ts";
import type { Channel, Verdict } from "../../../src/notify/channels/channel.ts";
import { httpChannel } from "../../../src/notify/channels/http-channel.ts";
import { ntfy } from "../../../src/notify/channels/ntfy.ts";
import { type Memory, shareMemory } from "../../../src/runs/memory.ts";
import type { Store } from "../../../src/state/store.ts";
import { startNtfy } from "../../servers/notify/ntfy.ts";
import { summaryWith } from "../../support/news.ts";
import { poll } from "../../support/poll.ts";
import { temporaryFolder } from "../../support/state-samples.ts";

const FULL = Object.assign(new Error("The disk is full."), { code: "state-full" });

describe("A node that notifies", () => {
  const path = temporaryFolder();
  const unheard: unknown[] = [];
  const hear = (error: unknown) => void unheard.push(error);
  const ends: (() => Promise<unknown>)[] = [];
  beforeEach(() => {
    process.on("unhandledRejection", hear);
  });
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
    await new Promise((resolve) => setImmediate(resolve));
    process.off("unhandledRejection", hear);
    assert.deepEqual(unheard.splice(0), []);
  });

  /** A node with a database some of whose calls do something else. */
  function start(
    name: string,
    faults: Partial<Store>,
    ports: Partial<NotifyPorts> = {},
    config: Partial<NotifyConfig> = {},
  ) {
    const shared = shareMemory({ file: path(name) });
    const memory: Memory = Object.assign(Object.create(shared) as Memory, {
      store: async () => Object.assign(Object.create(await shared.store()) as Store, faults),
    });
    const [composed, errors, warnings]: [Message[], Error[], string[]] = [[], [], []];
    const node: NotifyNode = createNotifyNode(
      { takes: "messages", wanted: "always", ...config } as NotifyConfig,
      {
        id: "notify",
        memory,
        env: () => undefined,
        channel: undefined,
        withPosters: async (news) => news,
        send: ([message]) => void (message && composed.push(message)),
        onStatus: () => {},
        onError: (error) => void errors.push(error),
        warn: (sentence) => void warnings.push(sentence),
        ...ports,
      },
    );
    ends.push(() => node.close(false).then(() => shared.close()));
    return { node, composed, errors, warnings, memory };
  }

  it("tells without details, and of every sync, when the database fails", async () => {
    const { node, composed, errors } = start("items.db", { items: () => Promise.reject(FULL) });
    await Promise.all(
      ["one", "two", "three"].map((runId) => node.handle({ payload: summaryWith({ runId }) })),
    );
    assert.deepEqual(
      composed.map(({ topic }) => topic),
      Array(3).fill("Main: sync completed"),
    );
    assert.deepEqual(
      errors.map(({ message }) => message),
      Array(3).fill(errors[0]?.message),
    );
  });

  it("leaves no rejection unheard while the sync before is still weighed", async () => {
    let free = () => {};
    const held = new Promise<void>((resolve) => {
      free = resolve;
    });
    const asked: unknown[] = [];
    const { node, composed } = start(
      "turn.db",
      { items: () => Promise.reject(FULL) },
      {
        withPosters(news) {
          asked.push(news);
          return held.then(() => news);
        },
      },
    );
    const handled = ["one", "two"].map((runId) => node.handle({ payload: summaryWith({ runId }) }));
    await poll(() => asked[0], "the first sync to be weighed");
    free();
    await Promise.all(handled);
    assert.equal(composed.length, 2);
  });

  it("tells of a sync whose problems cannot be written down, and reports that", async () => {
    const { node, composed, errors } = start("known.db", { saveNotifier: () => Promise.reject(FULL) });
    const problems = [{ title: "Beef", status: "not_found" as const, reason: "Nobody knows it." }];
    await node.handle({ payload: summaryWith({ problems }) });
    assert.match(String(composed[0]?.payload), /Beef/);
    await poll(() => errors[0], "the report");
  });

  it("tells of problems after the next sync when nobody could be told of them", async () => {
    const verdicts: Verdict[] = [{ kind: "refused", why: "No." }, { kind: "sent" }];
    const titles: unknown[] = [];
    const channel: Channel = {
      name: "test",
      preview: () => undefined,
      async send({ title }) {
        titles.push(title);
        return verdicts.shift() ?? assert.fail("it is told again");
      },
    };
    const { node } = start("unsaid.db", {}, { channel }, { wanted: "problems" });
    const problems = [{ title: "Beef", status: "not_found" as const, reason: "Nobody knows it." }];
    const handle = (runId: string) => node.handle({ payload: summaryWith({ runId, problems }) });
    await assert.rejects(handle("one"), { code: "notify-refused" });
    await handle("two");
    await handle("three");
    assert.equal(titles.length, 2);
  });

  it("tells of what is being weighed when it is closed", async () => {
    let free = () => {};
    const held = new Promise<void>((resolve) => {
      free = resolve;
    });
    const { node, composed, warnings } = start(
      "close.db",
      {},
      { withPosters: (news) => held.then(() => news) },
    );
    const handled = node.handle({ payload: summaryWith() });
    const closed = node.close(false);
    free();
    await Promise.all([handled, closed]);
    assert.deepEqual([composed.length, warnings], [1, []]);
  });

  it("says how much was lost when it is closed while nothing gets on", async () => {
    const { node, warnings } = start(
      "stuck.db",
      {},
      { withPosters: () => new Promise(() => {}), weighingMs: 50 },
    );
    void node.handle({ payload: summaryWith() });
    await node.close(false);
    assert.match(warnings[0] ?? "", /^1 notification was not sent/);
  });

  /** As sync-webhook sends it. */
  const arrival = (title: string): Message => ({
    profile: "Main",
    payload: { kind: "available", item: { title, year: 2001, mediaType: "movie", ids: {} }, by: "Radarr" },
  });

  it("tells together of all titles that a scan of the library finds", async () => {
    const taker = await startNtfy();
    ends.push(() => taker.close());
    const channel = httpChannel(ntfy(`${taker.url}/my-topic`, undefined, undefined));
    let asked = 0;
    const withPosters: NotifyPorts["withPosters"] = async (news) => {
      asked += 1;
      return news;
    };
    const { node, composed, errors } = start("scan.db", {}, { channel, withPosters, quietMs: 100 });
    const titles = Array.from({ length: 300 }, (_, place) => `Title ${place}`);
    await Promise.all(titles.map((title) => node.handle(arrival(title))));
    assert.deepEqual(
      taker.taken.map(({ body }) => body.title),
      ["300 titles available"],
    );
    const { available = [] } = (composed[0]?.notice ?? {}) as { available?: string[] };
    assert.deepEqual([available.length, asked, errors], [300, 1, []]);
  });

  it("tells of what it has gathered when it is closed", async () => {
    const { node, composed, warnings } = start("gathered.db", {}, { quietMs: 60_000 });
    const handled = ["Heat", "Dune"].map((title) => node.handle(arrival(title)));
    await node.close(false);
    await Promise.all(handled);
    assert.deepEqual([composed.map(({ topic }) => topic), warnings], [["2 titles available"], []]);
  });

  it("tells one user together of what arrives of their lists, by the database", async () => {
    const config = { takes: "database", requester: "4" } as const;
    const { composed, memory } = start("followed.db", {}, { quietMs: 50 }, config);
    const runs = await memory.runs();
    const arrive = (title: string, requestAs: number) =>
      runs.emit("title-available", "Main", {
        item: {
          title,
          mediaType: "movie",
          ids: {},
          sources: [{ provider: "imdb", list: "ls1", requestAs }],
        },
        is4k: false,
        whole: true,
        by: "Radarr",
        key: title,
        at: "2026-11-21T02:00:00.000Z",
      });
    for (const [title, user] of [
      ["Heat", 4],
      ["Theirs", 5],
      ["Dune", 4],
    ] as const)
      arrive(title, user);
    const told = await poll(() => composed[0], "the message");
    assert.equal(told.topic, "Your lists: 2 available");
    assert.match(String(told.payload), /Heat\n.*Dune$/);
  });

  it("is one error when a message of several titles is refused", async () => {
    const taker = await startNtfy({ token: "Bearer tk_other" });
    ends.push(() => taker.close());
    const channel = httpChannel(ntfy(`${taker.url}/my-topic`, undefined, undefined));
    const { node } = start("refused.db", {}, { channel, quietMs: 50 });
    const handled = await Promise.allSettled(
      ["Heat", "Dune", "Ran"].map((title) => node.handle(arrival(title))),
    );
    assert.deepEqual(
      handled.map(({ status }) => status),
      ["rejected", "fulfilled", "fulfilled"],
    );
    assert.equal(taker.calls, 1);
  });

  it("keeps titles for a digest at once, whether the server has their posters or not", async () => {
    const config = { delivery: "daily", time: "03:00" } as const;
    const withPosters = () => new Promise<never>(() => {});
    const { node, composed, memory } = start("digest.db", {}, { quietMs: 60_000, withPosters }, config);
    await Promise.all(["Heat", "Dune"].map((title) => node.handle(arrival(title))));
    assert.equal((await (await memory.store()).keptNews("notify")).length, 2);
    assert.equal(composed.length, 0);
  });

  it("counts what waits for posters among the hundred that may wait", async () => {
    let free = () => {};
    const held = new Promise<void>((resolve) => {
      free = resolve;
    });
    const { node, composed } = start("full.db", {}, { withPosters: (news) => held.then(() => news) });
    const handled = Array.from({ length: 100 }, (_, place) =>
      node.handle({ payload: summaryWith({ runId: `run-${place}` }) }),
    );
    await assert.rejects(node.handle({ payload: summaryWith() }), { code: "notify-limited" });
    free();
    await Promise.all(handled);
    assert.equal(composed.length, 100);
  });

  it("takes a summary that a flow has changed, without what cannot be true", async () => {
    const { node, composed } = start("odd.db", {});
    const odd = {
      finishedAt: 7,
      error: { message: {} },
      missing: "many",
      problems: [{ title: "Beef", status: "not_found", reason: 7 }],
      lists: [{ label: "Films", name: {}, url: 1, items: "x", error: { message: null } }],
    };
    await node.handle({ payload: { ...summaryWith(), ...odd } });
    assert.match(String(composed[0]?.payload), /Problems:\n• Beef/);
  });
});
