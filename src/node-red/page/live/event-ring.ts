/** An event of the stream as it is written. */
interface Frame {
  number: number;
  text: string;
}

/** Events that are kept for those whose stream broke off. */
const KEPT = 256;

/** The latest events, numbered from the start of this process. */
export interface EventRing {
  /** @returns the event as it is written */
  add(name: string, data: object): string;
  /** An event for one reader alone, with the number of the latest. */
  own(name: string, data: object): string;
  /**
   * What came after an event.
   *
   * @param lastId as a reader was given it
   * @returns why there is none, when it is not known any more
   */
  since(lastId: string): string[] | "gap" | "restart";
}

/** @param epoch which process it is, in letters and digits */
export function eventRing(epoch: string): EventRing {
  const frames: Frame[] = [];
  let number = 0;
  const write = (name: string, data: object) =>
    `id: ${epoch}-${number}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

  return {
    add(name, data) {
      number++;
      const text = write(name, data);
      frames.push({ number, text });
      if (frames.length > KEPT) frames.shift();
      return text;
    },
    own: write,
    since(lastId) {
      const [, its, last = ""] = /^(\w+)-(\d{1,15})$/.exec(lastId) ?? [];
      if (its !== epoch) return "restart";
      const known = Number(last);
      const oldest = frames[0]?.number ?? number + 1;
      if (known > number || known < oldest - 1) return "gap";
      return frames.filter((frame) => frame.number > known).map(({ text }) => text);
    },
  };
}
