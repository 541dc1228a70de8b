import type { Item } from "../../items/item.ts";
import { createServerHealth } from "../../overseerr/run-health.ts";
import type { ServerConnection } from "../../overseerr/server-connection.ts";
import type { Memory } from "../../runs/memory.ts";
import type { ConfigNode } from "../config-node.ts";
import type { NodePort, Status } from "../node-port.ts";
import { onInput } from "../on-input.ts";
import { type OutcomeCounts, outcomeStatus } from "../statuses/outcome-status.ts";
import { lastOutcomes, recall } from "../statuses/recall.ts";
import { attention, broken, working } from "../statuses/status.ts";
import { type ItemStep, runStep } from "./item-step.ts";

export interface StepNodeOptions {
  server: ConfigNode<{ connection: ServerConnection }>;
  database: ConfigNode<{ memory: Memory }>;
  /** `nodeMessageBufferMaxLength` of Node-RED's settings. */
  limit: number | undefined;
}

/**
 * Lets a node do a step for every message: as many messages at once as the server allows calls, the counts of the run
 * in the status, a red ring where a configuration is missing.
 */
export function stepNode(node: NodePort, step: ItemStep, options: StepNodeOptions): void {
  const { server, database } = options;
  let runId: string | undefined;
  let seen: OutcomeCounts = { counts: {} };
  // where there is no server, what is wrong is told once in a run all the same
  const noServer = createServerHealth();

  function count(items: Item[], run: string | undefined): void {
    // a new run, or a message of no run, starts from nothing
    if (run === undefined || run !== runId) seen = { counts: {} };
    runId = run;
    for (const { outcome } of items) {
      if (!outcome) seen.found = (seen.found ?? 0) + 1;
      else {
        seen.counts[outcome.status] = (seen.counts[outcome.status] ?? 0) + 1;
        if (outcome.status === "failed") seen.code ??= outcome.code;
      }
    }
  }

  /** A server that is not there fails its titles like one that cannot be used; so does a database that is gone. */
  function connection(): ServerConnection {
    try {
      database.check();
      return server.get().connection;
    } catch (error) {
      const overseerr = (): never => {
        throw error;
      };
      return { overseerr, concurrency: 1, health: noServer, close: () => {} };
    }
  }

  function idle(): Status {
    if (server.missing) return broken("no server");
    if (database.missing) return broken("no database");
    return outcomeStatus(seen) ?? {};
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
      await runStep(step, msg, context, {
        server: connection,
        ...(database.node && { memory: database.node.memory }),
        handled: count,
      });
    },
    {
      concurrency: () => server.node?.connection.concurrency ?? 1,
      limit: options.limit ?? 0,
      idle,
      busy,
      onClose: () => {
        unfollow?.();
        stopRecalling?.();
      },
    },
  );
  const memory = step.decides ? database.node?.memory : undefined;
  const stopRecalling = memory?.whenOpen(() => {
    if (Object.keys(seen.counts).length === 0) seen = lastOutcomes(memory) ?? seen;
    line.set(idle());
    return () => {};
  });
  recall(memory);
  const unfollow = health?.follow(({ type }) => {
    if (type === "pause" || type === "open") line.set(busy(0));
  });
}
