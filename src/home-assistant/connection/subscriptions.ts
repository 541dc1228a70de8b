import type { HaCommand } from "../home-assistant.ts";
import { HomeAssistantError } from "../home-assistant-error.ts";
import type { Session } from "./open-session.ts";

/** What somebody wants to be told, for as long as they want it; connections come and go. */
export interface Subscriptions {
  /** @returns ends it */
  add(command: HaCommand, onEvent: (event: unknown) => void, onError?: (error: Error) => void): () => void;
  /** Makes all of them, and from now on each new one at once. */
  start(session: Session): void;
  /** Forgets the connection. */
  stop(): void;
  /** Tells all of them, and each new one, why there will be no connection. */
  refuse(error: Error): void;
}

interface Entry {
  command: HaCommand;
  onEvent: (event: unknown) => void;
  onError: (error: Error) => void;
  /** Ends it on the present connection. */
  end?: (() => void) | undefined;
  /** Why it was refused, as its owner knows it. */
  told?: string | undefined;
  retry?: NodeJS.Timeout | undefined;
}

/** What may be otherwise in a while, with the same token: also the commands of an integration that is added later. */
const MAY_PASS: ReadonlySet<string> = new Set(["ha-not-found", "ha-refused", "ha-unknown-command"]);

/**
 * @param report told what a listener threw
 * @param retryMs milliseconds before a subscription that was refused is tried again: an integration that waits for its
 *   cloud is loaded minutes after Home Assistant runs
 */
export function createSubscriptions(report: (error: unknown) => void, retryMs: number): Subscriptions {
  const entries = new Set<Entry>();
  let current: Session | undefined;
  let refusal: Error | undefined;

  const guarded =
    <T>(listener: (value: T) => void) =>
    (value: T): void => {
      try {
        listener(value);
      } catch (error) {
        report(error);
      }
    };

  async function make(entry: Entry, session: Session): Promise<void> {
    const wanted = () => entries.has(entry) && current === session;
    try {
      const end = await session.subscribe(entry.command, (event) => {
        if (wanted()) entry.onEvent(event);
      });
      entry.told = undefined;
      if (wanted()) entry.end = end;
      else end();
    } catch (error) {
      // the end of a connection refuses nothing: the next one makes it again
      if (wanted()) refused(entry, error as Error, session);
    }
  }

  function refused(entry: Entry, error: Error, session: Session): void {
    if (error instanceof HomeAssistantError && MAY_PASS.has(error.code)) {
      entry.retry = setTimeout(() => void make(entry, session), retryMs);
      entry.retry.unref();
    }
    if (error.message === entry.told) return;
    entry.told = error.message;
    entry.onError(error);
  }

  function forget(entry: Entry): void {
    clearTimeout(entry.retry);
    entry.end = undefined;
    entry.told = undefined;
  }

  return {
    add(command, onEvent, onError = report) {
      const entry: Entry = { command, onEvent: guarded(onEvent), onError: guarded(onError) };
      entries.add(entry);
      if (current) void make(entry, current);
      else if (refusal) queueMicrotask(entry.onError.bind(undefined, refusal));
      return () => {
        entries.delete(entry);
        entry.end?.();
        forget(entry);
      };
    },
    start(session) {
      current = session;
      for (const entry of entries) void make(entry, session);
    },
    stop() {
      current = undefined;
      for (const entry of entries) forget(entry);
    },
    refuse(error) {
      refusal = error;
      for (const entry of entries) entry.onError(error);
    },
  };
}
