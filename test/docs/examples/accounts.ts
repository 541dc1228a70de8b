import type * as accounts from "../../../src/accounts/messages.ts";
import type { Examples } from "./examples.ts";

export const ACCOUNTS: Examples<typeof accounts> = {
  codeExpired: [],
  insecurePage: [],
  loggedOut: ["Trakt"],
  notLoggedIn: ["Trakt"],
  notStored: ["/data/list-sync/login-7c1f.json", "EACCES"],
};
