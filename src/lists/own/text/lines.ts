const END_OF_LINE = /\r\n|[\n\r\u2028\u2029]/g;

/** The lines of a text, whatever ends them: LF, CRLF, or the CR of old Macs. One at a time, since there may be millions. */
export function* linesOf(text: string): Generator<string> {
  let start = 0;
  for (const end of text.matchAll(END_OF_LINE)) {
    yield text.slice(start, end.index);
    start = end.index + end[0].length;
  }
  yield text.slice(start);
}

/** Lines with a look at what comes: `peek(0)` is the line that `next` gives. */
export class LinesAhead {
  readonly #lines: Iterator<string>;
  readonly #ahead: string[] = [];

  constructor(lines: Iterable<string>) {
    this.#lines = lines[Symbol.iterator]();
  }

  next(): string | undefined {
    const line = this.peek(0);
    this.#ahead.shift();
    return line;
  }

  peek(distance: number): string | undefined {
    while (this.#ahead.length <= distance) {
      const { done, value } = this.#lines.next();
      if (done) return undefined;
      this.#ahead.push(value);
    }
    return this.#ahead[distance];
  }
}
