import type { Env } from "../../fields/expand-env.ts";
import type { Message } from "../../message.ts";
import { backgroundTimer } from "../../runs/idle-timer.ts";
import type { Memory } from "../../runs/memory.ts";
import type { Runs } from "../../runs/runs.ts";
import { TRIGGERS } from "../../runs/trigger.ts";
import { readableLists } from "../../sources/profile-lists.ts";
import { differences } from "../../watch/differences.ts";
import { howWatched } from "../../watch/how-watched.ts";
import { type FileChange, listsFor } from "../../watch/lists-for.ts";
import type { Print } from "../../watch/print.ts";
import { type Standing, watchFiles } from "../../watch/watch-files.ts";
import * as messages from "../messages.ts";
import type { Status } from "../node-port.ts";
import { errorStatus, reportable } from "../report-error.ts";
import type { WatchConfig } from "../settings/fields/sync-watch.ts";
import { readWatch } from "../settings/watch-options.ts";
import * as statuses from "../statuses/messages.ts";
import { attention, broken, good, stopped, working } from "../statuses/status.ts";

export interface WatchPorts {
  /** Of the node; what it has told of is remembered under it. */
  id: string;
  /** Absent: nothing is remembered from one start to the next. */
  memory?: Memory | undefined;
  env: Env;
  /** A sync by the first output, the files by the second. */
  send(messages: [Message | null, Message]): void;
  onStatus(): void;
  onError(error: Error): void;
  warn(sentence: string): void;
  /** Milliseconds. @default 30000 */
  heldMs?: number;
}

/** The work of a `sync-watch` node. */
export interface WatchNode {
  status(): Status;
  /** @param removed it is gone for good, not only until the next start */
  close(removed: boolean): Promise<void>;
}

/** Why nothing is started although files have changed. */
type Hold = "running" | "automatic-off";

/** After so long what is held back, or could not be weighed, is looked at again: others may end what is in the way. */
const HELD_MS = 30_000;

/**
 * Starts syncs of lists whose files change, until it is closed.
 *
 * @throws InputError `bad-config`
 */
export function createWatchNode(config: WatchConfig, ports: WatchPorts): WatchNode {
  const { id, memory, send, onError, warn, heldMs = HELD_MS } = ports;
  const settings = readWatch(config, ports.env);
  const { profile, watched, pollMs } = settings;
  const how = howWatched(pollMs);
  if (how.by.length > 0) warn(messages.watchedOtherwise(how.by, how.pollMs));
  let standing: Standing = { kind: "starting" };
  let hold: Hold | undefined;
  /** As it was when somebody was told last; undefined before the first look. */
  let told: ReadonlyMap<string, Print> | undefined;
  let real = watched.root;
  let seen: ReadonlyMap<string, Print> | undefined;
  let runs: Runs | undefined;
  let closed = false;
  let stopWatching = async () => {};
  let stopWaiting = () => {};
  const toldErrors = new Set<string>();

  /** One thing after the other. */
  let busy: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    busy = busy.then(work).catch(report);
    return busy;
  };

  function report(cause: unknown): void {
    const error = reportable(cause);
    if (closed || toldErrors.has(error.message)) return;
    toldErrors.add(error.message);
    onError(error);
  }

  /** What was told of before this start. */
  async function recall(): Promise<void> {
    const stored = await (await memory?.store())?.watchedFiles(id);
    if (stored?.what === watched.written) told = new Map(stored.files);
  }

  /** Nothing is watched before it is known what was told of: else all that has changed since would count as told. */
  async function begin(): Promise<void> {
    try {
      await recall();
    } catch (error) {
      again(begin);
      throw error;
    }
    if (closed) return;
    stopWatching = watchFiles({
      ...settings,
      known: told,
      onSeen(found, folder) {
        seen = new Map(found);
        real = folder;
        void inTurn(weigh);
      },
      onStanding(now) {
        standing = now;
        ports.onStatus();
      },
      onError: report,
      onLeftOut: warn,
    });
  }

  /** Tells what is different since the last time, unless that has to wait. */
  async function weigh(): Promise<void> {
    if (closed || !seen) return;
    const found = seen;
    const changes = told ? differences(told, found) : [];
    if (told && changes.length === 0) return wait(undefined);
    const release = memory?.use();
    try {
      if (told) {
        const why = await whyWait();
        wait(why);
        if (why || closed) return;
        const { names, ownLists } = settings;
        const entries = readableLists(memory?.file ?? "", profile);
        const files = await listsFor(changes, [watched.root, real], { entries, names, ownLists }, warn);
        if (closed) return;
        send([startOf(files), { topic: "files", profile, payload: files }]);
      }
      told = found;
      await (await memory?.store())?.saveWatchedFiles(id, { what: watched.written, files: [...found] });
    } catch (error) {
      again(weigh);
      throw error;
    } finally {
      release?.();
    }
  }

  /** What failed is tried again, though no file may change until then. */
  function again(work: () => Promise<void>): void {
    stopWaiting();
    if (!closed) stopWaiting = backgroundTimer(() => void inTurn(work), heldMs);
  }

  function startOf(files: readonly FileChange[]): Message | null {
    const lists = new Map(
      files.flatMap((file) => file.lists.map((list) => [JSON.stringify(list), list] as const)),
    );
    if (lists.size === 0) return null;
    return {
      topic: profile,
      trigger: TRIGGERS.watch,
      profile,
      lists: [...lists.values()],
      whenRunning: "queue",
      files: files.filter((file) => file.lists.length > 0).map(({ path, change }) => ({ path, change })),
    };
  }

  async function whyWait(): Promise<Hold | undefined> {
    if (runs?.isBusy(profile)) return "running";
    const store = await memory?.store();
    return (await store?.profileSettings(profile))?.automatic === false ? "automatic-off" : undefined;
  }

  function wait(why: Hold | undefined): void {
    stopWaiting();
    stopWaiting = () => {};
    if (why) again(weigh);
    if (why === hold) return;
    hold = why;
    ports.onStatus();
  }

  const stopFollowing = memory?.whenOpen((opened) => {
    runs = opened;
    const concerns = (of: string) => of === profile && hold && void inTurn(weigh);
    const onEnd = (run: { profile: string }) => void concerns(run.profile);
    opened.on("run-finished", onEnd);
    opened.on("settings-changed", concerns);
    return () => {
      runs = undefined;
      opened.off("run-finished", onEnd);
      opened.off("settings-changed", concerns);
    };
  });
  void inTurn(begin);

  return {
    status() {
      if (standing.kind === "watching" && hold) return HOLDS[hold];
      return statusOf(standing, how);
    },
    async close(removed) {
      closed = true;
      stopWaiting();
      stopFollowing?.();
      await busy;
      await stopWatching();
      const release = memory?.use();
      try {
        if (removed) await (await memory?.store())?.saveWatchedFiles(id, undefined);
      } finally {
        release?.();
      }
    },
  };
}

const HOLDS: Record<Hold, Status> = {
  running: working(statuses.waitsForRun()),
  "automatic-off": stopped(statuses.automaticOff()),
};

function statusOf(standing: Standing, { pollMs, by }: ReturnType<typeof howWatched>): Status {
  switch (standing.kind) {
    case "starting":
      return working(statuses.starting());
    case "gone":
      return broken(statuses.folderGone());
    case "failed":
      return errorStatus(standing.error.code);
    case "watching": {
      const { files, isMore } = standing;
      const how =
        pollMs === undefined ? statuses.watchingFiles(files) : statuses.pollingFiles(files, pollMs / 1000);
      const text = by.length > 0 ? statuses.byVariable(how, by[0] ?? "") : how;
      return isMore ? attention(statuses.notAllFiles(text)) : good(text);
    }
  }
}
