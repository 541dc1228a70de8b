/** What is to be called when a signal is aborted, all of it by one listener. */
interface Shared {
  callbacks: Set<() => void>;
  call: () => void;
}

const listeners = new WeakMap<AbortSignal, Shared>();

/**
 * Calls back once when a signal is aborted, at once when it is already. A signal searches all of its listeners whenever
 * one is added or taken away, which took seconds for thousands that wait under one run: they share one.
 *
 * @returns ends that
 */
export function onAbort(signal: AbortSignal | undefined, callback: () => void): () => void {
  if (!signal) return () => {};
  if (signal.aborted) {
    callback();
    return () => {};
  }
  const shared = listeners.get(signal) ?? listen(signal);
  // the same function may be given twice, and each is ended by itself
  const own = () => callback();
  shared.callbacks.add(own);
  return () => {
    if (!shared.callbacks.delete(own) || shared.callbacks.size > 0 || signal.aborted) return;
    listeners.delete(signal);
    signal.removeEventListener("abort", shared.call);
  };
}

function listen(signal: AbortSignal): Shared {
  const callbacks = new Set<() => void>();
  const call = () => {
    for (const each of callbacks) each();
  };
  const shared = { callbacks, call };
  listeners.set(signal, shared);
  signal.addEventListener("abort", call, { once: true });
  return shared;
}
