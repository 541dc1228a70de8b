/** The part of an Express request that says where it comes from. Names of headers are in small letters. */
import * as messages from "./messages.ts";

export interface GateRequest {
  method?: string;
  headers: { readonly [name: string]: string | readonly string[] | undefined };
}

/** Why a request is not let in. */
export interface Refusal {
  status: 403 | 415;
  code: "forbidden" | "not-json";
  message: string;
}

/** What our dialogs send with every call; a form or a picture of another web site cannot. */
const OWN_HEADER = "x-list-sync";

/**
 * Lets in what comes from Node-RED's own editor, or from a program, and nothing that another web site sends in the name of
 * the person who looks at it. A Node-RED without `adminAuth` knows nobody, so its address alone is no protection.
 *
 * Browsers say where a request comes from (`Sec-Fetch-Site`), but only to https and localhost. Elsewhere our own header is
 * needed, and an `Origin`, if there is one, that is the host the browser asked for: `Host`, or behind a proxy
 * `X-Forwarded-Host`.
 *
 * @returns undefined for what is let in
 */
export function refusalAtGate({ method = "GET", headers }: GateRequest): Refusal | undefined {
  if (!isOurs(headers)) return { status: 403, code: "forbidden", message: messages.foreignRequest() };
  if (method === "GET" || method === "HEAD" || isJson(headers)) return undefined;
  return {
    status: 415,
    code: "not-json",
    message: messages.notJson(),
  };
}

function isOurs(headers: GateRequest["headers"]): boolean {
  const origin = first(headers.origin);
  // a sandboxed frame, a local file, or a redirect through somewhere else
  if (origin === "null") return false;
  const site = first(headers["sec-fetch-site"]);
  if (site !== undefined) return site === "same-origin";
  if (first(headers[OWN_HEADER]) !== "1") return false;
  return origin === undefined || hostsOf(headers).some((host) => isHostOf(host, origin));
}

/** What the browser asked for, as Node-RED or the proxies before it were told. */
const hostsOf = (headers: GateRequest["headers"]): string[] =>
  [headers.host, headers["x-forwarded-host"]].flatMap((value) =>
    (typeof value === "string" ? [value] : (value ?? [])).flatMap((each) => each.split(",")),
  );

function isHostOf(host: string, origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, host: wanted } = new URL(origin);
  if (protocol !== "http:" && protocol !== "https:") return false;
  // the same protocol on both sides leaves out its own port on both
  const address = `${protocol}//${host.trim()}`;
  return URL.canParse(address) && new URL(address).host === wanted;
}

const isJson = (headers: GateRequest["headers"]): boolean =>
  /^application\/json\s*(;|$)/i.test(first(headers["content-type"])?.trim() ?? "");

const first = (value: string | readonly string[] | undefined): string | undefined =>
  typeof value === "string" ? value : value?.[0];
