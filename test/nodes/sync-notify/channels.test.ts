import assert from "node:assert/strict";
import { DISCORD_SECRET, startDiscord } from "../../servers/notify/discord.ts";
import { startNtfy } from "../../servers/notify/ntfy.ts";
import { summaryWith } from "../../support/news.ts";
import { notifyFlowPerTest } from "../../support/notify-flow.ts";
import { errorOf } from "../../support/overseerr-flow.ts";

describe("sync-notify and its channels", () => {
  const { open, started, told } = notifyFlowPerTest();

  it("tells Discord of a summary, and hands the composed message to the flow", async () => {
    const taker = await started(startDiscord());
    const running = await open({ channel: "discord" }, { address: taker.webhook });
    running.send("notify", { payload: summaryWith() });
    const [got] = await told(taker, 1);
    assert.equal(((got?.body.embeds ?? []) as { title: string }[])[0]?.title, "Main: sync completed");
    const [composed] = await running.sink("composed").count(1);
    assert.equal(composed?.topic, "Main: sync completed");
    assert.match(String(composed?.payload), /^1 requested, 19 already there\.\n\nNew requests:\n• Heat/);
    const notice = composed?.notice as Record<string, unknown>;
    assert.deepEqual([notice.level, notice.requested, notice.profile], ["success", ["Heat (1995)"], "Main"]);
    await running.sink("completed").count(1);
    await running.shows(
      "notify",
      ({ text, fill }) => /^sent \d\d:\d\d$/.test(text ?? "") && fill === "green",
    );
  });

  it("sends only where the deployed node says, whatever a message says", async () => {
    const [ours, other] = [await started(startNtfy()), await started(startNtfy())];
    const running = await open({ channel: "ntfy" }, { address: `${ours.url}/topic` });
    const elsewhere = `${other.url}/topic`;
    running.send("notify", {
      payload: { ...summaryWith(), address: elsewhere, url: elsewhere, channel: "none" },
      address: elsewhere,
      url: elsewhere,
      channel: "webhook",
      credentials: { address: elsewhere },
    });
    await told(ours, 1);
    assert.equal(other.calls, 0);
  });

  it("tries three times, waits as long as it is told to, and then is an error without the address", async () => {
    const taker = await started(startDiscord());
    const running = await open({ channel: "discord" }, { address: taker.webhook });
    taker.next.push({ status: 429, headers: { "retry-after": "1" } }, { status: 500 });
    running.send("notify", { payload: summaryWith() });
    await told(taker, 1);
    assert.equal(taker.calls, 3);
    await running.sink("completed").count(1);
    taker.next.push({ status: 400, body: { message: `Invalid Form Body of ${taker.webhook}` } });
    running.send("notify", { payload: summaryWith() });
    const [failed] = await running.sink("errors").count(1);
    const { code, message } = errorOf(failed);
    assert.equal(code, "notify-refused");
    assert.match(message, /Discord did not accept the notification \(HTTP 400: Invalid Form Body/);
    assert.equal(taker.calls, 4);
    await running.shows("notify", ({ text }) => text === "notification refused");
    assert.doesNotMatch(
      running.log() + JSON.stringify(running.statuses("notify")) + message,
      new RegExp(DISCORD_SECRET),
    );
  });
});
