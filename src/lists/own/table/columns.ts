import { type Field, foldName, meaningsOf } from "../field-words.ts";

/** Which columns of a table hold what; several may hold the same, the first that is filled counts. */
export type Columns = Map<Field, number[]>;

/** Rows at the beginning of a table that are looked at to find out what is in it. */
export const SAMPLE = 40;

const YEAR = /^(?:18[7-9]\d|19\d\d|20\d\d|21[0-4]\d)(?:\.0+)?$/;
const TYPE_WORD = /^(?:movies?|films?|shows?|tv|series|tv[ -]?(?:shows?|series)|serien?)$/i;

/** Whether a cell is a value that no header has: a number, an id, an address. */
export const isValue = (cell: string): boolean =>
  /^(?:-?\d+(?:[.,]\d+)?|tt\d{5,}|https?:\/\/.*|\d{4}-\d\d-\d\d.*)$/i.test(cell);

/** The columns that a header names. */
export function columnsOf(header: string[]): Columns {
  const columns: Columns = new Map();
  const letterboxd = header.some((cell) => foldName(cell) === "letterboxduri");
  header.forEach((cell, index) => {
    for (const meaning of meaningsOf(cell)) {
      // five stars are Letterboxd's alone
      const field = meaning === "stars" && !letterboxd ? "rating" : meaning;
      if (field === "rating" && letterboxd && foldName(cell) === "rating") continue;
      const known = columns.get(field) ?? [];
      if (!known.includes(index)) columns.set(field, [...known, index]);
    }
  });
  return columns;
}

const ratio = (cells: string[], test: (cell: string) => boolean): number => {
  const filled = cells.filter((cell) => cell !== "");
  return filled.length === 0 ? 0 : filled.filter(test).length / filled.length;
};

/** The columns of a table without a header that is understood, by what is in them. */
export function columnsByContent(records: string[][]): Columns {
  const columns: Columns = new Map();
  const width = Math.max(0, ...records.map((record) => record.length));
  const taken = new Set<number>();
  const take = (field: Field, index: number) => {
    columns.set(field, [...(columns.get(field) ?? []), index]);
    taken.add(index);
  };
  for (let index = 0; index < width; index += 1) {
    const cells = records.map((record) => record[index] ?? "");
    if (cells.every((cell) => cell === "")) taken.add(index);
    else if (width > 1 && index === 0 && counts(cells)) taken.add(index);
    else if (ratio(cells, (cell) => /^tt\d{5,10}$/i.test(cell)) >= 0.6) take("imdb_id", index);
    else if (ratio(cells, (cell) => /^https?:\/\//i.test(cell)) >= 0.6) take("address", index);
    else if (width > 1 && !columns.has("year") && ratio(cells, (cell) => YEAR.test(cell)) >= 0.6)
      take("year", index);
    else if (width > 1 && ratio(cells, (cell) => TYPE_WORD.test(cell)) >= 0.6) take("type", index);
  }
  for (let index = 0; index < width && !columns.has("title"); index += 1) {
    const cells = records.map((record) => record[index] ?? "");
    if (!taken.has(index) && ratio(cells, (cell) => !isValue(cell)) > 0) take("title", index);
  }
  // films whose names are years: `1917,2019`
  if (
    !columns.has("title") &&
    !columns.has("imdb_id") &&
    !columns.has("address") &&
    width > 1 &&
    columns.has("year")
  ) {
    const [first = 0] = columns.get("year") ?? [];
    columns.set("title", [first]);
    const second = [...Array(width).keys()].find(
      (index) =>
        index > first &&
        ratio(
          records.map((record) => record[index] ?? ""),
          (cell) => YEAR.test(cell),
        ) >= 0.6,
    );
    if (second === undefined) columns.delete("year");
    else columns.set("year", [second]);
  }
  return columns;
}

/** 1, 2, 3 …: the numbers of the rows, in a table of two rows or more. */
const counts = (cells: string[]): boolean => {
  const first = Number(cells[0]);
  return (
    cells.length > 1 &&
    (first === 0 || first === 1) &&
    cells.every((cell, index) => /^\d+\.?$/.test(cell) && Number.parseInt(cell, 10) === first + index)
  );
};

export const isTypeWord = (cell: string): boolean => TYPE_WORD.test(cell);
