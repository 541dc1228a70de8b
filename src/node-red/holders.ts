/** Who still needs something that is to be closed. */
export interface Holders {
  /** Keeps it open. Call the returned function once it is not needed any more. */
  hold(): () => void;
  /**
   * Resolves when nobody holds it, at the latest after so many milliseconds. Node-RED closes configuration nodes and
   * the nodes that use them at the same time, but those may have a last word to say.
   *
   * @param ms @default 5000
   */
  released(ms?: number): Promise<void>;
}

/** Makes the holders of something that nobody holds yet. */
export function createHolders(): Holders {
  let holders = 0;
  let onFree = () => {};
  return {
    hold() {
      holders++;
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        if (--holders === 0) onFree();
      };
    },
    released: (ms = 5000) =>
      new Promise((resolve) => {
        if (holders === 0) return resolve();
        const timer = setTimeout(resolve, ms);
        timer.unref();
        onFree = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}
