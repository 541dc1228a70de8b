import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { type Caller, createGuard } from "../../../src/webhook/guard.ts";
import type { WebhookRefusal } from "../../../src/webhook/refusal.ts";

const SECRET = "open sesame";
const NOW = Date.parse("2026-11-29T03:00:00Z");
const SECONDS = NOW / 1000;
const BODY = Buffer.from('{"action":"sync"}');

const sign = (text: string | Uint8Array, secret = SECRET) =>
  `sha256=${createHmac("sha256", secret).update(text).digest("hex")}`;

describe("The guard of a webhook", () => {
  /** 200, or what it is refused with. */
  function ask(
    way: "signed" | "token" | "address",
    caller: Partial<Caller>,
    body: Uint8Array = BODY,
    hasBody = true,
  ) {
    try {
      createGuard(way, SECRET, () => NOW)({ headers: {}, ...caller }, hasBody).check(body);
      return 200;
    } catch (error) {
      return (error as WebhookRefusal).status;
    }
  }
  const signed = (signature: string, timestamp?: number | string) => ({
    headers: {
      "x-hub-signature-256": signature,
      ...(timestamp !== undefined && { "x-listsync-timestamp": String(timestamp) }),
    },
  });
  const stamped = (timestamp: number | string, body: Uint8Array = BODY) =>
    signed(sign(Buffer.concat([Buffer.from(`${timestamp}.`), body])), timestamp);

  const cases: [string, number, number][] = [
    ["takes the signature of the body", ask("signed", signed(sign(BODY))), 200],
    [
      "takes it in capital letters",
      ask("signed", signed(sign(BODY).toUpperCase().replace("SHA", "sha"))),
      200,
    ],
    ["takes no other secret's", ask("signed", signed(sign(BODY, "other"))), 401],
    ["takes no other body's", ask("signed", signed(sign("{}"))), 401],
    ["takes no missing one", ask("signed", {}), 401],
    ["takes no short one", ask("signed", signed("sha256=abc")), 401],
    ["takes no SHA-1", ask("signed", signed(`sha1=${"a".repeat(40)}`)), 401],
    ["takes no two at once", ask("signed", signed(`${sign(BODY)}, ${sign(BODY)}`)), 401],
    ["takes a body signed with its time", ask("signed", stamped(SECONDS)), 200],
    ["takes a clock that is 5 minutes late", ask("signed", stamped(SECONDS - 300)), 200],
    ["takes a clock that is 5 minutes early", ask("signed", stamped(SECONDS + 300)), 200],
    ["takes nothing older", ask("signed", stamped(SECONDS - 301)), 401],
    ["takes nothing of the future", ask("signed", stamped(SECONDS + 301)), 401],
    ["takes no milliseconds for seconds", ask("signed", stamped(NOW)), 401],
    ["takes no words for a time", ask("signed", stamped("now")), 401],
    ["takes no time that is not signed", ask("signed", signed(sign(BODY), SECONDS)), 401],
    [
      "takes no time other than the signed one",
      ask("signed", signed(sign(`${SECONDS - 1}.${BODY}`), SECONDS)),
      401,
    ],
    [
      "takes a question that is signed with its time",
      ask("signed", stamped(SECONDS, Buffer.alloc(0)), Buffer.alloc(0), false),
      200,
    ],
    ["takes no question without a time", ask("signed", signed(sign("")), Buffer.alloc(0), false), 401],
    ["takes a bearer token", ask("token", { headers: { authorization: `Bearer ${SECRET}` } }), 200],
    ["takes the secret as the whole header", ask("token", { headers: { authorization: SECRET } }), 200],
    [
      "takes it as password of any user",
      ask("token", { headers: { authorization: `Basic ${btoa(`ana:${SECRET}`)}` } }),
      200,
    ],
    ["takes no other password", ask("token", { headers: { authorization: `Basic ${btoa("ana:b")}` } }), 401],
    [
      "takes no user's name for the password",
      ask("token", { headers: { authorization: `Basic ${btoa(`${SECRET}:`)}` } }),
      401,
    ],
    ["takes no other token", ask("token", { headers: { authorization: "Bearer sesame" } }), 401],
    ["takes no empty header", ask("token", { headers: { authorization: " " } }), 401],
    ["takes no missing header", ask("token", {}), 401],
    ["takes the secret part of the address", ask("address", { key: SECRET }), 200],
    ["takes no other address", ask("address", { key: `${SECRET}!` }), 401],
    ["takes no address without one", ask("address", {}), 401],
    [
      "takes no header for the address",
      ask("address", { headers: { authorization: `Bearer ${SECRET}` } }),
      401,
    ],
  ];
  for (const [name, is, must] of cases) it(name, () => assert.equal(is, must));

  it("remembers a signature for a minute, one with a time for a minute longer than it is accepted: its body may be slow", () => {
    const guard = createGuard("signed", SECRET, () => NOW);
    assert.equal(guard(signed(sign(BODY)), true).repeat?.until, NOW + 60_000);
    assert.equal(guard(stamped(SECONDS + 200), true).repeat?.until, NOW + 560_000);
  });

  it("says nothing of the secret or of what was sent", () => {
    for (const caller of [
      { headers: { authorization: "Bearer wrong-token-123" } },
      { key: "wrong-token-123" },
    ])
      for (const way of ["token", "address"] as const)
        assert.throws(
          () => createGuard(way, SECRET)(caller as Caller, true),
          ({ message }: Error) => !message.includes(SECRET) && !message.includes("wrong-token-123"),
        );
  });
});
