/**
 * Who still needs something: a connection that is to be closed, a run that is to end, a download that several wait for.
 * The one counter of holders in this package.
 */
export class Holds {
  #count = 0;
  readonly #listeners = new Set<() => void>();

  /** @param onFree called each time the last one lets go */
  constructor(onFree?: () => void) {
    if (onFree) this.#listeners.add(onFree);
  }

  /** How many hold it now. */
  get count(): number {
    return this.#count;
  }

  /** Holds it until the returned function is called, however often that is. */
  take(): () => void {
    this.#count++;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      if (--this.#count > 0) return;
      for (const listener of [...this.#listeners]) listener();
    };
  }

  /** Calls back each time the last one lets go. @returns ends that */
  onFree(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * Resolves when nobody holds it, at the latest after so many milliseconds. Node-RED closes configuration nodes and
   * the nodes that use them at the same time, but those may have a last word to say.
   *
   * @param ms @default 5000
   */
  released(ms = 5000): Promise<void> {
    return new Promise((resolve) => {
      if (this.#count === 0) return resolve();
      const done = () => {
        clearTimeout(timer);
        stop();
        resolve();
      };
      const stop = this.onFree(done);
      const timer = setTimeout(done, ms);
      timer.unref();
    });
  }
}
