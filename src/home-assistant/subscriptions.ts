import type { HaCommand } from "./home-assistant.ts";
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
}

/**
 * @param report told what a listener threw
 */
export function createSubscriptions(report: (error: unknown) => void): Subscriptions {
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
      if (wanted()) entry.end = end;
      else end();
    } catch (error) {
      // the end of a connection refuses nothing: the next one makes it again
      if (wanted()) entry.onError(error as Error);
    }
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
        entry.end = undefined;
      };
    },
    start(session) {
      current = session;
      for (const entry of entries) void make(entry, session);
    },
    stop() {
      current = undefined;
      for (const entry of entries) entry.end = undefined;
    },
    refuse(error) {
      refusal = error;
      for (const entry of entries) entry.onError(error);
    },
  };
}
