/** Every sentence about calls to the server that failed: facts in, sentence out. */
import type { ServerErrorCode } from "../server-error.ts";

interface Refused {
  /** Host and port. */
  host: string;
  /** The user that the call was made for, where it is not the key's owner. */
  asUser?: number | undefined;
  /** The server's own words in quotation marks, or `status 500`. */
  said: string;
}

/** The sentence of an error that the server's API answered with. */
export function refusedBy(code: ServerErrorCode, { host, asUser, said }: Refused): string {
  const user = asUser === undefined ? "the API key's user" : `user ${asUser}`;
  switch (code) {
    case "server-key":
      return `${host} rejected the API key. Copy it again from the server's Settings > General.`;
    case "server-user":
      return `${host} does not know ${asUser === undefined ? "this user" : user}. Choose another user to request as.`;
    case "server-csrf":
      return `CSRF protection makes the API of ${host} read-only. Turn it off in the server's Settings (General or Network) and restart the server.`;
    case "server-permission":
      return `${host} does not allow ${user} to do this: ${said}. Grant the permission on the server's Users page.`;
    case "server-quota":
      return `The request quota of ${user} on ${host} is used up: ${said}. Raise it on the server's Users page, or wait.`;
    case "server-blocklisted":
      return `${host} has blocked this title: ${said}. Remove it from the server's blocklist to request it.`;
    case "server-duplicate":
      return `${host} already has this request: ${said}.`;
    case "server-path":
      return `${host} does not know this part of the API: ${said}. Check that the address leads to Overseerr, Jellyseerr or Seerr.`;
    case "server-rate-limited":
      return `${host} is limiting requests: ${said}. Lower "Parallel calls" of the server's node.`;
    case "server-unavailable":
      return `${host} failed: ${said}. The cause may be the server or TMDB; the next run tries again.`;
    default:
      return `${host} refused: ${said}.`;
  }
}

const CHECK_ADDRESS = "Check the server's address, especially its sub-path.";

export const unreadableJson = (host: string) => `${host} sent invalid JSON. Try again.`;

export const proxyError = (host: string, status: number) =>
  `${host} returned an error page (HTTP ${status}): the server behind the proxy is down or too slow.`;

export const proxyLimit = (host: string) =>
  `A proxy at ${host} is limiting requests. Lower "Parallel calls".`;

export const proxyLogin = (host: string, status: number) =>
  `A proxy at ${host} requires a login (HTTP ${status}). Exempt the server's API from it, or add the headers that the proxy expects.`;

export const notTheApi = (host: string, path: string, status: number) =>
  `${host} answers ${path} with something other than the API (HTTP ${status}). ${CHECK_ADDRESS}`;

export const redirects = (host: string, path: string) => `${host} redirects ${path}. ${CHECK_ADDRESS}`;

export const redirectsToHttps = (host: string, to: string) =>
  `${host} requires HTTPS. Change the server's address to https://${to}.`;

export const redirectsElsewhere = (host: string, path: string, to: string) =>
  `${host} redirects ${path} to ${to}, so this is not the API. ${CHECK_ADDRESS}`;

/** @param failure a sentence, as of the four that follow */
export const timedOut = (failure: string) =>
  `${failure} Check that it is not overloaded, or raise the timeout.`;

export const notTrusted = (failure: string) =>
  `${failure} Install the certificate of its authority, or accept self-signed certificates for this server.`;

export const oddAnswer = (failure: string) => `${failure} Check that the address leads to the server.`;

export const unreachable = (failure: string) =>
  `${failure} Check the address and that the server is running.`;

export const notAServer = (host: string, more = "Check the server's address and port.") =>
  `The program at ${host} is not Overseerr, Jellyseerr or Seerr. ${more}`;

export const otherProgram = (status: number) =>
  `It answers /api/v1/settings/public with HTTP ${status}. Check the address and port: is it Radarr, Sonarr or another program?`;

export const csrfProtected = (product: string) =>
  `${product} responds, but CSRF protection makes its API read-only. Turn it off in the server's Settings (General or Network) and restart the server.`;

export const signedInAs = (product: string, version: string, user: string) =>
  `${product} ${version}, signed in as ${user}.`;

/** @param what `movies`, `shows` or `anything` */
export const mayNotRequest = (user: string, what: string, in4k = false) =>
  `${user} may not request ${what}${in4k ? " in 4K" : ""}.`;

export const no4k = (service: string, what: string) =>
  `No 4K ${service} is set up: 4K ${what} can be requested, but nothing will download them.`;

export const noAddress = () => "The server has no address. Enter one such as http://192.168.1.10:5055.";

export const noScheme = (example: string) =>
  `The server's address must start with http:// or https://. Enter it as http://${example}.`;

export const badAddress = () =>
  "The server's address is not a valid web address. Enter one such as http://192.168.1.10:5055.";

export const noKey = () => "The server has no API key. Copy it from the server's Settings > General.";

export const badKey = () =>
  "The API key contains spaces or other characters that API keys do not have. Copy it again from the server's Settings > General.";

export const deadlyChoices = () =>
  "This call was not made, because it would stop the server if its Radarr fails. Read the choices with the drop-down lists of the overseerr-request node.";

export const deadlyRequests = () =>
  "This call was not made, because it can stop the server while its Radarr or Sonarr fails. Read the requests of each user with GET /user/{id}/requests.";

export const deadlyTest = () =>
  "This call was not made, because it can stop the server while that Radarr or Sonarr fails. Read the choices with the drop-down lists of the overseerr-request node.";

export const noTvdbId = () =>
  "The show was not requested: Sonarr needs a TVDB id, and TMDB has none for this show. Add the show in Sonarr, or give the item its tvdb_id.";

export const badUser = () =>
  "User ids are whole numbers, for example 4. Choose the user to request as in the node's dialog.";
