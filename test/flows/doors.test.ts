import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { request as ask, createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import {
  type NodeRedOptions,
  type NodeRedProcess,
  nodeRedVersion,
  startNodeRed,
} from "../support/node-red-process.ts";

const OWN = { "x-list-sync": "1" };
const PROVIDERS = "list-sync/list-source/providers";
const PREVIEW = "list-sync/list-source/preview";
const WARNING = /Without adminAuth, Node-RED 4\.1 lets any web page change your flows/;

/** bcrypt's hash of "secret", as settings.js wants it. */
const PASSWORD = "$2a$08$zZWtXTja0fB1pzD4sHCMyOCMYz2Z6dNbM6tl8sJogENOMcxWV9DN.";

describe("the doors of a real Node-RED", function () {
  this.timeout(60_000);
  let nodeRed: NodeRedProcess;
  let proxy: Server | undefined;
  afterEach(async () => {
    proxy?.closeAllConnections();
    proxy?.close();
    proxy = undefined;
    await nodeRed?.stop();
  });

  const start = async (options: NodeRedOptions = {}) => {
    nodeRed = await startNodeRed({ flows: [], ...options });
  };
  const get = (path: string, headers: Record<string, string> = OWN, base = nodeRed.url) =>
    fetch(`${base}/${path}`, { headers });
  const preview = (headers: Record<string, string>, base = nodeRed.url) =>
    fetch(`${base}/${PREVIEW}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ entry: { list: "" } }),
    });

  /** A proxy before Node-RED, as nginx or Home Assistant's ingress is one. */
  async function behind(headers: (host: string) => Record<string, string>, prefix = ""): Promise<string> {
    const server = createServer((incoming, outgoing) => {
      const { port } = new URL(nodeRed.url);
      const path = (incoming.url ?? "").slice(prefix.length);
      const forwarded = ask(
        {
          port,
          host: "127.0.0.1",
          path,
          method: incoming.method,
          headers: { ...incoming.headers, ...headers(String(incoming.headers.host)) },
        },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(outgoing);
        },
      );
      incoming.pipe(forwarded);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    proxy = server;
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}`;
  }

  it("open to the editor, and to nobody else", async () => {
    await start();
    assert.equal((await get(PROVIDERS)).status, 200);
    assert.equal((await preview({ ...OWN, origin: nodeRed.url })).status, 200);
    assert.equal((await preview({ "sec-fetch-site": "same-origin" })).status, 200);
    const foreign = await preview({ ...OWN, origin: "http://evil.example" });
    assert.equal(foreign.status, 403);
    assert.equal(foreign.headers.get("access-control-allow-origin"), null);
    assert.equal(
      (await get(PROVIDERS, { origin: "http://evil.example" })).headers.get("access-control-allow-origin"),
      null,
    );
    assert.equal(WARNING.test(nodeRed.log()), nodeRedVersion === "4");
  });

  it("work below httpAdminRoot", async () => {
    await start({ settings: { httpAdminRoot: "/red" } });
    assert.equal((await get(`red/${PROVIDERS}`)).status, 200);
    assert.equal((await get(`red/${PROVIDERS}`, {})).status, 403);
  });

  it("work behind ingress with a prefix, and behind a proxy that keeps Host", async () => {
    await start();
    const ingress = await behind(
      (host) => ({ host: "172.30.33.2:1880", "x-forwarded-host": host }),
      "/api/hassio_ingress/token",
    );
    const { origin } = new URL(ingress);
    assert.equal((await preview({ ...OWN, origin }, ingress)).status, 200);
    assert.equal((await preview({ ...OWN, origin: "http://evil.example" }, ingress)).status, 403);
    proxy?.close();
    const plain = await behind((host) => ({ host }));
    assert.equal((await preview({ ...OWN, origin: plain }, plain)).status, 200);
  });

  it("work behind nginx with https without X-Forwarded-Host, and say what to do where they do not", async () => {
    await start();
    const rewriting = await behind(() => ({ host: "127.0.0.1:1880" }));
    const https = { origin: "https://home.example", "sec-fetch-site": "same-origin" };
    assert.equal((await preview(https, rewriting)).status, 200);
    const plain = await preview({ ...OWN, origin: rewriting }, rewriting);
    assert.equal(plain.status, 403);
    assert.match(((await plain.json()) as { message: string }).message, /proxy_set_header Host \$host/);
  });

  it("ask for the permissions of adminAuth behind the gate", async () => {
    const users = [
      { username: "all", password: PASSWORD, permissions: "*" },
      { username: "reader", password: PASSWORD, permissions: "read" },
    ];
    const tokens = ["all", "reader"].map((name) => createHash("sha256").update(name).digest("hex"));
    await start({
      rawSettings: `adminAuth: {
        type: "credentials", users: ${JSON.stringify(users)},
        tokens: (token) => Promise.resolve(({ "${tokens[0]}": { username: "all", permissions: "*" }, "${tokens[1]}": { username: "reader", permissions: "read" } })[token]),
      }`,
    });
    const as = (token = "") => ({ ...OWN, authorization: `Bearer ${token}` });
    const [all, reader] = tokens;
    assert.equal((await get(PROVIDERS)).status, 401);
    assert.equal((await get(PROVIDERS, as(reader))).status, 200);
    assert.equal((await preview(as(reader))).status, 401);
    assert.equal((await preview(as(all))).status, 200);
    assert.equal((await preview({ ...as(all), origin: "http://evil.example" })).status, 403);
    assert.doesNotMatch(nodeRed.log(), WARNING);
  });
});
