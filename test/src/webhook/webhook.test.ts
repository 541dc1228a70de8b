import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { request as httpRequest } from "node:http";
import { connect, type Socket } from "node:net";
import { createGuard } from "../../../src/webhook/guard.ts";
import { createWebhook, type WebhookOptions, type WebhookRequest } from "../../../src/webhook/webhook.ts";
import { listen } from "../../support/listen.ts";

const TOKEN = "a token of the test";
const MB = 1024 * 1024;

describe("A webhook", () => {
  let done: (() => Promise<void>) | undefined;
  afterEach(async () => {
    await done?.();
    done = undefined;
  });

  async function start(options: Partial<WebhookOptions> = {}) {
    const errors: unknown[] = [];
    const acts: unknown[] = [];
    const webhook = createWebhook({
      guard: createGuard("token", TOKEN),
      maxBytes: 2 * MB,
      perMinute: 0,
      async act(verdict) {
        acts.push(verdict);
        return { status: 202, body: { result: "started" } };
      },
      runStatus: async (runId) => ({ runId }),
      description: {},
      onError: (error) => errors.push(error),
      ...options,
    });
    const server = await listen((request, response) => {
      const asked = Object.assign(request, { params: {} }) as WebhookRequest;
      if (request.method === "GET") webhook.tellRun(asked, response);
      else webhook.receive(asked, response);
    });
    done = server.close;
    const send = async (body: string | undefined, headers: Record<string, string> = {}) => {
      const answer = await fetch(server.url, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: TOKEN, ...headers },
        ...(body !== undefined && { body }),
      });
      return {
        status: answer.status,
        headers: answer.headers,
        body: (await answer.json()) as Record<string, unknown>,
      };
    };
    return { send, url: server.url, errors, acts, webhook };
  }

  it("answers each mistake with its status and a sentence", async () => {
    const { send, errors } = await start({ maxBytes: 1000 });
    const cases: [Awaited<ReturnType<typeof send>>, number][] = [
      [await send("[]", { authorization: "wrong" }), 401],
      [await send("x".repeat(2000), { authorization: "wrong" }), 401],
      [await send("a=b", { "content-type": "application/x-www-form-urlencoded" }), 415],
      [await send("{"), 400],
      [await send(""), 400],
      [await send(undefined), 400],
      [await send("x".repeat(1001)), 413],
      [await send("{}"), 400],
      [await send('["Heat (1995)"]'), 202],
    ];
    for (const [{ status, body }, must] of cases) {
      assert.equal(status, must, JSON.stringify(body));
      if (must >= 400) assert.match(String(body.message), /^[A-Z].*\.$/);
    }
    assert.deepEqual(errors, []);
  });

  it("takes a body up to the byte, and reads none of a larger one", async () => {
    const { send } = await start({ maxBytes: MB });
    const body = (length: number) => `["${"x".repeat(length - 4)}"]`;
    assert.equal((await send(body(MB))).status, 202);
    assert.equal((await send(body(MB + 1))).status, 413);
    assert.equal((await send(body(12 * MB))).status, 413);
  });

  /** Sends a body in pieces, as slowly as said. */
  const inPieces = (url: string, pieces: (string | number)[], headers: Record<string, string> = {}) =>
    new Promise<number | string>((resolve) => {
      const outgoing = httpRequest(url, {
        method: "POST",
        agent: false,
        headers: { "content-type": "application/json", authorization: TOKEN, ...headers },
      });
      outgoing.on("response", (answer) => {
        answer.resume();
        answer.on("end", () => resolve(answer.statusCode ?? 0));
      });
      outgoing.on("error", ({ message }) => resolve(message));
      void (async () => {
        for (const piece of pieces) {
          if (typeof piece === "number") await new Promise((next) => setTimeout(next, piece));
          else outgoing.write(piece);
        }
        outgoing.end();
      })();
    });

  it("counts a body that does not say how long it is", async () => {
    const { url } = await start({ maxBytes: 1000 });
    assert.equal(await inPieces(url, ['["Heat', 20, " (1995)", 20, '"]']), 202);
    assert.equal(await inPieces(url, ["[", "x".repeat(600), 20, "x".repeat(600)]), 413);
  });

  it("does nothing twice that is signed with a time, though the body ends after that time has passed", async () => {
    const [secret, body] = ["open sesame", '["Heat (1995)"]'];
    const sentAt = 1_800_000_000;
    let now = sentAt * 1000;
    const { url, acts } = await start({ guard: createGuard("signed", secret, () => now), now: () => now });
    const signature = createHmac("sha256", secret).update(`${sentAt}.${body}`).digest("hex");
    const headers = { "x-hub-signature-256": `sha256=${signature}`, "x-listsync-timestamp": String(sentAt) };
    assert.equal(await inPieces(url, [body], headers), 202);
    now += 5 * 60_000 - 100;
    const late = inPieces(url, [body.slice(0, 5), 600, body.slice(5)], headers);
    await new Promise((next) => setTimeout(next, 300));
    now += 2000;
    assert.equal(await late, 202);
    assert.equal(acts.length, 1);
  });

  it("does not wait for ever for a body", async () => {
    const { url } = await start({ timeoutMs: 100 });
    assert.equal(await inPieces(url, ["[", 600, "]"]), 400);
  });

  describe("while strangers hold many bodies open", () => {
    const secret = "open sesame";
    const sockets: Socket[] = [];
    afterEach(() => {
      for (const socket of sockets.splice(0)) socket.destroy();
    });

    /** Sends all of a body of 2 MB but its end, with 64 digits for a signature. */
    const hold = (url: string) =>
      new Promise<void>((resolve) => {
        const { hostname, port } = new URL(url);
        const socket = connect(Number(port), hostname);
        sockets.push(socket);
        socket.on("error", () => resolve());
        socket.on("close", () => resolve());
        socket.resume();
        socket.write(
          `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${2 * MB}\r\n` +
            `X-Hub-Signature-256: sha256=${"ab".repeat(32)}\r\n\r\n`,
        );
        socket.write("x".repeat(2 * MB - 1), () => resolve());
      });

    const signedBy = (body: string) => ({
      "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
    });

    it("lets in who signs rightly, and who shows a token", async () => {
      const signed = await start({ guard: createGuard("signed", secret) });
      const close = done;
      const token = await start();
      const closeToken = done;
      done = async () => {
        for (const socket of sockets) socket.destroy();
        await close?.();
        await closeToken?.();
      };
      await Promise.all(Array.from({ length: 40 }, () => hold(signed.url)));
      for (let each = 0; each < 10; each += 1) {
        const body = `["${"x".repeat(MB)} ${each}"]`;
        assert.equal((await signed.send(body, signedBy(body))).status, 202);
        assert.equal((await token.send(body)).status, 202);
      }
    });

    it("counts a body that never ends, or is too slow, with the strangers", async () => {
      const { url, send } = await start({
        guard: createGuard("signed", secret),
        perMinute: 3,
        timeoutMs: 100,
      });
      const headers = { "x-hub-signature-256": `sha256=${"ab".repeat(32)}` };
      const statuses = [];
      for (let each = 0; each < 4; each += 1) statuses.push(await inPieces(url, ["[", 600, "]"], headers));
      assert.deepEqual(statuses, [400, 400, 400, 429]);
      const body = '["Heat (1995)"]';
      assert.equal((await send(body, signedBy(body))).status, 202);
    });
  });

  it("says from which moment on it is too often, to strangers and to others apart", async () => {
    const { send } = await start({ perMinute: 3 });
    const statuses = async (headers: Record<string, string>) => {
      const all: number[] = [];
      for (let each = 0; each < 5; each += 1) all.push((await send('["Heat (1995)"]', headers)).status);
      return all;
    };
    assert.deepEqual(await statuses({ authorization: "wrong" }), [401, 401, 401, 429, 429]);
    assert.deepEqual(await statuses({}), [202, 202, 202, 429, 429]);
    assert.ok(Number((await send("[]")).headers.get("retry-after")) > 0);
  });

  it("survives whatever its work throws, says nothing of it, and reports it", async () => {
    const { send, errors } = await start({
      act: () => Promise.reject(new Error("SELECT secret FROM everything")),
    });
    const { status, body } = await send('["Heat (1995)"]');
    assert.equal(status, 503);
    assert.ok(!JSON.stringify(body).includes("SELECT"));
    assert.match(String(errors[0]), /SELECT/);
  });

  it("refuses what comes after its end with 503", async () => {
    const { send, webhook } = await start();
    webhook.close();
    const { status, headers } = await send("[]");
    assert.equal(status, 503);
    assert.equal(headers.get("retry-after"), "5");
  });

  it("says what is in the way when somebody else has read the body", async () => {
    const { webhook } = await start();
    const server = await listen((request, response) => {
      const asked = Object.assign(request, { params: {}, body: { read: true } }) as unknown as WebhookRequest;
      webhook.receive(asked, response);
    });
    const answer = await fetch(server.url, {
      method: "POST",
      headers: { authorization: TOKEN, "content-type": "application/json" },
      body: "[]",
    });
    assert.equal(answer.status, 503);
    assert.match(await answer.text(), /Another part of Node-RED has read the body/);
    await server.close();
  });
});
