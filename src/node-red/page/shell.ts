import { type Asset, codingFor } from "./assets.ts";
import { pageHeaders } from "./page-headers.ts";

/** The part of an Express request that the shell reads. */
interface ShellRequest {
  /** As it was asked for, what it is mounted below included. */
  originalUrl: string;
  params: { readonly [name: string]: string | undefined };
  headers: { readonly [name: string]: string | readonly string[] | undefined };
}

/** The part of an Express response that the shell writes. */
interface ShellResponse {
  statusCode: number;
  setHeader(name: string, value: string | number): unknown;
  removeHeader(name: string): unknown;
  end(body?: Buffer | string): unknown;
}

type Handler = (request: ShellRequest, response: ShellResponse, next: () => void) => void;

/** The part of an Express application that is needed. */
export interface ShellApp {
  get(path: string, handler: Handler): unknown;
}

/** What the shell is made of. */
export interface Shell {
  assets: ReadonlyMap<string, Asset>;
  /** Other origins that may show the page in a frame: `https://home.example`. */
  frames: readonly string[];
}

const YEAR_SECONDS = 31_536_000;
/** As `build-page.js` names files: `page-DKJDN6YO.js`. */
const HASHED = /-[A-Z0-9]{8}\.\w+$/;

/**
 * Opens the page below `/list-sync/`: its shell and its files, which are the same for everybody and hold nothing of
 * anybody. Its data come from the interface, which asks who somebody is.
 *
 * @param isOpen whether the package is still there: Node-RED keeps routes for ever, even those of removed packages
 */
export function openShell(app: ShellApp, { assets, frames }: Shell, isOpen: () => boolean): void {
  const headers = Object.entries(pageHeaders(frames));
  const open =
    (answer: Handler): Handler =>
    (request, response, next) => {
      if (!isOpen()) return void next();
      // Node-RED 4.1 lets every web site read its answers
      response.removeHeader("Access-Control-Allow-Origin");
      for (const [name, value] of headers) response.setHeader(name, value);
      answer(request, response, next);
    };

  app.get(
    "/list-sync/",
    open((request, response, next) => {
      const [path = ""] = request.originalUrl.split("?");
      // without the slash the page's relative addresses lead elsewhere; a relative address keeps what proxies put before
      if (!path.endsWith("/")) {
        response.statusCode = 301;
        response.setHeader("Location", `${path.slice(path.lastIndexOf("/") + 1)}/`);
        return void response.end();
      }
      send(request, response, next, assets.get("index.html"), "no-cache");
    }),
  );
  app.get(
    "/list-sync/assets/:name",
    open((request, response, next) => {
      const { name = "" } = request.params;
      const asset = name === "index.html" ? undefined : assets.get(name);
      // only a name that changes with its contents is good for ever
      const caching = HASHED.test(name) ? `public, max-age=${YEAR_SECONDS}, immutable` : "no-cache";
      send(request, response, next, asset, caching);
    }),
  );
}

function send(
  { headers }: ShellRequest,
  response: ShellResponse,
  next: () => void,
  asset: Asset | undefined,
  caching: string,
): void {
  if (!asset) return void next();
  const coding = codingFor(asset, text(headers["accept-encoding"]));
  // each coding is an entity of its own
  const etag = `"${asset.etag}-${coding}"`;
  response.setHeader("ETag", etag);
  response.setHeader("Cache-Control", caching);
  response.setHeader("Vary", "Accept-Encoding");
  const known = text(headers["if-none-match"])?.split(",") ?? [];
  if (known.some((each) => each.trim().replace(/^W\//, "") === etag)) {
    response.statusCode = 304;
    return void response.end();
  }
  response.setHeader("Content-Type", asset.type);
  if (coding !== "identity") response.setHeader("Content-Encoding", coding);
  const body = asset.codings[coding] ?? asset.codings.identity;
  response.setHeader("Content-Length", body.byteLength);
  response.end(body);
}

const text = (value: string | readonly string[] | undefined): string | undefined =>
  typeof value === "string" ? value : value?.join(",");
