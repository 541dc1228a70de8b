import assert from "node:assert/strict";
import { onceEach } from "../../../../src/node-red/page/acts/once-each.ts";
import type { Desk } from "../../../../src/node-red/page/desk/desk.ts";
import { eventRing } from "../../../../src/node-red/page/live/event-ring.ts";
import { liveHub } from "../../../../src/node-red/page/live/live-hub.ts";
import { liveReader } from "../../../../src/node-red/page/live/live-reader.ts";
import { serveLive } from "../../../../src/node-red/page/live/serve-live.ts";

describe("the events that are kept", () => {
  const idOf = (text: string) => /^id: (\S+)/.exec(text)?.[1] ?? "";

  it("are given to whoever names the last one, as long as they are known", () => {
    const ring = eventRing("abc");
    const ids = Array.from({ length: 300 }, (_, index) => idOf(ring.add("changed", { index })));
    const since = (id: string | undefined) => ring.since(id ?? "");
    assert.deepEqual(since(ids[299]), []);
    const missed = since(ids[297]);
    assert.ok(Array.isArray(missed));
    assert.deepEqual(missed.map(idOf), [ids[298], ids[299]]);
    assert.equal(since(ids[10]), "gap");
    assert.equal(since("other-3"), "restart");
    assert.equal(since("nonsense"), "restart");
  });
});

describe("a slow reader", () => {
  it("gets nothing while it is behind, and what is now when it has caught up", () => {
    const written: string[] = [];
    const listeners = new Map<string, () => void>();
    let takes = true;
    let caughtUp = 0;
    const response = {
      write(text: string | Uint8Array) {
        written.push(String(text));
        return takes;
      },
      on: (event: string, listener: () => void) => listeners.set(event, listener),
    };
    const reader = liveReader(
      response,
      () => caughtUp++,
      () => {},
    );
    reader.send("1");
    takes = false;
    reader.send("2");
    for (const text of ["3", "4", "5"]) reader.send(text);
    reader.comment();
    takes = true;
    listeners.get("drain")?.();
    reader.send("6");
    assert.deepEqual([written, caughtUp], [["1", "2", "6"], 1]);
    listeners.get("close")?.();
  });
});

describe("whoever has fallen behind", () => {
  it("is told to ask for everything again, since what it missed may be anything", () => {
    const sent: string[] = [];
    const hub = liveHub({ databases: () => [] } as unknown as Desk, assert.ifError);
    const reader = { send: (text: string) => sent.push(text), comment: () => {} };
    const part = hub.join(reader, undefined);
    assert.deepEqual(sent, []);
    hub.catchUp(reader);
    part();
    assert.match(sent.join(""), /event: reload\ndata: {"why":"gap"}\n/);
  });
});

describe("a stream of somebody who is logged out", () => {
  const someone = { name: "anna", anonymous: false, rights: { read: true, write: false }, open: false };

  for (const [what, now] of [
    ["is nobody any more", { ...someone, name: null, anonymous: true }],
    ["is not let in any more", undefined],
    ["may not read any more", { ...someone, rights: { read: false, write: false } }],
  ] as const)
    it(`ends with a word: who watches ${what}`, async () => {
      let looks = 0;
      let written = "";
      const response = {
        statusCode: 200,
        headersSent: false,
        setHeader: () => {},
        removeHeader: () => {},
        write(text: string | Uint8Array) {
          written += String(text);
          return true;
        },
        end: () => {},
        on: () => {},
        off: () => {},
        destroy: () => {},
      };
      const whoNow = async () => (++looks < 3 ? someone : now);
      let parted = 0;
      const live = serveLive({ join: () => () => parted++, catchUp: () => {} }, 5);
      await live({ who: someone, signal: new AbortController().signal, whoNow }, response, REQUEST);
      assert.match(written, /event: logout\n/);
      assert.deepEqual([looks, parted], [3, 1]);
    });
});

const REQUEST = { headers: {}, params: {}, query: {} };

describe("a request that comes again", () => {
  it("is done once for its id, again after a failure, and each time without an id", async () => {
    let now = 0;
    const once = onceEach(() => now);
    let count = 0;
    const work = async () => ++count;
    assert.deepEqual(
      await Promise.all([once.run("a", work), once.run("a", work), once.run("b", work)]),
      [1, 1, 2],
    );
    assert.equal(await once.run(undefined, work), 3);
    await assert.rejects(once.run("c", () => Promise.reject(new Error("no"))));
    assert.equal(await once.run("c", work), 4);
    now = 11 * 60_000;
    assert.equal(await once.run("a", work), 5);
  });
});
