/** Why a call got no response that can be read: facts in, sentence out. What to do is for the caller to add. */

export const timedOut = (host: string, seconds: number) => `${host} did not respond within ${seconds} s.`;

export const privateRedirect = (host: string) =>
  `${host} redirects to an address in a private network, which ListSync does not follow.`;

export const tooLarge = (host: string, kib: number) =>
  `The response of ${host} is larger than the ${kib} KiB allowed.`;

/** @param why as of the next one @param code of Node.js */
export const noSecureConnection = (host: string, why: string, code: string) =>
  `No secure connection to ${host}: ${why} (${code}).`;

/** @param code of Node.js */
export function tlsReason(code: string): string {
  if (code === "CERT_HAS_EXPIRED") return "its certificate has expired";
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") return "its certificate is for another name";
  if (/SIGNED|VERIFY|ISSUER/.test(code)) return "its certificate is not signed by a known authority";
  return "it does not speak TLS correctly";
}

const UNUSABLE: Readonly<Record<string, string>> = {
  ERR_FR_TOO_MANY_REDIRECTS: "redirects endlessly",
  ERR_FR_REDIRECTION_FAILURE: "redirects to something that is not a web address",
  HPE_HEADER_OVERFLOW: "sends headers larger than 16 kB",
};

/** @returns undefined where the code does not mean a response that cannot be read, however often it is asked for */
export const unusableResponse = (host: string, code = ""): string | undefined =>
  UNUSABLE[code] && `${host} ${UNUSABLE[code]} (${code}).`;

const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "the connection was lost",
  EPIPE: "the connection was lost",
  ENOTFOUND: "the host name is unknown",
  EAI_AGAIN: "the name server does not respond",
  EHOSTUNREACH: "the host is unreachable",
  ENETUNREACH: "the network is unreachable",
};

export const unreachable = (host: string, code = "") =>
  `${host} cannot be reached: ${UNREACHABLE[code] ?? "the connection failed"}${code && ` (${code})`}.`;

export const notAWebAddress = () =>
  "The address of a request does not start with http:// or https://. Check the address in the configuration.";

export const badHeaderName = () =>
  "The name of a header has characters that cannot be sent. Use letters, digits and dashes.";

export const badHeaderValue = (name: string) =>
  `The value of the header ${name} has characters that cannot be sent, such as line breaks. Copy the key or token again.`;

export const refusedByProxy = (host: string, status: number) =>
  `The proxy does not let Node-RED reach ${host} (HTTP ${status}). Allow the host in the proxy, or add it to NO_PROXY if it can be reached directly.`;
