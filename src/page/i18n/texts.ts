import type catalogue from "../locales/en-US.json";

type Catalogue = typeof catalogue;

/** A text that depends on a number: what `Intl.PluralRules` calls its kinds. */
type Plural = { other: string };

type KeyOf<T> = {
  [Name in keyof T & string]: T[Name] extends string | Plural ? Name : `${Name}.${KeyOf<T[Name]>}`;
}[keyof T & string];

/** The name of a text in the catalogue: `titles.search`. */
export type TextKey = KeyOf<Catalogue>;

/** What a text is filled with; `count` decides on singular and plural, numbers are written as people write them. */
type TextValues = Readonly<Record<string, string | number>>;

/** Looks a text up by name; of a plural each kind has a name: `runs.titles.one`. */
export type Lookup = (key: string) => string | undefined;

/** Gives texts, filled in. */
export type Text = (key: TextKey, values?: TextValues) => string;

/**
 * @param lookup the catalogue
 * @param locale of its language: `en-GB`
 */
export function createText(lookup: Lookup, locale: string): Text {
  const plural = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale);
  return (key, values = {}) => {
    const { count } = values;
    const kind = typeof count === "number" ? plural.select(count) : "other";
    const found = lookup(key) ?? lookup(`${key}.${kind}`) ?? lookup(`${key}.other`) ?? key;
    return found.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      if (value === undefined) return whole;
      return typeof value === "number" ? number.format(value) : value;
    });
  };
}

/** Looks names up in a catalogue of objects in objects. */
export function lookupIn(texts: object): Lookup {
  return (key) => {
    let found: unknown = texts;
    for (const part of key.split("."))
      found =
        typeof found === "object" && found !== null && Object.hasOwn(found, part)
          ? Reflect.get(found, part)
          : undefined;
    return typeof found === "string" ? found : undefined;
  };
}
