import type { Answer } from "./world.ts";

/** What the process of a real server does not survive: a rejection that nobody handles. */
export class ProcessEnd extends Error {
  /** What gets out before the end; undefined when the connection is just cut. */
  readonly answer: Answer | undefined;

  /** @param by for the test that reads it: `the watchlist of an unknown user` */
  constructor(by: string, answer?: Answer) {
    super(by);
    this.answer = answer;
  }
}
