/** What the page is answered: facts in, sentence out. */

export const noRoute = (path: string) =>
  `There is nothing at "${path}". Reload the page; it may be older than ListSync.`;

/** @param right `see` or `change` */
export const notAllowed = (right: "read" | "write") =>
  right === "read"
    ? "This user may not see ListSync. Let somebody with all rights give the permission list-sync.read."
    : "This user may look, and not change anything. Let somebody with all rights give the permission list-sync.write.";

/** @param name of a part of the question @param problem in the words of the schema */
export const badQuestion = (name: string, problem: string) =>
  `ListSync does not understand "${name}" in this request: ${problem}`;

export const tokenInAddress = () =>
  "The token is part of the address, where logs keep it. Send it in the Authorization header.";

export const slowAnswer = (seconds: number) => `No answer within ${seconds} seconds. Try again.`;
