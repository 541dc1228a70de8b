import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Change, differences } from "../../../src/watch/differences.ts";
import type { Print } from "../../../src/watch/print.ts";
import { type Standing, type WatchOptions, watchFiles } from "../../../src/watch/watch-files.ts";
import { readWatched } from "../../../src/watch/watched.ts";
import { poll } from "../../support/poll.ts";

/** What a watch told. */
export interface Told {
  /** Of each time that something was different. */
  batches: Change[][];
  standings: Standing[];
  errors: Error[];
  leftOut: string[];
  /** As it was told last. */
  seen: Map<string, Print>;
  close(): Promise<void>;
  /** Resolves when the watch has looked at everything that is there. */
  ready(): Promise<void>;
  /** Resolves with so many batches. */
  count(batches: number): Promise<Change[][]>;
  stands(kind: Standing["kind"]): Promise<Standing>;
}

/** A folder of a test's own, and watches of it. */
export function watchWorld() {
  const base = realpathSync(mkdtempSync(join(tmpdir(), "list-sync-watch-")));
  const folder = join(base, "lists");
  mkdirSync(folder);
  const open = new Set<() => Promise<void>>();

  function watch(what: string = folder, options: Partial<WatchOptions> & { levels?: number } = {}): Told {
    let before: Map<string, Print> | undefined = options.known && new Map(options.known);
    let isReady = false;
    const told = { batches: [], standings: [], errors: [], leftOut: [], seen: new Map() } as unknown as Told;
    const close = watchFiles({
      watched: readWatched(what, options.levels ?? 3),
      pollMs: undefined,
      settleMs: 150,
      maxFiles: 20_000,
      everyMs: 100,
      onSeen(seen) {
        const changes = before ? differences(before, seen) : [];
        before = new Map(seen);
        told.seen = before;
        if (changes.length > 0) told.batches.push(changes);
        isReady = true;
      },
      onStanding: (standing) => told.standings.push(standing),
      onError: (error) => told.errors.push(error),
      onLeftOut: (sentence) => told.leftOut.push(sentence),
      ...options,
    });
    open.add(close);
    told.close = async () => {
      open.delete(close);
      await close();
    };
    told.ready = async () => void (await poll(() => isReady || undefined, "the first look"));
    told.count = (count) =>
      poll(() => (told.batches.length >= count ? told.batches : undefined), `${count} batches`);
    told.stands = (kind) =>
      poll(() => (told.standings.at(-1)?.kind === kind ? told.standings.at(-1) : undefined), kind);
    return told;
  }

  return {
    base,
    folder,
    watch,
    path: (name: string) => join(folder, name),
    write: (name: string, text: string) => writeFileSync(join(folder, name), text),
    async end() {
      for (const close of open) await close();
      open.clear();
      rmSync(base, { recursive: true, force: true });
    },
  };
}
