import { watch } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

export interface DevLoopOptions {
  /** Folders whose files are watched, with those below. */
  folders: string[];
  /** @throws when the sources do not compile */
  build: () => Promise<void>;
  /** Called after a build that worked. */
  restart: () => Promise<void>;
  say: (line: string) => void;
  /** Milliseconds of quiet that end a change: editors write a file in several steps. @default 200 */
  quietMs?: number;
}

/** Builds and restarts after each change, one after the other. What does not compile changes nothing that runs. */
export function startDevLoop({ folders, build, restart, say, quietMs = 200 }: DevLoopOptions): {
  close(): void;
} {
  let changed: string | undefined;
  let lastChange = 0;
  let turning = false;

  async function turn(): Promise<void> {
    if (turning) return;
    turning = true;
    while (changed !== undefined) {
      while (Date.now() - lastChange < quietMs) await sleep(quietMs);
      say(`${changed} changed: building …`);
      changed = undefined;
      try {
        await build();
        // a change meanwhile makes this build an old one
        if (changed === undefined) await restart();
      } catch (error) {
        say(
          `${error instanceof Error ? error.message : error}\nNothing was restarted. Mend it and save again.`,
        );
      }
    }
    turning = false;
  }

  const watchers = folders.map((folder) =>
    watch(folder, { recursive: true }, (_, file) => {
      if (!file) return;
      changed = String(file);
      lastChange = Date.now();
      void turn();
    }),
  );
  return {
    close() {
      for (const watcher of watchers) watcher.close();
    },
  };
}
