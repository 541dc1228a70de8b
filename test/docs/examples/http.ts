import type * as http from "../../../src/http/messages.ts";
import type { Examples } from "./examples.ts";

const HOST = "api.example.org";

export const HTTP: Examples<typeof http> = {
  badHeaderName: [],
  badHeaderValue: ["X-Api-Key"],
  noSecureConnection: [HOST, "its certificate has expired", "CERT_HAS_EXPIRED"],
  notAWebAddress: [],
  privateRedirect: [HOST],
  refusedByProxy: ["trakt.tv", 403],
  timedOut: [HOST, 30],
  tlsReason: ["CERT_HAS_EXPIRED"],
  tooLarge: [HOST, 51_200],
  unreachable: [HOST, "ECONNREFUSED"],
  unusableResponse: [HOST, "ERR_FR_TOO_MANY_REDIRECTS"],
};
