/** What a table holds under a name that somebody else wrote: "constructor" is a name of every object, and no entry. */
export const ownValue = <Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
