import type { HttpRequest } from "./http.ts";

/**
 * Reads a body as the request asked for it.
 *
 * @param contentType of the answer; names the character set, UTF-8 otherwise
 * @returns with `as: "json"` the parsed value, or the text unchanged when it is not JSON
 */
export function readBody(bytes: Uint8Array, contentType: string | undefined, as: HttpRequest["as"]): unknown {
  if (as === "bytes") return new Uint8Array(bytes);
  const text = decode(bytes, /charset="?([^\s;"]+)/i.exec(contentType ?? "")?.[1]);
  if (as === "text") return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function decode(bytes: Uint8Array, charset = "utf-8"): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    // A character set that nobody knows: UTF-8 is right far more often than not.
    return new TextDecoder().decode(bytes);
  }
}
