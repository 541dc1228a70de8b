import { CancelledError } from "../../errors.ts";
import { shownPath } from "../../http/address-identity.ts";
import type { HttpResponse } from "../../http/http.ts";
import { retryAfterMs } from "../../http/retry-after.ts";
import { ListError } from "../list-error.ts";
import type { FetchContext } from "../provider.ts";
import type { OwnList } from "./parse.ts";

/**
 * Brings an own list from its file or address.
 *
 * @throws ListError `not-found`, `private`, `auth-required`, `rate-limited`, `unavailable`, `bad-input`
 */
export function loadBytes(parsed: OwnList, context: FetchContext): Promise<Uint8Array> {
  return parsed.kind === "file" ? loadFile(parsed, context) : loadAddress(parsed, context);
}

async function loadFile(parsed: OwnList, context: FetchContext): Promise<Uint8Array> {
  const path = String(parsed.params?.path ?? parsed.id);
  try {
    return await context.readFile(path);
  } catch (cause) {
    if (cause instanceof CancelledError) throw cause;
    const code = (cause as NodeJS.ErrnoException).code;
    const known: Record<string, ListError> = {
      ENOENT: new ListError(
        "not-found",
        `There is no file ${path}. Check the path; it is read on the machine that runs Node-RED.`,
      ),
      EACCES: new ListError(
        "private",
        `Node-RED may not read ${path}. Give its user permission to read the file.`,
      ),
      ENOTREG: new ListError(
        "bad-input",
        `${path} is a pipe, a device or a socket, not a regular file. Name a file that holds the list.`,
      ),
      EFBIG: new ListError("bad-input", `${path} is too large to be a list. Name a smaller file.`),
      ETIMEDOUT: new ListError(
        "unavailable",
        `${path} could not be read in time. Check the drive it is on; the next run tries again.`,
      ),
      EISDIR: new ListError("bad-input", `${path} is a folder. Name one file in it.`),
    };
    throw (
      (code && known[code]) ||
      new ListError("unavailable", `${path} cannot be read (${code ?? "unknown"}).`, { cause })
    );
  }
}

async function loadAddress(parsed: OwnList, context: FetchContext): Promise<Uint8Array> {
  const address = String(parsed.params?.address ?? parsed.id);
  const target = new URL(address);
  const path = address.slice(address.indexOf(target.host) + target.host.length);
  const response = await context.http.request<Uint8Array>({
    url: context.origin(target.origin) + path,
    named: target.origin,
    headers: loginOf(target),
    as: "bytes",
    signal: context.signal,
  });
  if (response.status === 200) return response.body;
  throw refusal(response, `${target.host}${shownPath(target.pathname)}`);
}

/** `https://user:password@…` as the header that it means. */
function loginOf({ username, password }: URL): Record<string, string> {
  if (username === "") return {};
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { authorization: `Basic ${Buffer.from(login).toString("base64")}` };
}

function refusal(response: HttpResponse, place: string): ListError {
  const httpStatus = response.status;
  if (httpStatus === 401)
    return new ListError(
      "auth-required",
      `${place} requires a login. Use a list that needs none, or add a key to the address.`,
      { httpStatus },
    );
  if (httpStatus === 403)
    return new ListError(
      "private",
      `${place} refuses access (403). Check that the list is shared with everyone who has the address.`,
      { httpStatus },
    );
  if (httpStatus === 404 || httpStatus === 410)
    return new ListError("not-found", `There is nothing at ${place} (${httpStatus}). Check the address.`, {
      httpStatus,
    });
  if (httpStatus === 429) {
    return new ListError("rate-limited", `${place} is limiting requests (429).`, {
      httpStatus,
      retryAfterMs: retryAfterMs(response.headers),
    });
  }
  if (httpStatus >= 300 && httpStatus < 400)
    return new ListError(
      "bad-input",
      `${place} redirects to another address (${httpStatus}). Enter the address that the browser ends up at.`,
      { httpStatus },
    );
  return new ListError(
    "unavailable",
    `${place} responded with HTTP ${httpStatus}. The next run tries again.`,
    { httpStatus },
  );
}
