import assert from "node:assert/strict";
import type { Channel, Verdict } from "../../../src/notify/channels/channel.ts";
import { discord } from "../../../src/notify/channels/discord.ts";
import { httpChannel } from "../../../src/notify/channels/http-channel.ts";
import { ntfy } from "../../../src/notify/channels/ntfy.ts";
import { createDelivery } from "../../../src/notify/deliver.ts";
import { testNotice } from "../../../src/notify/samples.ts";
import { startDiscord } from "../../servers/notify/discord.ts";
import { startNtfy } from "../../servers/notify/ntfy.ts";

const NOTICE = testNotice(new Date(0));
const AGAIN: Verdict = { kind: "again", code: "notify-unreachable", why: "It is away." };

/** A channel that answers so, and then always sends. */
function channelOf(...answers: (Verdict | Promise<Verdict>)[]): Channel & { tries: number } {
  const channel = {
    name: "test",
    tries: 0,
    preview: () => undefined,
    async send(): Promise<Verdict> {
      channel.tries += 1;
      return answers.shift() ?? { kind: "sent" };
    },
  };
  return channel;
}

describe("The delivery of notifications", () => {
  it("tries three times and no more", async () => {
    const twice = channelOf(AGAIN, AGAIN);
    await createDelivery(twice, { backOffMs: 1 }).send(NOTICE);
    assert.equal(twice.tries, 3);
    const always = channelOf(AGAIN, AGAIN, AGAIN, AGAIN);
    await assert.rejects(createDelivery(always, { backOffMs: 1 }).send(NOTICE), {
      code: "notify-unreachable",
    });
    assert.equal(always.tries, 3);
  });

  it("does not repeat what is refused, or what is to wait too long", async () => {
    for (const answer of [
      { kind: "refused", why: "No." },
      { ...AGAIN, afterMs: 3_600_000 },
    ] as Verdict[]) {
      const channel = channelOf(answer);
      await assert.rejects(createDelivery(channel, { backOffMs: 1 }).send(NOTICE));
      assert.equal(channel.tries, 1);
    }
  });

  it("lets a hundred wait, and says so of the next one", async () => {
    let free = (_verdict: Verdict) => {};
    const first = new Promise<Verdict>((resolve) => {
      free = resolve;
    });
    const channel = channelOf(first);
    const delivery = createDelivery(channel);
    const sent = Array.from({ length: 100 }, () => delivery.send(NOTICE));
    assert.equal(delivery.waiting, 100);
    await assert.rejects(delivery.send(NOTICE), { code: "notify-limited" });
    free({ kind: "sent" });
    await Promise.all(sent);
    assert.deepEqual([channel.tries, delivery.waiting], [100, 0]);
  });

  it("gives up what waits when it is closed, and says how much that was", async () => {
    const delivery = createDelivery(channelOf(AGAIN), { backOffMs: 60_000 });
    const sent = [delivery.send(NOTICE), delivery.send(NOTICE)].map((each) =>
      assert.rejects(each, { code: "cancelled" }),
    );
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(await delivery.close(), 2);
    await Promise.all(sent);
  });

  it("waits out a limit that does not say for how long, and loses nothing of what waits", async () => {
    const taker = await startNtfy({ bucket: { burst: 2, everyMs: 200 } });
    try {
      const channel = httpChannel(ntfy(`${taker.url}/my-topic`, undefined, undefined));
      const delivery = createDelivery(channel, { backOffMs: 1, limitedMs: 210 });
      await Promise.all(Array.from({ length: 6 }, () => delivery.send(NOTICE)));
      assert.equal(taker.taken.length, 6);
    } finally {
      await taker.close();
    }
  });

  it("rests five seconds after such a limit, with all that waits", async () => {
    const limited: Verdict = { kind: "again", code: "notify-limited", why: "Too many." };
    const channel = channelOf(limited);
    const began = performance.now();
    const delivery = createDelivery(channel, { backOffMs: 1 });
    await Promise.all([delivery.send(NOTICE), delivery.send(NOTICE)]);
    assert.ok(performance.now() - began >= 4990);
    assert.equal(channel.tries, 3);
  });

  it("gets all messages to Discord, at the pace that it asks for", async () => {
    const taker = await startDiscord({ limit: { calls: 2, everyMs: 200 } });
    try {
      const delivery = createDelivery(httpChannel(discord(taker.webhook, undefined)), { backOffMs: 1 });
      await Promise.all(Array.from({ length: 4 }, () => delivery.send(NOTICE)));
      assert.equal(taker.taken.length, 4);
    } finally {
      await taker.close();
    }
  });

  it("lets all that wait keep to what the service asks for, those too that come later", async () => {
    const channel = channelOf(
      { ...AGAIN, afterMs: 300 },
      { ...AGAIN, afterMs: 300 },
      { ...AGAIN, afterMs: 300 },
    );
    const delivery = createDelivery(channel, { backOffMs: 1 });
    const began = performance.now();
    await assert.rejects(delivery.send(NOTICE), { code: "notify-unreachable" });
    await delivery.send(NOTICE);
    assert.equal(channel.tries, 4);
    assert.ok(performance.now() - began >= 890);
    const away = channelOf({ ...AGAIN, afterMs: 3_600_000 });
    const other = createDelivery(away, { backOffMs: 1 });
    for (const notice of [NOTICE, NOTICE])
      await assert.rejects(other.send(notice), { code: "notify-unreachable" });
    assert.equal(away.tries, 1);
    await other.close();
  });
});
