import { ListSyncError } from "../../errors.ts";
import { linkSignals } from "../../http/linked-signal.ts";
import type { ServerConnection } from "../../overseerr/connection/server-connection.ts";
import { settleLeftOver } from "../../requests/intents/settle-left-over.ts";
import type { Memory } from "../../runs/memory.ts";
import type { Run } from "../../runs/run.ts";
import type { Runs } from "../../runs/runs.ts";
import { runScopes } from "../../runs/scopes.ts";
import type { Store } from "../../state/store.ts";

/**
 * At the end of each run finds out what became of requests of before of which nobody saw the answer.
 *
 * @returns stops it
 */
export function settleAfterRuns(memory: Memory, server: () => ServerConnection): () => void {
  const closing = new AbortController();
  const stop = memory.whenOpen((runs, store) => {
    const onFinished = (run: Run) => {
      if (run.dryRun || run.state === "cancelled") return;
      settle(run, runs, store).catch((error: unknown) => {
        // without a server nothing can be asked, which its titles say
        if (!(error instanceof ListSyncError)) runs.emit("state-failed", run, error);
      });
    };
    runs.on("run-finished", onFinished);
    return () => runs.off("run-finished", onFinished);
  });

  async function settle(run: Run, runs: Runs, store: Store): Promise<void> {
    const { overseerr, health } = server();
    const release = memory.use();
    const { scope, leave } = runScopes.enter(run.id);
    const { signal, unlink } = linkSignals(closing.signal, scope.signal);
    try {
      const watched = overseerr().watchedBy(health.of(scope).health);
      await settleLeftOver(run, { overseerr: watched, store, runs }, { scope, signal });
    } finally {
      unlink();
      leave();
      release();
    }
  }

  return () => {
    closing.abort();
    stop();
  };
}
