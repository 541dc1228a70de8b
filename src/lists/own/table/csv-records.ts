/** Cells that are longer end here; nothing that is read of a title is. */
const LONGEST_CELL = 20_000;
const MOST_CELLS = 1000;

/**
 * The records of a CSV text, one at a time, cells trimmed. As forgiving as spreadsheets are: quotes within a cell stand
 * for themselves, and a quote that is never closed ends with its line.
 *
 * @param separator one character
 */
export function* csvRecords(text: string, separator: string): Generator<string[]> {
  let at = 0;
  let record: string[] = [];
  const plain = new RegExp(`[\\r\\n${separator === "\t" ? "\\t" : `\\${separator}`}]`, "g");
  // from here on no quoted cell ends: asked once, so that a file of nothing but quotes is not searched again and again
  let lastQuote = text.lastIndexOf('"');
  while (at <= text.length) {
    let start = at;
    while (text[start] === " ") start += 1;
    let cell: string;
    let end = -1;
    if (text[start] === '"' && start < lastQuote) {
      end = closingQuote(text, start);
      if (end < 0) lastQuote = -1;
    }
    if (end >= 0) {
      cell = text.slice(start + 1, Math.min(end, start + LONGEST_CELL)).replaceAll('""', '"');
      plain.lastIndex = end + 1;
      const rest = plain.exec(text);
      at = rest?.index ?? text.length;
      cell += text.slice(end + 1, Math.min(at, end + LONGEST_CELL)).trimEnd();
    } else {
      plain.lastIndex = at;
      const found = plain.exec(text);
      const stop = found?.index ?? text.length;
      cell = text.slice(at, Math.min(stop, at + LONGEST_CELL));
      at = stop;
    }
    if (record.length < MOST_CELLS) record.push(cell.trim());
    const sign = text[at];
    if (sign === separator) {
      at += 1;
      continue;
    }
    yield record;
    record = [];
    at += sign === "\r" && text[at + 1] === "\n" ? 2 : 1;
  }
}

/** Where a quoted cell ends; quotes within it are doubled, or stand between letters as careless programs write them. */
function closingQuote(text: string, open: number): number {
  let at = text.indexOf('"', open + 1);
  while (at >= 0) {
    if (text[at + 1] !== '"') return at;
    at = text.indexOf('"', at + 2);
  }
  return -1;
}
