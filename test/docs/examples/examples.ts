/** What each sentence of a room is shown with. A sentence without an example is an error of the compiler. */
export type Examples<Room> = {
  [Name in keyof Room as Room[Name] extends (...facts: never) => unknown ? Name : never]: Room[Name] extends (
    ...facts: infer Facts
  ) => unknown
    ? Facts
    : never;
};

export const HEAT = { title: "Heat", year: 1995 };
export const HOST = "seerr.local:5055";
export const FAILURE = `${HOST} did not respond within 30 s.`;
