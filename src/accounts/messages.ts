/** What is said of logins: facts in, sentence out. */

export const notLoggedIn = (site: string) =>
  `Not logged in to ${site}. Open the list account, press Log in, confirm the code and deploy.`;

export const loggedOut = (site: string) =>
  `${site} no longer accepts the login. Open the list account and log in again.`;

export const codeExpired = () => "The code has expired. Press Log in again for a new one.";

/** @param code of the file system */
export const notStored = (file: string, code: string) =>
  `The login cannot be stored: ${file} is not writable (${code}). Allow Node-RED to write to its user directory.`;

export const insecurePage = () =>
  "The site answered the login with an address that is not a secure web page. Check the origin in the list account, update the package, or report it.";
