import { pause } from "../../http/pause.ts";
import { untilAborted } from "../../http/until-aborted.ts";
import type { HaState, HomeAssistant } from "../home-assistant.ts";
import { isPassing } from "./is-passing.ts";

/** States that stay until somebody or something changes them. */
const SETTLED: ReadonlySet<HaState> = new Set(["running", "refused", "closed"]);

/**
 * Does something that can wait for Home Assistant, which is away for minutes when it restarts and then refuses for
 * another while what its integrations have not loaded yet.
 *
 * @param work done again when Home Assistant runs, if it failed by something that passes
 * @param options.tries in all; the last failure counts. @default 5
 * @param options.pauseMs milliseconds before the next try while Home Assistant runs all the time. @default 5000
 * @param options.withinMs milliseconds after which no further try is made. @default as long as it takes
 * @throws what `work` throws; CancelledError
 */
export async function onceRunning<T>(
  homeAssistant: Pick<HomeAssistant, "state" | "onState">,
  work: () => Promise<T>,
  options: { tries?: number; pauseMs?: number; withinMs?: number; signal?: AbortSignal } = {},
): Promise<T> {
  const { tries = 5, pauseMs = 5000, withinMs = Number.POSITIVE_INFINITY, signal } = options;
  const end = performance.now() + withinMs;
  for (let left = tries - 1; ; left--) {
    try {
      return await work();
    } catch (error) {
      const { state } = homeAssistant;
      const isLast = left <= 0 || performance.now() >= end;
      if (isLast || signal?.aborted || state === "closed" || !isPassing(error)) throw error;
      if (state === "running") await pause(pauseMs, signal);
    }
    await untilSettled(homeAssistant, end - performance.now(), signal);
  }
}

async function untilSettled(
  homeAssistant: Pick<HomeAssistant, "onState">,
  ms: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  let stop = () => {};
  let timer: NodeJS.Timeout | undefined;
  const settled = new Promise<void>((resolve) => {
    stop = homeAssistant.onState((state) => {
      if (SETTLED.has(state)) resolve();
    });
    // a timer takes no infinite time
    if (Number.isFinite(ms)) timer = setTimeout(resolve, Math.max(0, ms));
  });
  try {
    await untilAborted(settled, signal);
  } finally {
    clearTimeout(timer);
    stop();
  }
}
