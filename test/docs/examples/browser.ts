import type * as browser from "../../../src/browser/messages.ts";
import type { Examples } from "./examples.ts";

const PAGE = "www.imdb.com/list/ls006123300/";

export const BROWSER: Examples<typeof browser> = {
  badEndpoint: ["the configured address"],
  crashed: [PAGE],
  doesNotStart: ["/usr/bin/chromium", "spawn EACCES", true],
  endpointUnreachable: ["the configured address"],
  noBrowser: [],
  nothingThere: ["/opt/chrome", "the configured path"],
  notRead: [PAGE, "net::ERR_CONNECTION_REFUSED"],
  notReady: [PAGE],
};
