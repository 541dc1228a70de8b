import assert from "node:assert/strict";
import { startApprise } from "../../servers/notify/apprise.ts";
import { startDiscord } from "../../servers/notify/discord.ts";
import { startNtfy } from "../../servers/notify/ntfy.ts";
import { startTaker, type Taker } from "../../servers/notify/taker.ts";
import { homeAssistantPerTest } from "../../support/home-assistant.ts";

const JSON_TYPE = { "content-type": "application/json" };
const post = async (url: string, body: string, headers: Record<string, string> = JSON_TYPE) => {
  const response = await fetch(url, { method: "POST", body, headers });
  const text = await response.text();
  return { status: response.status, headers: response.headers, said: text && JSON.parse(text) };
};

describe("The test servers of channels", () => {
  const home = homeAssistantPerTest();
  const open: Taker[] = [];
  afterEach(() => Promise.all(open.splice(0).map((each) => each.close())));
  async function started<T extends Taker>(starting: Promise<T>): Promise<T> {
    const taker = await starting;
    open.push(taker);
    return taker;
  }

  it("refuse what is no object in JSON, and JSON that is sent as something else", async () => {
    const takers = [startTaker(() => ({ status: 200 })), startNtfy(), startApprise({}), startDiscord()];
    for (const starting of takers) {
      const { url, taken } = await started<Taker>(starting);
      for (const body of ["null", "7", "[]", "{"]) assert.equal((await post(url, body)).status, 400, body);
      assert.equal((await post(url, "{}", { "content-type": "text/plain" })).status, 400);
      assert.deepEqual(taken, []);
    }
  });

  it("limit as ntfy does, without a word of how long", async () => {
    const { url } = await started(startNtfy({ bucket: { burst: 1, everyMs: 60_000 } }));
    const message = JSON.stringify({ topic: "a", message: "b" });
    assert.equal((await post(url, message)).status, 200);
    const { status, headers, said } = await post(url, message);
    assert.deepEqual([status, said.code, headers.get("retry-after")], [429, 42901, null]);
  });

  it("limit as Discord does, with how long in the body and the headers", async () => {
    const { webhook } = await started(startDiscord({ limit: { calls: 1, everyMs: 60_000 } }));
    const first = await post(`${webhook}?wait=true`, JSON.stringify({ content: "a" }));
    assert.deepEqual([first.status, first.headers.get("x-ratelimit-remaining")], [200, "0"]);
    const { status, headers, said } = await post(webhook, JSON.stringify({ content: "a" }));
    assert.equal(status, 429);
    assert.ok(said.retry_after > 0 && said.retry_after <= 60);
    assert.ok(Number(headers.get("retry-after")) >= said.retry_after);
  });

  it("say as Discord does which field of a form is wrong", async () => {
    const { webhook } = await started(startDiscord());
    const embeds = [{ title: "a", url: "http://seerr:5055", color: -1, timestamp: "soon" }];
    const { status, said } = await post(
      webhook,
      JSON.stringify({ embeds, allowed_mentions: { parse: ["me"] } }),
    );
    assert.deepEqual([status, said.code], [400, 50035]);
    assert.deepEqual(Object.keys(said.errors.embeds[0]).sort(), ["color", "timestamp", "url"]);
    assert.equal(said.errors.embeds[0].url._errors[0].message, "Not a well formed URL.");
    assert.ok(said.errors.allowed_mentions.parse._errors.length > 0);
  });

  it("tell a wrong token from missing rights, and from an address that nobody knows", async () => {
    const ntfy = await started(startNtfy({ token: "Bearer tk_a", readOnly: "news" }));
    const codeFor = async (topic: string, login?: string) => {
      const headers = { ...JSON_TYPE, ...(login && { authorization: login }) };
      return (await post(ntfy.url, JSON.stringify({ topic, message: "b" }), headers)).said.code;
    };
    assert.deepEqual(
      [await codeFor("a", "Bearer tk_b"), await codeFor("a"), await codeFor("news", "Bearer tk_a")],
      [40101, 40301, 40301],
    );
    const { webhook } = await started(startDiscord());
    const content = JSON.stringify({ content: "a" });
    const answers = [
      await post(`${webhook}x`, content),
      await post(webhook.replace("/102", "/103"), content),
    ];
    assert.deepEqual(
      answers.map(({ status, said }) => [status, said.code]),
      [
        [401, 50027],
        [404, 10015],
      ],
    );
  });

  it("refuse in Home Assistant what a service does not know, and a message that is no text", async () => {
    const connection = home.connect(await home.start());
    const call = (domain: string, service: string, data: object) =>
      connection.request(
        { type: "call_service", domain, service, service_data: data },
        { timeoutMs: 10_000 },
      );
    for (const [domain, service] of [
      ["notify", "send_message"],
      ["notify", "mobile_app_phone"],
      ["persistent_notification", "create"],
    ] as const) {
      await call(domain, service, { message: "a", title: "b" });
      await assert.rejects(call(domain, service, { message: "a", color: 1 }), /extra keys not allowed/);
      await assert.rejects(call(domain, service, { message: { a: 1 } }));
      await assert.rejects(call(domain, service, { title: "b" }));
    }
    await call("persistent_notification", "create", { message: "a", notification_id: "b" });
    await assert.rejects(call("notify", "send_message", { message: "a", data: {} }), /data\['data'\]/);
  });
});
