import assert from "node:assert/strict";
import { CancelledError } from "../../errors.ts";
import type { Item } from "../../items/item.ts";
import { normaliseItem } from "../../items/normalise.ts";
import type { FetchedList } from "../provider.ts";
import type { ConformanceCheck, Subject } from "./cases.ts";
import { deepFreeze } from "./deep-freeze.ts";
import { tryFetch } from "./try-fetch.ts";

const WAYS = ["api", "http", "browser", "file", "message"];

/** What `fetch` gives when nothing goes wrong, and how it stops. */
export function fetchChecks(subject: Subject): ConformanceCheck[] {
  const { cases, provider } = subject;
  const { titles, total, requests = 1 } = cases.list;
  const limit = Math.max(1, Math.min(2, titles - 1));
  const checks: ConformanceCheck[] = [
    {
      title: "fetches the whole list as valid items and says so truthfully",
      async run() {
        const { fetched, error, requests: made } = await tryFetch(subject);
        assert.equal(error, undefined);
        assert.ok(fetched);
        assert.equal(fetched.items.length, titles);
        assert.equal(fetched.total, total);
        assert.equal(fetched.complete, true);
        assert.ok(WAYS.includes(fetched.via), `via is one of ${WAYS.join(", ")}`);
        assert.ok(
          fetched.warnings.every((warning) => typeof warning === "string"),
          "warnings are sentences",
        );
        assert.ok(made >= requests, `takes ${requests} requests, made ${made}`);
        fetched.items.forEach(assertItem);
        assertCount(fetched);
      },
    },
    {
      title: "takes no more titles than the limit, and calls that complete",
      async run() {
        const { fetched, error } = await tryFetch(subject, { limit });
        assert.equal(error, undefined);
        assert.equal(fetched?.items.length, limit);
        assert.equal(fetched.complete, true);
      },
    },
    {
      title: "goes on giving the same titles when nobody can change those that it gave",
      async run() {
        const { fetched } = await tryFetch(subject);
        assert.ok(fetched);
        const given = structuredClone(fetched.items);
        deepFreeze(fetched);
        const again = await tryFetch(subject);
        assert.equal(again.error, undefined);
        assert.deepEqual(again.fetched?.items, given);
      },
    },
    {
      title: "stops immediately with a CancelledError when it is aborted",
      async run() {
        const { error, milliseconds } = await tryFetch(subject, {
          fault: { kind: "hang" },
          abortAfterMs: 30,
        });
        assert.ok(error instanceof CancelledError, `ends in a CancelledError, not in ${String(error)}`);
        assert.ok(milliseconds < 1500, `took ${Math.round(milliseconds)} ms`);
      },
    },
    {
      title: "does not start when it is aborted already",
      async run() {
        const { error, requests: made } = await tryFetch(subject, {
          abortAfterMs: 0,
          fault: { kind: "hang" },
        });
        assert.ok(error instanceof CancelledError, `ends in a CancelledError, not in ${String(error)}`);
        assert.ok(made <= 1);
      },
    },
    {
      title: "keeps to its own limit of parallel requests",
      async run() {
        const { busiest } = await tryFetch(subject);
        assert.ok(busiest <= (provider.limits?.concurrency ?? 4), `${busiest} in parallel`);
      },
    },
  ];
  if (cases.empty !== undefined)
    checks.push({
      title: "takes an empty list for a success with no titles",
      async run() {
        const { fetched, error } = await tryFetch(subject, { input: cases.empty });
        assert.equal(error, undefined);
        assert.deepEqual(fetched?.items, []);
        assert.equal(fetched.complete, true);
      },
    });
  return checks;
}

/** Every entry that was read is an item, or was left out for a reason. */
function assertCount({ items, rows, warnings }: FetchedList): void {
  if (!rows) return;
  const left = Object.entries(rows.left);
  const sum = left.reduce((all, [, count]) => all + count, items.length);
  assert.equal(
    sum,
    rows.read,
    `${items.length} items and ${JSON.stringify(rows.left)} are ${rows.read} entries`,
  );
  assert.ok(
    left.every(([, count]) => count > 0),
    "a reason is that of one entry or more",
  );
  assert.ok(
    warnings.every((warning) => warning.length < 2000),
    "warnings are sentences",
  );
}

function assertItem(item: Item): void {
  const named = item.title !== "" || Object.values(item.ids).some((id) => id !== undefined);
  assert.ok(named, "an item has a title or an id");
  assert.ok(["movie", "tv", "unknown"].includes(item.mediaType), `media type ${item.mediaType}`);
  // Ids, years and ratings of the wrong form do not survive the normaliser.
  assert.deepEqual(normaliseItem(item), item, "an item is in the normal form");
}
