import assert from "node:assert/strict";
import { CancelledError, ListSyncError } from "../../../../src/errors.ts";
import type { Item } from "../../../../src/items/item.ts";
import {
  combineErrors,
  type HandleOptions,
  handleItems,
} from "../../../../src/node-red/controllers/handle-items.ts";
import { createServerHealth } from "../../../../src/overseerr/health/run-health.ts";
import { ServerError } from "../../../../src/overseerr/server-error.ts";
import { Scope } from "../../../../src/scope.ts";

const items = (count: number): Item[] =>
  Array.from({ length: count }, (_, index) => ({
    title: `${index}`,
    mediaType: "movie",
    ids: {},
    sources: [],
  }));
const options = (more: Partial<HandleOptions> = {}): HandleOptions => ({
  outputs: 2,
  failedOutput: 1,
  concurrency: 3,
  run: createServerHealth().of(new Scope()),
  signal: new AbortController().signal,
  ...more,
});
const titles = (outputs: Item[][]) => outputs.map((output) => output.map(({ title }) => title));

describe("handleItems", () => {
  it("handles the next item while others only wait, and parks the message when nothing else is left", async () => {
    const events: string[] = [];
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const { outputs } = await handleItems(
      items(8),
      async (item, wait) => {
        events.push(item.title);
        if (Number(item.title) < 5) {
          wait();
          await gate;
        }
        return { item, output: 0 };
      },
      options({
        park: () => {
          events.push("parked");
          open();
        },
      }),
    );
    assert.deepEqual(events, ["0", "1", "2", "3", "4", "5", "6", "7", "parked"]);
    assert.deepEqual(titles(outputs)[0], ["0", "1", "2", "3", "4", "5", "6", "7"]);
  });

  it("keeps the order of the items and the bound, however long each takes", async () => {
    let active = 0;
    let most = 0;
    const { outputs } = await handleItems(
      items(10),
      async (item) => {
        most = Math.max(most, ++active);
        for (let turns = 10 - Number(item.title); turns > 0; turns--)
          await new Promise((resolve) => setImmediate(resolve));
        active--;
        return { item, output: Number(item.title) % 2 };
      },
      options(),
    );
    assert.deepEqual(titles(outputs), [
      ["0", "2", "4", "6", "8"],
      ["1", "3", "5", "7", "9"],
    ]);
    assert.equal(most, 3);
  });

  it("lets an item that fails leave as failed, reports it, and goes on", async () => {
    const error = new ServerError("server-unavailable", "The server fails.", { httpStatus: 503 });
    const { outputs, errors } = await handleItems(
      items(3),
      async (item) => {
        if (item.title === "1") throw error;
        return { item, output: 0 };
      },
      options({ now: () => new Date(0) }),
    );
    assert.deepEqual(titles(outputs), [["0", "2"], ["1"]]);
    assert.deepEqual(outputs[1]?.[0]?.outcome, {
      status: "failed",
      reason: "The server fails.",
      code: "server-unavailable",
      httpStatus: 503,
      at: "1970-01-01T00:00:00.000Z",
    });
    assert.deepEqual(errors, [error]);
  });

  it("asks no more once the server has ended the run, and reports that once", async () => {
    const [one, other] = [new Scope("r1"), new Scope("r2")];
    const server = createServerHealth();
    let calls = 0;
    const work = async () => {
      calls++;
      server.of(one).end({ code: "server-key", message: "The key was refused." });
      throw new ServerError("server-key", "The key was refused.");
    };
    const first = await handleItems(items(5), work, options({ run: server.of(one), concurrency: 1 }));
    const second = await handleItems(items(5), work, options({ run: server.of(one) }));
    assert.deepEqual([calls, first.errors.length, second.errors.length], [1, 1, 0]);
    assert.deepEqual(
      new Set(second.outputs[1]?.map(({ outcome }) => outcome?.code)),
      new Set(["server-key"]),
    );
    await handleItems(items(1), work, options({ run: server.of(other) }));
    await handleItems(items(1), work, options());
    assert.equal(calls, 3);
  });

  it("tells what meets many titles alike once", async () => {
    for (const code of ["server-unavailable", "server-handover"] as const) {
      const work = () => Promise.reject(new ServerError(code, "The server fails."));
      const { outputs, errors } = await handleItems(items(5), work, options());
      assert.deepEqual([outputs[1]?.length, errors.length], [5, 1]);
    }
  });

  it("fails the run when its preparation fails, whatever the reason", async () => {
    const prepare = () => Promise.reject(new ServerError("server-timeout", "No answer in time."));
    const run = createServerHealth().of(new Scope("r1"));
    const work = () => assert.fail("nothing is to be asked");
    const { outputs, errors } = await handleItems(items(2), work, options({ prepare, run }));
    assert.deepEqual([outputs[1]?.length, errors.length], [2, 1]);
    const again = await handleItems(items(1), work, options({ run }));
    assert.deepEqual([again.outputs[1]?.length, again.errors.length], [1, 0]);
  });

  it("says once in a run, but in every run, what a user may not do", async () => {
    const [one, other] = [new Scope("a"), new Scope("b")];
    const server = createServerHealth();
    const refuse = () =>
      Promise.reject(new ServerError("server-permission", "This user may not.", { httpStatus: 403 }));
    const first = await handleItems(items(3), refuse, options({ run: server.of(one) }));
    assert.deepEqual([first.errors.length, first.outputs[1]?.length], [1, 3]);
    assert.equal((await handleItems(items(1), refuse, options({ run: server.of(one) }))).errors.length, 0);
    assert.equal((await handleItems(items(1), refuse, options({ run: server.of(other) }))).errors.length, 1);
  });

  it("passes a cancellation on instead of failing items", async () => {
    const stop = new AbortController();
    const work = async () => {
      stop.abort();
      throw new ServerError("server-unreachable", "The connection was cut.");
    };
    await assert.rejects(handleItems(items(3), work, options({ signal: stop.signal })), CancelledError);
  });
});

describe("combineErrors", () => {
  it("makes one error of several", () => {
    const [first, second] = ["One.", "Two."].map((text) => new ListSyncError("bad-input", text));
    assert.equal(combineErrors([]), undefined);
    assert.equal(first && combineErrors([first]), first);
    const both = first && second && combineErrors([first, second]);
    assert.deepEqual([both?.code, both?.message], ["bad-input", "One. (And 1 more of this message failed.)"]);
  });
});
