import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { ListErrorCode } from "../list-error.ts";
import type { ConformanceCheck, Subject } from "./cases.ts";
import type { Fault } from "./faulty-proxy.ts";
import { assertSentence, tryFetch } from "./try-fetch.ts";

const PAGE = "<!DOCTYPE html><html><head><title>Hello</title></head><body>Welcome</body></html>";
const asPage = { "content-type": "text/html; charset=utf-8" };

const FAILURES: { title: string; fault: Fault; codes: ListErrorCode[] }[] = [
  { title: "HTTP 500", fault: { kind: "answer", status: 500 }, codes: ["unavailable"] },
  {
    title: "HTTP 503 with a page",
    fault: { kind: "answer", status: 503, headers: asPage, body: PAGE },
    codes: ["unavailable"],
  },
  {
    title: "HTTP 429",
    fault: { kind: "answer", status: 429, headers: { "retry-after": "7" } },
    codes: ["rate-limited"],
  },
  { title: "no connection", fault: { kind: "drop" }, codes: ["unavailable"] },
  { title: "no answer in time", fault: { kind: "hang" }, codes: ["unavailable"] },
  { title: "a connection that breaks in the middle", fault: { kind: "cut" }, codes: ["unavailable"] },
  { title: "half an answer", fault: { kind: "half" }, codes: ["markup-changed", "unavailable", "blocked"] },
  {
    title: "a web page with HTTP 200",
    fault: { kind: "answer", status: 200, headers: asPage, body: PAGE },
    codes: ["markup-changed", "blocked"],
  },
  {
    title: "a web page with HTTP 403",
    fault: { kind: "answer", status: 403, headers: asPage, body: PAGE },
    codes: ["blocked", "private", "auth-required", "not-found"],
  },
  {
    title: "data of an unknown form",
    fault: { kind: "answer", status: 200, body: '{"hello":"world"}' },
    codes: ["markup-changed"],
  },
  {
    title: "an empty answer",
    fault: { kind: "answer", status: 200, body: "" },
    codes: ["markup-changed", "unavailable", "blocked"],
  },
];

/** What `fetch` makes of everything that can go wrong: a list that failed is not an empty one. */
export function failureChecks(subject: Subject): ConformanceCheck[] {
  const { cases } = subject;
  const checks: ConformanceCheck[] = FAILURES.map(({ title, fault, codes }) => ({
    title: `fails on ${title}`,
    async run() {
      const { error, fetched } = await tryFetch(subject, { fault });
      assert.equal(fetched, undefined, "does not end in a success");
      assertSentence(error, codes);
      if (codes[0] === "rate-limited") assert.equal(error.retryAfterMs, 7000);
    },
  }));
  for (const { title, code, ...attempt } of cases.situations)
    checks.push({
      title: `says ${code} when ${title}`,
      async run() {
        const { error, fetched } = await tryFetch(subject, attempt);
        assert.equal(fetched, undefined, "does not end in a success");
        assertSentence(error, [code]);
      },
    });
  if (cases.list.requests !== undefined && cases.list.requests > 1) checks.push(...pageChecks(subject));
  if (cases.account?.key) checks.push(secretCheck(subject, cases.account.key));
  return checks;
}

function pageChecks(subject: Subject): ConformanceCheck[] {
  const last = subject.cases.list.requests ?? 2;
  const broken: Fault[] = [
    { kind: "answer", status: 502 },
    { kind: "drop" },
    { kind: "answer", status: 200, headers: asPage, body: PAGE },
  ];
  return [
    ...broken.map((fault, index) => ({
      title: `gives no shorter list when a later page fails (${["HTTP 502", "no connection", "a web page"][index]})`,
      async run() {
        const { error, fetched } = await tryFetch(subject, { fault, from: last });
        assert.equal(fetched, undefined, "does not end in a success");
        assertSentence(error, ["unavailable", "markup-changed", "blocked"]);
      },
    })),
    {
      title: "comes to an end when the site sends the same page for ever",
      async run() {
        const { fetched, requests } = await tryFetch(subject, { fault: { kind: "replay" }, from: 2 });
        assert.ok(requests <= 500, `made ${requests} requests`);
        assert.ok(fetched?.complete !== true, "does not call the list complete");
      },
    },
  ];
}

function secretCheck(subject: Subject, key: string): ConformanceCheck {
  return {
    title: "never shows the account's key in an error",
    async run() {
      for (const fault of [...FAILURES.map((failure) => failure.fault), ...situationFaults(subject)]) {
        if (fault.kind === "hang") continue;
        const { error } = await tryFetch(subject, { fault });
        for (let each: unknown = error; each instanceof Error; each = each.cause)
          assert.ok(!`${each.stack} ${inspect(each, { depth: 6 })}`.includes(key), `key in: ${each.name}`);
      }
    },
  };
}

const situationFaults = ({ cases }: Subject): Fault[] => cases.situations.flatMap(({ fault }) => fault ?? []);
