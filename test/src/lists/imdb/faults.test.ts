import assert from "node:assert/strict";
import { CancelledError } from "../../../../src/errors.ts";
import { createHttp } from "../../../../src/http/create-http.ts";
import { ListError } from "../../../../src/lists/list-error.ts";
import type { FetchContext } from "../../../../src/lists/provider.ts";
import { inventedRecords } from "../../../servers/imdb/imdb-data.ts";
import type { ImdbFault } from "../../../servers/imdb/imdb-faults.ts";
import { type ImdbServer, startImdb } from "../../../servers/imdb/start-imdb.ts";
import { contextFor, fetchList } from "./context.ts";

const FAULTS: [string, ImdbFault, string, RegExp][] = [
  ["a private list", { kind: "private" }, "private", /private.*CSV/],
  ["a list that was deleted", { kind: "not-found" }, "not-found", /does not exist/],
  ["a list that is null without an error", { kind: "null" }, "not-found", /does not exist/],
  ["a value that IMDb refuses", { kind: "bad-input" }, "bad-input", /Malformed list id/],
  ["too many requests", { kind: "rate-limited" }, "rate-limited", /is limiting requests/],
  ["the challenge", { kind: "challenge" }, "blocked", /requires a browser.*CSV/],
  ["a client that is not accepted", { kind: "refused" }, "blocked", /HTTP 403.*CSV/],
  ["a web page instead of data", { kind: "html" }, "blocked", /web page/],
  ["data that stop in the middle", { kind: "truncated" }, "unavailable", /incomplete response/],
  ["a failing server", { kind: "server-error" }, "unavailable", /HTTP 503/],
  ["other data", { kind: "other-json" }, "markup-changed", /unexpected format/],
  ["a schema that changed", { kind: "validation" }, "markup-changed", /no longer accepts/],
];

describe("IMDb's failures", () => {
  let server: ImdbServer;
  beforeEach(async () => {
    server = await startImdb({ lists: { ls006123300: { entries: inventedRecords(1750) } } });
  });
  afterEach(() => server.close());

  const read = (change?: Partial<FetchContext>) =>
    fetchList("ls006123300", contextFor(server.origin, change));

  for (const [what, fault, code, message] of FAULTS)
    it(`says ${code} for ${what}`, async () => {
      server.fail(fault);
      await assert.rejects(
        read(),
        (error) => error instanceof ListError && error.code === code && message.test(error.message),
      );
    });

  for (const kind of ["private", "challenge", "server-error", "truncated"] as const)
    it(`fails the list when page 3 of 7 fails (${kind})`, async () => {
      server.fail({ kind, page: 3 });
      await assert.rejects(read(), ListError);
    });

  it("says how long IMDb asks to wait", async () => {
    server.fail({ kind: "rate-limited", retryAfter: 3600 });
    await assert.rejects(read(), { code: "rate-limited", retryAfterMs: 3_600_000, httpStatus: 429 });
  });

  it("asks once more when it was blocked, since the challenge comes and goes", async () => {
    server.fail({ kind: "challenge", times: 1 });
    const pauses: number[] = [];
    const list = await read({ limit: 10, pause: async (ms) => void pauses.push(ms) });
    assert.equal(list.items.length, 10);
    assert.deepEqual(pauses, [2000]);
  });

  it("asks no third time", async () => {
    server.fail({ kind: "refused" });
    await assert.rejects(read(), { code: "blocked" });
    assert.equal(server.requests.length, 2);
  });

  it("ends at a cursor that never changes, and does not call the list complete", async () => {
    server.fail({ kind: "endless" });
    const list = await read();
    assert.equal(list.items.length, 250);
    assert.equal(list.complete, false);
    assert.match(list.warnings.join(), /no new titles/);
    assert.match(list.warnings.join(), /reports 1750 entries, but returned \d+/);
    assert.equal(server.requests.length, 2);
  });

  for (const kind of ["hang", "broken-off"] as const)
    it(`lets the error of the connection pass (${kind})`, async () => {
      server.fail({ kind });
      await assert.rejects(
        read({ http: createHttp({ retries: 0, timeoutMs: 100 }) }),
        (error) => error instanceof Error && error.name === "HttpError",
      );
    });

  it("stops at once when it is cancelled", async () => {
    server.fail({ kind: "hang", page: 2 });
    const controller = new AbortController();
    const reading = read({
      signal: controller.signal,
      progress: () => void setTimeout(() => controller.abort(), 10),
    });
    await assert.rejects(reading, CancelledError);
  });

  it("names the ways to a browser when it may use one and has none", async () => {
    server.fail({ kind: "refused" });
    await assert.rejects(read(), { message: /WebSocket.*npm install @sparticuz\/chromium.*CSV/ });
    await assert.rejects(read({ settings: { access: "browser" } }), {
      code: "blocked",
      message: /none was found/,
    });
  });

  it("does not speak of a browser where a definite answer was given", async () => {
    server.fail({ kind: "private" });
    await assert.rejects(read(), (error) => error instanceof Error && !/browser/i.test(error.message));
  });
});
