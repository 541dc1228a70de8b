import type { ServerConnection } from "../../overseerr/server-connection.ts";
import type { Memory } from "../../runs/memory.ts";
import type { ConfigNode } from "../config-node.ts";
import type { NodePort, Status } from "../node-port.ts";
import { onInput } from "../on-input.ts";
import { attention, broken, good, working } from "../statuses/status.ts";
import { type ItemStep, runStep } from "./item-step.ts";

export interface StepNodeOptions {
  server: ConfigNode<{ connection: ServerConnection }>;
  database: ConfigNode<{ memory: Memory }>;
  /** `nodeMessageBufferMaxLength` of Node-RED's settings. */
  limit: number | undefined;
  /** What the outputs are called in the status. */
  words: readonly string[];
}

/**
 * Lets a node do a step for every message: as many messages at once as the server allows calls, the counts of the run
 * in the status, a red ring where a configuration is missing.
 */
export function stepNode(node: NodePort, step: ItemStep, options: StepNodeOptions): void {
  const { server, database, words } = options;
  let runId: string | undefined;
  let counts: number[] = [];

  function count(outputs: unknown[][], run: string | undefined): void {
    // a new run, or a message of no run, starts from nothing
    if (run === undefined || run !== runId) counts = [];
    runId = run;
    outputs.forEach((items, output) => {
      counts[output] = (counts[output] ?? 0) + items.length;
    });
  }

  function idle(): Status {
    if (server.missing) return broken("no server");
    if (database.missing) return broken("no database");
    const parts = words.flatMap((word, output) => (counts[output] ? [`${counts[output]} ${word}`] : []));
    if (parts.length === 0) return {};
    return (counts.at(-1) ?? 0) > 0 ? attention(parts.join(", ")) : good(parts.join(", "));
  }

  const health = server.node?.connection.health;

  /** A server that pauses changes nothing in the queue, so nobody else would say why it stands still. */
  function busy(waiting: number): Status {
    const until = health?.pausedUntil;
    if (until === undefined) return working(waiting > 0 ? `${waiting} waiting` : "working");
    return attention(
      `server busy, trying again in ${Math.max(1, Math.round((until - Date.now()) / 1000))} s`,
    );
  }

  const line = onInput(
    node,
    async (msg, context) => {
      database.check();
      await runStep(step, msg, context, {
        server: () => server.get().connection,
        ...(database.node && { memory: database.node.memory }),
        handled: count,
      });
    },
    {
      concurrency: () => server.node?.connection.concurrency ?? 1,
      limit: options.limit ?? 0,
      idle,
      busy,
      onClose: () => unfollow?.(),
    },
  );
  const unfollow = health?.follow(({ type }) => {
    if (type === "pause" || type === "open") line.set(busy(0));
  });
}
