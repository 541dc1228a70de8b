/**
 * The first of these that is a name: what sites answer is not always what they promise.
 *
 * @returns undefined when none is
 */
export const firstName = (...given: unknown[]): string | undefined =>
  given.find((name): name is string => typeof name === "string" && name.trim() !== "");

/** What the test of an account says when the site took its login. */
export const signedIn = (user: string | undefined): string =>
  user === undefined ? "Signed in, but the site does not say as whom." : `Signed in as ${user}.`;
