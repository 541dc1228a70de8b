import assert from "node:assert/strict";
import type { LookupFunction } from "node:net";
import { createHttp } from "../../../src/http/create-http.ts";
import { isPrivateAddress, isPrivateHost } from "../../../src/http/private-address.ts";
import { listen } from "../../support/listen.ts";

describe("redirects into a private network", () => {
  for (const address of [
    ...["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1"],
    ...["::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "::ffff:10.0.0.1", "::ffff:7f00:1"],
    ...["64:ff9b::a00:1", "2002:7f00:1::", "::127.0.0.1"],
  ])
    it(`knows ${address} as private`, () => assert.equal(isPrivateAddress(address), true));
  for (const address of ["8.8.8.8", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
    it(`knows ${address} as public`, () => assert.equal(isPrivateAddress(address), false));
  it("knows hosts as addresses write them", () => {
    for (const host of ["localhost", "a.localhost", "[::1]", "127.0.0.1", "localhost."])
      assert.equal(isPrivateHost(host), true, host);
    for (const host of ["example.org", "[2606:4700::1111]", "mylocalhost.org"])
      assert.equal(isPrivateHost(host), false, host);
  });

  // everything is on this machine: an origin that a person named stands for the public site
  const lookup: LookupFunction = (_host, options, done) =>
    options.all ? done(null, [{ address: "127.0.0.1", family: 4 }]) : done(null, "127.0.0.1", 4);
  const ask = (url: string, named?: string) =>
    createHttp({ maxRedirects: 5, retries: 0, timeoutMs: 5000, lookup }).request({
      url,
      as: "text",
      ...(named !== undefined && { named }),
    });

  async function withServers(
    work: (site: (to: string) => string, inner: { port: string; seen: unknown[] }) => Promise<void>,
  ) {
    const inner = await listen((_, response) => response.end("inside"));
    const site = await listen((request, response) => {
      const to = decodeURIComponent(String(request.url).slice(1));
      if (to === "end") response.end("outside");
      else response.writeHead(302, { location: to }).end();
    });
    try {
      const { port } = new URL(inner.url);
      await work((to) => `${site.url}/${encodeURIComponent(to)}`, { port, seen: inner.seen });
    } finally {
      await Promise.all([inner.close(), site.close()]);
    }
  }

  for (const host of ["127.0.0.1", "[::ffff:127.0.0.1]", "localhost", "looks-public.test"])
    it(`does not follow a public site to ${host}`, () =>
      withServers(async (site, { port, seen }) => {
        await assert.rejects(ask(site(`http://${host}:${port}/`), "https://example.org"), {
          code: "private-redirect",
        });
        assert.equal(seen.length, 0);
      }));

  it("follows where the person named a private host, by number or by a name that leads there", () =>
    withServers(async (site, { port }) => {
      assert.equal((await ask(site(`http://127.0.0.1:${port}/`))).body, "inside");
      const nas = site(`http://127.0.0.1:${port}/`).replace("127.0.0.1", "nas.test");
      assert.equal((await ask(nas)).body, "inside");
    }));

  it("follows a public site within itself", () =>
    withServers(async (site) => {
      assert.equal((await ask(site("/end"), "https://example.org")).body, "outside");
    }));
});
