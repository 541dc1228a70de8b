import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { ListSyncError } from "../../../src/errors.ts";
import type { Message } from "../../../src/message.ts";
import type { Outgoing, Status } from "../../../src/node-red/node-port.ts";
import { type InputHandler, type OnInputOptions, onInput } from "../../../src/node-red/on-input.ts";

interface Finished {
  msg: Message;
  code?: string;
}

/** A node as the runtime drives it: input and close events, done and send as callbacks. */
function driven(handler: InputHandler, options: OnInputOptions = {}) {
  const events = new EventEmitter();
  const statuses: Status[] = [];
  const finished: Finished[] = [];
  const sent: Outgoing[] = [];
  const node = {
    on(event: string, listener: unknown) {
      if (typeof listener === "function") events.on(event, (...values) => void listener(...values));
    },
    status: (status: Status) => void statuses.push(status),
  };
  onInput(node, handler, { statusMs: 1, ...options });
  return {
    statuses,
    finished,
    sent,
    receive(msg: Message) {
      events.emit(
        "input",
        msg,
        (outgoing: Outgoing) => sent.push(outgoing),
        (error?: Error & { code?: string }) => finished.push(error ? { msg, code: error.code } : { msg }),
      );
    },
    close: () => new Promise<void>((resolve) => void events.emit("close", false, resolve)),
  };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("onInput", () => {
  it("calls done once for every message, after its handler", async () => {
    const { receive, finished, sent } = driven(async (msg, { send }) => {
      await turn();
      send(msg);
    });
    for (let payload = 0; payload < 5; payload++) receive({ payload });
    while (finished.length < 5) await turn();
    assert.deepEqual(
      finished.map(({ msg }) => msg.payload),
      [0, 1, 2, 3, 4],
    );
    assert.equal(sent.length, 5);
  });

  it("turns what a handler throws into done with a code, and goes on", async () => {
    const { receive, finished, statuses } = driven((msg) => {
      if (msg.payload === "known") throw new ListSyncError("server-key", "The key was refused.");
      if (msg.payload === "unknown") throw new Error("boom");
      if (msg.payload === "text") throw "text";
    });
    for (const payload of ["known", "unknown", "text", "fine"]) receive({ payload });
    while (finished.length < 4) await turn();
    assert.deepEqual(
      finished.map(({ code }) => code),
      ["server-key", "unexpected", "unexpected", undefined],
    );
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual(statuses.at(-1), {}, "a success clears the error");
  });

  it("keeps the error in the status until something works again", async () => {
    const { receive, statuses } = driven(() => {
      throw new ListSyncError("server-key", "The key was refused.");
    });
    receive({});
    await new Promise((resolve) => setTimeout(resolve, 10));
    assert.deepEqual(statuses.at(-1), { fill: "red", shape: "ring", text: "key rejected" });
  });

  it("never handles more messages at once than allowed, and says how many wait", async () => {
    let active = 0;
    let most = 0;
    const { receive, finished, statuses, close } = driven(
      async () => {
        most = Math.max(most, ++active);
        await turn();
        active--;
      },
      { concurrency: 4 },
    );
    for (let payload = 0; payload < 10_000; payload++) receive({ payload });
    while (finished.length < 10_000) await turn();
    assert.equal(most, 4);
    assert.ok(statuses.some(({ text }) => /^\d+ waiting$/.test(text ?? "")));
    await close();
  });

  it("refuses a message that finds the queue full, by name", async () => {
    const { receive, finished } = driven(turn as InputHandler, { limit: 1 });
    for (let payload = 0; payload < 3; payload++) receive({ payload });
    assert.deepEqual(finished, [{ msg: { payload: 2 }, code: "queue-full" }]);
    while (finished.length < 3) await turn();
  });

  it("handles a message that stops the others without letting it wait", async () => {
    let release = () => {};
    const { receive, finished } = driven(
      (msg) =>
        new Promise<void>((resolve) => {
          if (msg.stop !== true) release = resolve;
          else {
            release();
            resolve();
          }
        }),
      { immediate: (msg) => msg.stop === true },
    );
    receive({ payload: 1 });
    receive({ stop: true });
    while (finished.length < 2) await turn();
    assert.deepEqual(
      finished.map(({ code }) => code),
      [undefined, undefined],
    );
  });

  it("aborts and finishes everything on close, each message once", async () => {
    let aborted = false;
    const { receive, finished, close } = driven(async (_msg, { signal }) => {
      await once(signal, "abort");
      aborted = true;
      throw signal.reason;
    });
    for (let payload = 0; payload < 3; payload++) receive({ payload });
    await close();
    assert.equal(aborted, true);
    assert.deepEqual(finished.map(({ code }) => code).sort(), ["cancelled", "cancelled", "cancelled"]);
    assert.deepEqual(finished.map(({ msg }) => msg.payload).sort(), [0, 1, 2]);
    receive({ payload: 3 });
    assert.equal(finished.length, 4, "a late message is answered as well");
  });

  it("lets a message that is nearly done finish on close", async () => {
    const { receive, finished, close } = driven(async () => {
      for (let turns = 0; turns < 5; turns++) await turn();
    });
    receive({ payload: 1 });
    await close();
    assert.deepEqual(finished, [{ msg: { payload: 1 } }]);
  });

  it("does not wait for ever for a handler that hangs, and ignores it when it ends late", async () => {
    let release = () => {};
    const { receive, finished, close } = driven(
      () =>
        new Promise<void>((resolve) => {
          release = resolve;
        }),
      { closeMs: 10 },
    );
    receive({ payload: 1 });
    await close();
    assert.deepEqual(finished, [{ msg: { payload: 1 }, code: "cancelled" }]);
    release();
    await turn();
    assert.equal(finished.length, 1);
  });

  it("closes its collaborators after the last message, even when they fail", async () => {
    const order: string[] = [];
    const { receive, close } = driven(
      async () => {
        await turn();
        order.push("message");
      },
      {
        onClose: () => {
          order.push("close");
          throw new Error("cannot close");
        },
      },
    );
    receive({});
    await close();
    assert.deepEqual(order, ["message", "close"]);
  });
});
