import { HttpError } from "./http-error.ts";
import * as messages from "./messages.ts";

const VARIABLES = ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"];

/**
 * Throws when the answer is not the site's but that of a proxy in between, which would pass for "this list is private". A tunnel
 * that is refused has no headers; squid says its name; 407 is for proxies only.
 *
 * @throws HttpError `proxy`
 */
export function checkProxy(
  url: string,
  { status, headers }: { status: number; headers: Readonly<Record<string, string>> },
  env: Readonly<Record<string, string | undefined>> = process.env,
): void {
  if (status < 400 || !VARIABLES.some((name) => env[name])) return;
  const isTunnel = url.startsWith("https:") && Object.keys(headers).length === 0;
  if (status !== 407 && headers["x-squid-error"] === undefined && !isTunnel) return;
  const { host } = new URL(url);
  throw new HttpError("proxy", messages.refusedByProxy(host, status), { host });
}
