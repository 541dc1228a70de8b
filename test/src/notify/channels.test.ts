import assert from "node:assert/strict";
import { apprise } from "../../../src/notify/channels/apprise.ts";
import type { Channel } from "../../../src/notify/channels/channel.ts";
import { discord } from "../../../src/notify/channels/discord.ts";
import { httpChannel } from "../../../src/notify/channels/http-channel.ts";
import { ntfy } from "../../../src/notify/channels/ntfy.ts";
import { webhook } from "../../../src/notify/channels/webhook.ts";
import { compose } from "../../../src/notify/compose.ts";
import { newsOfSummary } from "../../../src/notify/run-news.ts";
import type { RunSummary } from "../../../src/runs/events.ts";
import { startApprise } from "../../servers/notify/apprise.ts";
import { DISCORD_SECRET, startDiscord } from "../../servers/notify/discord.ts";
import { startNtfy } from "../../servers/notify/ntfy.ts";
import { startTaker, type Taker } from "../../servers/notify/taker.ts";
import { hostileSummary, summaryWith } from "../../support/news.ts";

const NOW = new Date("2026-11-21T02:02:00.000Z");
const POSTER = "https://image.tmdb.org/t/p/w342/a.jpg";
const noticeOf = (summary: RunSummary) => compose([newsOfSummary(summary, NOW)]);
const send = (channel: Channel, summary: RunSummary = summaryWith()) =>
  channel.send(noticeOf(summary), new AbortController().signal);

describe("Channels", () => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(() => Promise.all(open.splice(0).map((each) => each.close())));
  async function started<T extends Taker>(starting: Promise<T>): Promise<T> {
    const taker = await starting;
    open.push(taker);
    return taker;
  }
  const hook = () => started(startTaker(() => ({ status: 200, body: { ok: true } })));

  /** Each with a server of its own, and milliseconds for one try. */
  const KINDS: Record<string, (timeoutMs?: number) => Promise<{ taker: Taker; channel: Channel }>> = {
    async Discord(timeoutMs) {
      const taker = await started(startDiscord());
      return { taker, channel: httpChannel(discord(taker.webhook, undefined), timeoutMs) };
    },
    async ntfy(timeoutMs) {
      const taker = await started(startNtfy());
      return { taker, channel: httpChannel(ntfy(`${taker.url}/my-topic`, undefined, undefined), timeoutMs) };
    },
    async Apprise(timeoutMs) {
      const taker = await started(startApprise({ "my-key": ["family"] }));
      return {
        taker,
        channel: httpChannel(apprise(`${taker.url}/notify/my-key`, undefined, undefined), timeoutMs),
      };
    },
    async webhook(timeoutMs) {
      const taker = await hook();
      return { taker, channel: httpChannel(webhook(`${taker.url}/hook`, undefined, undefined), timeoutMs) };
    },
  };

  for (const [name, start] of Object.entries(KINDS))
    describe(name, () => {
      it("accepts a sync, and one of hostile titles, within its limits", async () => {
        const { taker, channel } = await start();
        for (const summary of [summaryWith(), hostileSummary()])
          assert.deepEqual(await send(channel, summary), { kind: "sent" });
        const text = JSON.stringify(taker.taken.map(({ body }) => body));
        assert.match(text, /Heat \(1995\)|Heat \\\\\(1995/);
        assert.doesNotMatch(text, /\\u202e|\u202e|\\u0000|\ufffd/);
        assert.doesNotMatch(text, /\\ud[89a-f]/);
      });

      it("is waited for when it limits, and gives up on what it refuses", async () => {
        const { taker, channel } = await start();
        taker.next.push({ status: 429, headers: { "retry-after": "3" }, body: { message: "slow down" } });
        const limited = await send(channel);
        assert.deepEqual([limited.kind, "afterMs" in limited && limited.afterMs], ["again", 3000]);
        taker.next.push({ status: 400, body: { message: "no" } });
        assert.equal((await send(channel)).kind, "refused");
        taker.next.push({ status: 503 });
        assert.equal((await send(channel)).kind, "again");
      });

      it("does not take a web page or a redirect for an answer", async () => {
        const { taker, channel } = await start();
        const page = "<!DOCTYPE html><title>Log in</title>";
        taker.next.push({ status: 200, headers: { "content-type": "text/html" }, body: page });
        const login = await send(channel);
        assert.ok(login.kind === "refused" && /response is not one of/.test(login.why));
        taker.next.push({ status: 302, headers: { location: `${taker.url}/elsewhere` } });
        const moved = await send(channel);
        assert.ok(moved.kind === "refused" && /redirects/.test(moved.why));
        assert.equal(taker.calls, 2);
      });

      it("is not waited for for ever when it says nothing", async () => {
        const { taker, channel } = await start(400);
        taker.next.push("never");
        const silent = await send(channel);
        assert.ok(silent.kind === "again" && /did not respond/.test(silent.why));
        assert.equal(taker.calls, 1);
      });
    });

  it("cannot be made to mention anybody in Discord, or to show what a title writes as markup", async () => {
    const taker = await started(startDiscord());
    await send(httpChannel(discord(taker.webhook, undefined)), hostileSummary());
    const { body } = taker.taken[0] ?? assert.fail();
    assert.deepEqual(body.allowed_mentions, { parse: [] });
    const [embed] = body.embeds as { fields: { value: string }[] }[];
    const text = embed?.fields.map(({ value }) => value).join("\n") ?? "";
    assert.match(text, /\\@everyone \\<\\@123\\>/);
    assert.match(text, /\\\*\\\*bold\\\*\\\*/);
    assert.doesNotMatch(text, /[^\\]@|[^\\]`|https:\/\/evil/);
  });

  it("tells Discord results, lists with links, requests with posters, and problems with reasons", async () => {
    const taker = await started(startDiscord());
    const news = newsOfSummary(
      summaryWith({
        state: "completed_with_errors",
        counts: { requested: 1, not_found: 1, already_available: 18 },
        problems: [{ title: "Beef", status: "not_found", reason: "Nobody knows it." }],
      }),
      NOW,
    );
    const notice = compose([
      { ...news, types: { movies: 15, shows: 5 }, requested: [{ title: "Heat (1995)", poster: POSTER }] },
    ]);
    const channel = httpChannel(discord(taker.webhook, "https://seerr.example.org"));
    await channel.send(notice, new AbortController().signal);
    const [embed = {}, poster] = (taker.taken[0]?.body.embeds ?? []) as Record<string, unknown>[];
    assert.equal(embed.title, "Main: sync completed with problems");
    assert.match(String(embed.description), /19 of 20 titles without a problem/);
    assert.match(String(embed.description), /95 %/);
    const fields = Object.fromEntries(
      (embed.fields as { name: string; value: string }[]).map(({ name, value }) => [name, value]),
    );
    assert.deepEqual(fields, {
      Movies: "15 (75 %)",
      Shows: "5 (25 %)",
      Duration: "1 min 30 s",
      "Per title": "4.5 s",
      Results: "• 1 requested\n• 1 not found\n• 18 already there",
      "New requests": "• Heat \\(1995\\)",
      Problems: "• Beef – Nobody knows it.",
      Lists: "• [Films](https://www.imdb.com/list/ls1/) – 20 titles",
    });
    assert.deepEqual([embed.url, poster?.thumbnail], ["https://seerr.example.org", { url: POSTER }]);
  });

  it("leaves out a link that Discord would refuse the message for", async () => {
    const taker = await started(startDiscord());
    for (const [link, url] of [
      ["http://seerr:5055", undefined],
      ["http://[fd00::1]:5055", undefined],
      ["http://192.168.1.5:5055/", "http://192.168.1.5:5055/"],
    ] as const) {
      assert.deepEqual(await send(httpChannel(discord(taker.webhook, link))), { kind: "sent" });
      const [embed] = (taker.taken.at(-1)?.body.embeds ?? []) as { url?: string }[];
      assert.equal(embed?.url, url);
    }
  });

  it("takes addresses of Discord with a version, and says so when the key is wrong", async () => {
    const taker = await started(startDiscord());
    const webhookOf = (address: string) => httpChannel(discord(address, undefined));
    const versioned = taker.webhook.replace("/api/", "/api/v10/");
    assert.deepEqual(await send(webhookOf(versioned)), { kind: "sent" });
    const verdict = await send(webhookOf(taker.webhook.slice(0, -1)));
    assert.ok(verdict.kind === "refused" && /HTTP 401/.test(verdict.why));
  });

  it("keeps the address of Discord out of what it says, also when Discord repeats it", async () => {
    const taker = await started(startDiscord());
    const channel = httpChannel(discord(taker.webhook.replace("1029384756", "1"), undefined));
    const verdict = await send(channel);
    assert.ok(verdict.kind === "refused");
    assert.match(verdict.why, /Discord does not know this address.*404/);
    assert.doesNotMatch(verdict.why, new RegExp(`${DISCORD_SECRET}|127\\.0\\.0\\.1`));
    // Discord says in seconds how long to wait, in the body too
    taker.next.push({
      status: 429,
      body: { message: "You are being rate limited.", retry_after: 0.35, global: false },
    });
    const limited = await send(channel);
    assert.equal("afterMs" in limited && limited.afterMs, 350);
  });

  it("sends ntfy the topic of the address, and a login as people paste it", async () => {
    for (const [token, header] of [
      ["tk_abcdefgh", "Bearer tk_abcdefgh"],
      ["ana:secret", `Basic ${Buffer.from("ana:secret").toString("base64")}`],
    ] as const) {
      const taker = await started(startNtfy({ token: header }));
      const channel = httpChannel(ntfy(`${taker.url}/my-topic`, token, "https://seerr.example.org"));
      assert.deepEqual(await send(channel), { kind: "sent" });
      const { body } = taker.taken[0] ?? assert.fail();
      assert.deepEqual(
        [body.topic, body.title, body.click, body.priority],
        ["my-topic", "Main: sync completed", "https://seerr.example.org", 3],
      );
      assert.match(String(body.message), /1 requested, 19 already there\.\n\nNew requests:\n• Heat \(1995\)/);
      for (const [other, status] of [
        ["tk_other", 401],
        [undefined, 403],
      ] as const) {
        const verdict = await send(httpChannel(ntfy(`${taker.url}/my-topic`, other, undefined)));
        assert.ok(verdict.kind === "refused" && verdict.why.includes(`HTTP ${status}`));
      }
    }
    for (const address of [
      "https://ntfy.sh/",
      "https://ntfy.sh/a%2Fb",
      "ntfy.sh/topic",
      "ftp://ntfy.sh/topic",
    ])
      assert.throws(() => ntfy(address, undefined, undefined), { code: "bad-config" });
  });

  it("takes no long message for ntfy that would arrive as an attachment", async () => {
    const taker = await started(startNtfy());
    await send(httpChannel(ntfy(`${taker.url}/my-topic`, undefined, undefined)), hostileSummary());
    const message = String(taker.taken[0]?.body.message);
    assert.ok(Buffer.byteLength(message) < 4096 && Buffer.byteLength(message) > 3000);
    assert.match(message, /… and \d+ more$/);
  });

  it("takes it for a failure when the Apprise API has nobody to tell, or told only some", async () => {
    const taker = await started(startApprise({ "my-key": ["family"] }));
    const to = (key: string, tag?: string) =>
      send(httpChannel(apprise(`${taker.url}/notify/${key}`, undefined, tag)));
    assert.deepEqual(await to("my-key", "family"), { kind: "sent" });
    const nobody = await to("other-key");
    assert.ok(nobody.kind === "refused" && /nothing configured/.test(nobody.why));
    const some = await to("my-key", "friends");
    assert.ok(some.kind === "refused" && /only some/.test(some.why));
    assert.throws(() => apprise(taker.url, undefined, undefined), /notify\/my-key/);
  });

  it("sends the Apprise API no poster where it cannot fetch that", async () => {
    const plain = newsOfSummary(summaryWith(), NOW);
    const news = { ...plain, requested: [{ title: "Heat", poster: POSTER }] };
    for (const [attachments, attached] of [
      [undefined, [POSTER]],
      ["refused", undefined],
    ] as const) {
      const taker = await started(startApprise({ "my-key": [] }, attachments && { attachments }));
      const channel = httpChannel(apprise(`${taker.url}/notify/my-key`, undefined, undefined));
      assert.deepEqual(await channel.send(compose([news]), new AbortController().signal), { kind: "sent" });
      assert.deepEqual(
        taker.taken.map(({ body }) => body.attach),
        [attached],
      );
      // without a poster there is nothing to leave out
      const { calls } = taker;
      taker.next.push({ status: 400, body: { error: "no" } });
      assert.equal((await send(channel)).kind, "refused");
      assert.equal(taker.calls, calls + 1);
    }
  });

  it("pings nobody through the Apprise API or a webhook", async () => {
    for (const name of ["Apprise", "webhook"]) {
      const { taker, channel } = (await KINDS[name]?.()) ?? assert.fail();
      await send(channel, hostileSummary());
      const { title, body, text, summary } = taker.taken[0]?.body ?? {};
      assert.doesNotMatch([title, body, text, summary].join("\n"), /@(everyone|here)|<@|<b>|<script/);
    }
  });

  it("fills the template of a webhook, and no title adds to its form", async () => {
    const taker = await hook();
    const template = JSON.stringify({
      content: "{{title}}: {{counts.requested}} new, {{counts.failed}} failed",
      titles: "{{requested}}",
      nested: [{ reasons: "{{problems}}", level: "{{level}}" }],
      fixed: 7,
    });
    const channel = httpChannel(webhook(taker.url, "tk", template));
    const summary = summaryWith({ requested: ['a", "admin": true, "b": "{{level}}'] });
    assert.deepEqual(await send(channel, summary), { kind: "sent" });
    const { body, headers } = taker.taken[0] ?? assert.fail();
    assert.deepEqual(body, {
      content: "Main: sync completed: 1 new, 0 failed",
      titles: ['a", "admin": true, "b": "{{level}}'],
      nested: [{ reasons: [], level: "success" }],
      fixed: 7,
    });
    assert.equal(headers.authorization, "Bearer tk");
    const mentions = webhook(
      taker.url,
      undefined,
      '{"one": "New: {{requested}}{{profile}}", "all": "{{requested}}"}',
    );
    await send(
      httpChannel(mentions),
      summaryWith({ requested: ["@everyone", "<@123> {{ x }}", "a@"], profile: "here" }),
    );
    const { one, all } = taker.taken[1]?.body ?? assert.fail();
    assert.doesNotMatch(String(one), /@everyone|@here|<@|@123|\{\{/);
    assert.match(String(one), /^New: @.everyone, <.@.123> \{.\{ x \}\}, a@.here$/u);
    assert.deepEqual(all, ["@everyone", "<@123> {{ x }}", "a@"]);
    assert.throws(() => webhook(taker.url, undefined, "{text: 1}"), /not JSON/);
    assert.throws(() => webhook(taker.url, undefined, '"{{titel}}"'), /\{\{titel\}\}, which does not exist/);
  });
});
