/** A part of the store as the tables within the engine have it: synchronous, to be put together in transactions. */
export type AtOnce<Part> = {
  [Name in keyof Part]: Part[Name] extends (...args: infer Args) => Promise<infer Result>
    ? (...args: Args) => Result
    : never;
};
