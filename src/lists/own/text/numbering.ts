/** A number before an entry that might belong to the title: `1 Heat`, `1: Heat`, `#1 Heat`, `(1) Heat`, `1.Heat`. */
const NUMBER =
  /^(?:#(\d{1,6})[.:)]?\s+|\((\d{1,6})\)\s+|(\d{1,6})(?:\s*[:–—-])?\s+|(\d{1,6})[.)](?=[^\s\d]))(?=\S)/;

interface Numbered {
  number: number;
  /** What follows the number. */
  rest: string;
}

/**
 * Takes numbers off the front of lines that count on. One number says nothing (`12 Angry Men`, `9`); two that begin with
 * 1, or three in a row, are a numbering, upwards or downwards.
 */
export class Numbering {
  #last: { number: number; step: number } | undefined;

  /** @param next the lines that follow, so many as there are */
  strip(line: string, next: (string | undefined)[]): string {
    const here = numbered(line);
    if (!here) {
      this.#last = undefined;
      return line;
    }
    const step = this.#stepOf(here.number, next.map(numbered));
    this.#last = step === undefined ? undefined : { number: here.number, step };
    return step === undefined ? line : here.rest;
  }

  #stepOf(number: number, [second, third]: (Numbered | undefined)[]): number | undefined {
    if (this.#last && number === this.#last.number + this.#last.step) return this.#last.step;
    for (const step of [1, -1]) {
      if (second?.number !== number + step) continue;
      if (third?.number === number + 2 * step || (step === 1 ? number === 1 : second.number === 1))
        return step;
    }
    return undefined;
  }
}

function numbered(line: string | undefined): Numbered | undefined {
  const found = line === undefined ? null : NUMBER.exec(line);
  if (!line || !found) return undefined;
  return { number: Number(found[1] ?? found[2] ?? found[3] ?? found[4]), rest: line.slice(found[0].length) };
}
