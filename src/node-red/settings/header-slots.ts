/** How many values of headers one server may store; the dialog has the same number. */
const SLOTS = 20;

/** Node-RED stores only credentials that are declared by name, and none that holds a table. */
export const headerSlots = (): Record<string, { type: "password" }> =>
  Object.fromEntries(
    Array.from({ length: SLOTS }, (_, index) => [`header${index + 1}`, { type: "password" }]),
  );
