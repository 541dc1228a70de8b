import assert from "node:assert/strict";
import { type GateRequest, refusalAtGate } from "../../../../src/node-red/endpoints/gate.ts";

type Headers = GateRequest["headers"];
const at = (headers: Headers): Headers => ({ host: "nodered.local:1880", ...headers });
const JSON_BODY = { "content-type": "application/json" };

describe("the gate before our endpoints", () => {
  for (const [what, headers] of [
    ["a call of the editor over https or on localhost", { "sec-fetch-site": "same-origin" }],
    [
      "one through nginx with https, without X-Forwarded-Host",
      { "sec-fetch-site": "same-origin", host: "127.0.0.1:1880", origin: "https://home.example" },
    ],
    ["one over http by name", { "x-list-sync": "1", origin: "http://nodered.local:1880" }],
    [
      "one over http by address",
      { "x-list-sync": "1", host: "192.168.1.5:1880", origin: "http://192.168.1.5:1880" },
    ],
    ["one over IPv6", { "x-list-sync": "1", host: "[fd00::5]:1880", origin: "http://[fd00::5]:1880" }],
    ["one without an Origin, as a GET has none", { "x-list-sync": "1" }],
    [
      "one through ingress",
      {
        "x-list-sync": "1",
        host: "172.30.33.2:1880",
        "x-forwarded-host": "ha.local:8123",
        origin: "http://ha.local:8123",
      },
    ],
    [
      "one through two proxies",
      {
        "x-list-sync": "1",
        host: "a",
        "x-forwarded-host": "home.example, inner:80",
        origin: "https://home.example",
      },
    ],
    [
      "a default port that one of both names",
      { "x-list-sync": "1", host: "nodered.local:80", origin: "http://nodered.local" },
    ],
    [
      "a name in capital letters",
      { "x-list-sync": "1", host: "NodeRed.local:1880", origin: "http://nodered.local:1880" },
    ],
  ] as [string, Headers][])
    it(`lets in ${what}`, () => {
      for (const method of ["GET", "POST"])
        assert.equal(refusalAtGate({ method, headers: at({ ...JSON_BODY, ...headers }) }), undefined);
    });

  for (const [what, headers] of [
    ["a form or picture of another site", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }],
    [
      "another port of the same machine",
      { "sec-fetch-site": "same-site", origin: "http://nodered.local:8080" },
    ],
    ["an address that somebody typed or clicked", { "sec-fetch-site": "none" }],
    ["another site, even with our header", { "sec-fetch-site": "cross-site", "x-list-sync": "1" }],
    ["a browser that says nothing, without our header", {}],
    ["a form over plain http", { origin: "http://nodered.local:1880" }],
    ["our header from another origin", { "x-list-sync": "1", origin: "http://evil.example" }],
    ["another port over plain http", { "x-list-sync": "1", origin: "http://nodered.local:8080" }],
    [
      "https in front of a host that has another port",
      { "x-list-sync": "1", origin: "https://nodered.local" },
    ],
    [
      "a name that only begins alike",
      { "x-list-sync": "1", origin: "http://nodered.local:1880.evil.example" },
    ],
    [
      "an origin with somebody in front",
      { "x-list-sync": "1", origin: "http://nodered.local:1880@evil.example" },
    ],
    ["a sandboxed frame", { "x-list-sync": "1", origin: "null" }],
    ["a sandboxed frame that claims the same origin", { "sec-fetch-site": "same-origin", origin: "null" }],
    ["an extension", { "x-list-sync": "1", origin: "chrome-extension://abcdef" }],
    ["a file", { "x-list-sync": "1", origin: "file://" }],
    ["another word in our header", { "x-list-sync": "yes" }],
  ] as [string, Headers][])
    it(`refuses ${what}`, () => {
      for (const method of ["GET", "HEAD", "POST"]) {
        const refusal = refusalAtGate({ method, headers: at({ ...JSON_BODY, ...headers }) });
        assert.deepEqual([refusal?.status, refusal?.code], [403, "forbidden"]);
        assert.match(String(refusal?.message), /proxy_set_header Host \$host/);
      }
    });

  for (const type of [
    undefined,
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "application/jsonp",
  ])
    it(`takes no body of the type ${type}`, () => {
      const headers = at({ "sec-fetch-site": "same-origin", ...(type && { "content-type": type }) });
      assert.equal(refusalAtGate({ method: "POST", headers })?.status, 415);
      assert.equal(refusalAtGate({ method: "GET", headers }), undefined);
    });

  it("takes JSON with its character set", () => {
    const headers = at({
      "sec-fetch-site": "same-origin",
      "content-type": "application/json; charset=utf-8",
    });
    assert.equal(refusalAtGate({ method: "POST", headers }), undefined);
  });
});
