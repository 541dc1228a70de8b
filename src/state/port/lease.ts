/** What keeps this process from writing. */
export type LeaseWait =
  /** Another one has ended without a word, it seems; after so many milliseconds at most this one takes over. */
  | { kind: "silent"; ms: number }
  /** Another one is at work. */
  | { kind: "taken"; place: string };

/** The right to write in a database, and to send requests that are written down there. See lease/lease.ts. */
export interface StoreLease {
  /**
   * Resolves when this process may act upon what it wrote. To be awaited right before a request is sent: the process may
   * have stood still meanwhile, and another one may have taken over.
   *
   * @throws StateError `state-in-use`, `state-locked`
   */
  confirm(signal?: AbortSignal): Promise<void>;
  /** Undefined when nothing keeps this process from writing, or when it never tried. */
  readonly wait: LeaseWait | undefined;
  /** Tells of each change, and again and again while this process waits. Returns the end of it. */
  follow(listener: (wait: LeaseWait | undefined) => void): () => void;
}
