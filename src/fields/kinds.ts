import * as v from "valibot";
import type { Field, FieldRules } from "./field.ts";
import * as messages from "./messages.ts";

interface NumberRules extends FieldRules {
  /** Both ends allowed. */
  min: number;
  max: number;
  unit?: string;
  /** Instead of the range: `the id of a user`. */
  expects?: string;
  /** How dialogs write that there is none: 0 for no limit. */
  none?: number;
  /** What a dialog shows at first, where that is not the default. */
  initial?: string;
}

/** Blanks alone are no zero. */
const numberOf = (written: string | number): number =>
  typeof written === "number" ? written : written.trim() === "" ? Number.NaN : Number(written.trim());

/** Ids are 32-bit numbers on the server; that limit helps nobody. */
export const UNBOUNDED = 2 ** 31 - 1;

const grouped = (number: number): string => number.toLocaleString("en-US");

/** A number; dialogs, messages and variables may write it as text. */
export function number(rules: NumberRules & { default: number }): Field<number | string, number>;
export function number(rules: NumberRules): Field<number | string, number | undefined>;
export function number(
  rules: NumberRules & { default?: number; whole?: true },
): Field<number | string, number | undefined> {
  const { default: fallback, none, expects, initial = String(fallback ?? ""), ...others } = rules;
  const { min, max, whole = false } = others;
  const range = v.pipe(
    v.union([v.number(), v.string()]),
    v.transform(numberOf),
    v.number(),
    v.check((value) => value === none || (value >= min && value <= max)),
    v.check((value) => !whole || Number.isInteger(value)),
    v.transform((value) => (value === none ? undefined : value)),
  );
  return {
    kind: "number",
    ...others,
    whole,
    get expects() {
      const most = max < UNBOUNDED ? grouped(max) : undefined;
      return expects ?? messages.numberRange({ min: grouped(min), max: most, whole });
    },
    schema: rules.env ? v.union([unsetVariable, range]) : range,
    initial,
    fallback,
  };
}

/** Node-RED replaces `${NAME}` by what the variable says, and leaves it as it is when the variable is not set. */
const unsetVariable = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^\$\{[^}]+\}$/),
  v.transform(() => undefined),
);

/** A number without a fraction. */
export function whole(rules: NumberRules & { default: number }): Field<number | string, number>;
export function whole(rules: NumberRules): Field<number | string, number | undefined>;
export function whole(rules: NumberRules): Field<number | string, number | undefined> {
  return number({ ...rules, whole: true } as NumberRules);
}

const YES = /^(true|yes|on|1)$/i;
const NO = /^(false|no|off|0)$/i;

/** Reads yes or no. Any other word is an error: taken for no it would switch a protection off, a dry run above all. */
export const yesOrNo = v.union([
  v.boolean(),
  v.pipe(
    v.union([v.string(), v.number()]),
    v.transform((written) => String(written).trim()),
    v.check((word) => YES.test(word) || NO.test(word)),
    v.transform((word) => YES.test(word)),
  ),
]);

/** Yes or no: true, yes, on, 1 or false, no, off, 0, in any case. */
export function yesNo(rules: FieldRules & { default: boolean }): Field<boolean, boolean>;
export function yesNo(rules: FieldRules): Field<boolean, boolean | undefined>;
export function yesNo({
  default: fallback,
  ...rules
}: FieldRules & { default?: boolean }): Field<boolean, boolean | undefined> {
  return {
    kind: "yes or no",
    ...rules,
    expects: messages.trueOrFalse(),
    schema: yesOrNo,
    initial: fallback ?? false,
    fallback,
  };
}

/** One of several words, in any case; the first is the default. */
export function word<const Word extends string>(
  rules: FieldRules & { words: readonly [Word, ...Word[]]; initial?: Word },
): Field<string, Word> {
  const { words, initial = words[0] } = rules;
  const [fallback] = words;
  return {
    kind: "word",
    ...rules,
    expects: messages.either(
      words.some((each) => each.includes(",")) ? words.map((each) => `"${each}"`) : words,
    ),
    schema: v.pipe(
      v.string(),
      v.transform((written) => {
        const asked = written.trim().toLowerCase();
        return words.find((known) => known.toLowerCase() === asked) ?? written;
      }),
      v.picklist(words),
    ),
    initial,
    fallback,
  };
}

/** A name or another short text; a number counts as the text that it is written as. */
const shortText = v.pipe(
  v.union([v.string(), v.pipe(v.number(), v.finite())]),
  v.transform((written) => String(written).trim()),
);

interface TextRules extends FieldRules {
  /** What a dialog shows at first, where that is not the default. */
  initial?: string;
  /** What it must look like, with the words for it. */
  form?: readonly [RegExp, expects: string];
}

/** A text, without the white space around it. */
export function text(rules: TextRules & { default: string }): Field<string, string>;
export function text(rules: TextRules): Field<string, string | undefined>;
export function text(rules: TextRules & { default?: string }): Field<string, string | undefined> {
  const {
    default: fallback,
    form: [form, expects] = [/^/, messages.text()],
    initial = fallback ?? "",
    ...others
  } = rules;
  const schema = v.pipe(
    shortText,
    v.check((written) => written === "" || form.test(written)),
    v.transform((written) => written || undefined),
  );
  return { kind: "text", ...others, expects, schema, initial, fallback };
}

/** The id of a configuration node. */
export const node = (rules: FieldRules & { nodeType: string }): Field<string, string> => ({
  kind: "node",
  ...rules,
  expects: messages.nodeOfType(rules.nodeType),
  schema: v.string(),
  initial: "",
  fallback: "",
});

/** Rows of a dialog; whoever uses them reads each. */
export const rows = <Row>(rules: FieldRules & { initial?: Row[] }): Field<Row[], Row[]> => ({
  kind: "rows",
  initial: [],
  ...rules,
  expects: messages.list(),
  schema: v.unknown(),
  fallback: [],
});

/** A field with a schema of its own. */
export const other = <Stored, Value>(
  rules: FieldRules & {
    expects: string;
    schema: v.GenericSchema<unknown, Value>;
    initial: Stored;
    fallback: Value;
    words?: readonly string[];
    kind?: Field["kind"];
  },
): Field<Stored, Value> => ({ kind: "other", ...rules });
