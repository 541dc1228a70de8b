import type { EntityStates } from "../entities/entity.ts";
import type { EntityTransport } from "./transport.ts";

/**
 * Opens a way when something else is over, and stands for it until then.
 *
 * @param before - never rejects
 */
export function openAfter(before: Promise<unknown>, open: () => EntityTransport): EntityTransport {
  let transport: EntityTransport | undefined;
  let states: EntityStates | undefined;
  let closed = false;
  const opened = before.then(() => {
    if (closed) return;
    transport = open();
    if (states) transport.publish(states);
  });

  async function end(how: "close" | "withdraw"): Promise<void> {
    closed = true;
    // Node-RED waits: what is under way goes on by itself
    if (transport) await transport[how]();
  }

  void opened;
  return {
    announce: () => transport?.announce(),
    publish(next) {
      states = next;
      transport?.publish(next);
    },
    event: (event) => transport?.event(event),
    close: () => end("close"),
    withdraw: () => end("withdraw"),
  };
}
