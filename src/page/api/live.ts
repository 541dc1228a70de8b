import { type ReadonlySignal, signal } from "@preact/signals";
import type { LiveEvents } from "../../node-red/page/contract/types.ts";
import { ApiError } from "./api-error.ts";
import type { Client } from "./client.ts";
import { ROUTE } from "./routes.ts";
import { readEvents, type StreamEvent } from "./stream.ts";

/**
 * Whether what is shown is what is now:
 * - `live`: the stream is open
 * - `polling`: something between us keeps streams back (Home Assistant did before 2026), so everything is asked for again
 * - `away`: nobody answers
 */
export type LiveState = "connecting" | "live" | "polling" | "away";

/** Who hears what. */
export type LiveListener = { [Name in keyof LiveEvents]?: (event: LiveEvents[Name]) => void };

/** The stream of events, one for this window, none while it is hidden: a browser has six connections to one host. */
export interface Live {
  state: ReadonlySignal<LiveState>;
  stop(): void;
}

/** Milliseconds. A comment comes at once and every 15 seconds, so that silence means that nothing gets through. */
const SILENCE = 35_000;
const FIRST_WORD = 8000;
const POLL = 10_000;
const TRY_AGAIN = { first: 1000, most: 30_000 };

/** @param hear what came; `reload` also after a time without a stream */
export function followLive(client: Client, hear: LiveListener): Live {
  const state = signal<LiveState>("connecting");
  const over = new AbortController();
  let lastId: string | undefined;
  let failures = 0;

  const tell = ({ event, data }: StreamEvent) => {
    const listener = (hear as Record<string, ((event: unknown) => void) | undefined>)[event];
    if (!Object.hasOwn(hear, event) || !listener) return;
    try {
      listener(JSON.parse(data));
    } catch {
      // half an event of a proxy that cuts: the next state comes soon
    }
  };

  /** @returns whether anything came through */
  async function listen(stop: AbortController): Promise<boolean> {
    let heard = false;
    let silence = setTimeout(() => stop.abort(), FIRST_WORD);
    const beat = () => {
      heard = true;
      failures = 0;
      // what happened meanwhile is not known
      if (state.value === "away" || state.value === "polling") hear.reload?.({ why: "gap" });
      state.value = "live";
      clearTimeout(silence);
      silence = setTimeout(() => stop.abort(), SILENCE);
    };
    try {
      const since: Record<string, string> = lastId === undefined ? {} : { "last-event-id": lastId };
      const response = await client.open(ROUTE.live[1], stop.signal, since);
      for await (const event of readEvents(response, beat)) {
        lastId = event.id ?? lastId;
        tell(event);
      }
      return heard;
    } catch (error) {
      if (error instanceof ApiError) throw error;
      // the connection broke, or was silent for too long
      return heard;
    } finally {
      clearTimeout(silence);
    }
  }

  /** Whether questions are answered, where the stream is not. */
  const isThere = () =>
    client.ask("whoami", {}, over.signal).then(
      () => true,
      () => false,
    );

  async function follow(): Promise<void> {
    while (!over.signal.aborted) {
      await until(() => document.visibilityState === "visible", over.signal);
      const stop = new AbortController();
      const leave = () => {
        if (over.signal.aborted || document.visibilityState === "hidden") stop.abort();
      };
      document.addEventListener("visibilitychange", leave);
      over.signal.addEventListener("abort", leave);
      try {
        const heard = await listen(stop);
        if (!heard && document.visibilityState === "visible" && !over.signal.aborted) state.value = "polling";
      } catch (error) {
        const { trouble } = error as ApiError;
        if (trouble === "login" || trouble === "forbidden") hear.logout?.({});
        else state.value = (await isThere()) ? "polling" : "away";
      } finally {
        document.removeEventListener("visibilitychange", leave);
        over.signal.removeEventListener("abort", leave);
      }
      if (over.signal.aborted) return;
      failures += 1;
      const wait = Math.min(TRY_AGAIN.first * 2 ** (failures - 1), TRY_AGAIN.most);
      await pause(wait * (0.75 + Math.random() / 2), over.signal);
    }
  }

  void follow();
  const poll = setInterval(() => {
    if (state.value === "polling" && document.visibilityState === "visible") hear.reload?.({ why: "gap" });
  }, POLL);
  over.signal.addEventListener("abort", () => clearInterval(poll));
  return { state, stop: () => over.abort() };
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** Waits while a window is hidden. */
const until = (holds: () => boolean, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const look = () => {
      if (!holds() && !signal.aborted) return;
      document.removeEventListener("visibilitychange", look);
      resolve();
    };
    document.addEventListener("visibilitychange", look);
    signal.addEventListener("abort", look);
    look();
  });
