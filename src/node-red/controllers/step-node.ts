import type { Item } from "../../items/item.ts";
import type { ServerConnection } from "../../overseerr/connection/server-connection.ts";
import { createServerHealth } from "../../overseerr/health/run-health.ts";
import type { Memory } from "../../runs/memory.ts";
import type { Scope } from "../../scope.ts";
import type { ConfigNode } from "../config-node.ts";
import type { NodePort, Status } from "../node-port.ts";
import { onInput } from "../on-input.ts";
import { type LeaseWatch, watchLease } from "../statuses/lease-status.ts";
import * as statuses from "../statuses/messages.ts";
import { type OutcomeCounts, outcomeStatus } from "../statuses/outcome-status.ts";
import { lastOutcomes, recall } from "../statuses/recall.ts";
import { attention, broken, working } from "../statuses/status.ts";
import { type ItemStep, runStep } from "./item-step.ts";
import { settleAfterRuns } from "./settle-after-runs.ts";

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
  /** Of the run whose titles came last. */
  let seen: OutcomeCounts = { counts: {} };
  let lease: LeaseWatch | undefined;
  // where there is no server, what is wrong is told once in a run all the same
  const noServer = createServerHealth();

  function count(items: Item[], scope: Scope): void {
    seen = scope.part<OutcomeCounts>(node, () => ({ counts: {} }));
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
      return { overseerr, titlesAtOnce: 1, health: noServer, followCalls: () => () => {}, close: () => {} };
    }
  }

  function idle(): Status {
    if (server.missing) return broken(statuses.noServer());
    if (database.missing) return broken(statuses.noDatabase());
    if (lease?.status) return lease.status;
    return outcomeStatus(seen) ?? {};
  }

  const health = server.node?.connection.health;

  /** A server that pauses changes nothing in the queue, so nobody else would say why it stands still. */
  function busy(waiting: number): Status {
    if (lease?.status) return lease.status;
    const until = health?.pausedUntil;
    if (until === undefined) return working(statuses.waiting(waiting));
    return attention(statuses.serverBusy(Math.max(1, Math.round((until - Date.now()) / 1000))));
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
      concurrency: () => server.node?.connection.titlesAtOnce ?? 1,
      limit: options.limit ?? 0,
      idle,
      busy,
      onClose: () => {
        unfollow?.();
        lease?.stop();
        stopRecalling?.();
        stopSettling?.();
      },
    },
  );
  const memory = step.decides ? database.node?.memory : undefined;
  const stopRecalling = memory?.whenOpen((_runs, store) => {
    const show = (last?: OutcomeCounts) => {
      if (last && Object.keys(seen.counts).length === 0) seen = last;
      line.set(idle());
    };
    // a database that does not answer says so when it is used
    lastOutcomes(store).then(show, () => show());
    return () => {};
  });
  const stopSettling = memory && settleAfterRuns(memory, () => server.get().connection);
  recall(memory);
  lease = watchLease(database.node?.memory, () => line.set(lease?.status ?? idle()));
  const unfollow = health?.follow(({ type }) => {
    if (type === "pause" || type === "open") line.set(busy(0));
  });
}
