import { ServerError } from "../server-error.ts";
import * as messages from "./messages.ts";

/** A server's address, ready for use. */
export interface BaseUrl {
  /** Without trailing slash, `/api/v1` and password. */
  url: string;
  /** Host and port, for messages. */
  host: string;
  /** `Basic …` when the address held a user and a password. */
  authorization?: string;
  /** What of it must never be shown: the password, plain and encoded. */
  secrets: string[];
}

/**
 * Reads the address that a person entered: a sub-path stays, trailing slashes and a pasted `/api/v1` go.
 *
 * @throws ServerError `server-url`
 */
export function parseBaseUrl(text: string): BaseUrl {
  const address = text.trim();
  if (address === "") throw new ServerError("server-url", messages.noAddress());
  if (!/^https?:\/\//i.test(address))
    throw new ServerError("server-url", messages.noScheme(exampleHost(address)));
  if (!URL.canParse(address)) throw new ServerError("server-url", messages.badAddress());
  const { protocol, host, pathname, username, password } = new URL(address);
  const path = pathname
    .replace(/\/+$/, "")
    .replace(/\/api\/v1$/i, "")
    .replace(/\/+$/, "");
  const login = username === "" ? undefined : readLogin(username, password);
  return { url: `${protocol}//${host}${path}`, host, secrets: [], ...login };
}

function readLogin(username: string, password: string): Pick<BaseUrl, "authorization" | "secrets"> {
  const plain = decode(password);
  const encoded = Buffer.from(`${decode(username)}:${plain}`).toString("base64");
  return { authorization: `Basic ${encoded}`, secrets: [plain, encoded] };
}

/** A percent sign that begins no code stands for itself. */
const decode = (text: string) =>
  text.replace(/(?:%[\da-f]{2})+/gi, (codes) => Buffer.from(codes.replaceAll("%", ""), "hex").toString());

/** What was entered without its scheme, if it looks like a host; it may be a key in the wrong field otherwise. */
function exampleHost(address: string): string {
  return /^[\w.-]+(:\d+)?(\/[\w./-]*)?$/.test(address) && /[.:]|^localhost/.test(address)
    ? address
    : "192.168.1.10:5055";
}
