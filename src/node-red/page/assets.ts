import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A built file of the page, as it is sent. */
export interface Asset {
  type: string;
  /** Changes with the contents. */
  etag: string;
  /** The bytes by their coding; `identity` is the file itself. */
  codings: Partial<Record<Coding, Buffer>> & { identity: Buffer };
}

type Coding = "identity" | "gzip" | "br";

/** Smallest first. No zstd: Home Assistant's ingress fails on it (home-assistant/core#155965). */
const PACKED = [
  ["br", ".br"],
  ["gzip", ".gz"],
] as const;

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  txt: "text/plain; charset=utf-8",
};

const typeOf = (name: string): string | undefined => TYPES[name.slice(name.lastIndexOf(".") + 1)];

/**
 * Reads the built page. All of it at once, since what an update writes there while Node-RED runs would ask an older
 * interface.
 *
 * @param folder `dist/page`
 * @returns by name; `index.html` is the shell
 * @throws Error of the file system, when the package was not built
 */
export function readAssets(folder: string): ReadonlyMap<string, Asset> {
  const names = readdirSync(folder);
  const assets = new Map<string, Asset>();
  for (const name of names) {
    const type = typeOf(name);
    if (!type) continue;
    const identity = readFileSync(join(folder, name));
    const codings: Asset["codings"] = { identity };
    for (const [coding, ending] of PACKED)
      if (names.includes(name + ending)) codings[coding] = readFileSync(join(folder, name + ending));
    const etag = createHash("sha256").update(identity).digest("base64url").slice(0, 16);
    assets.set(name, { type, etag, codings });
  }
  return assets;
}

/**
 * The coding to send.
 *
 * @param accepted the header `Accept-Encoding`
 */
export function codingFor(asset: Asset, accepted: string | undefined): Coding {
  const taken = new Map(
    (accepted ?? "").split(",").map((part) => {
      const [name = "", ...rest] = part.split(";").map((each) => each.trim().toLowerCase());
      const weight = rest.find((each) => each.startsWith("q="))?.slice(2);
      return [name, weight === undefined || Number(weight) > 0] as const;
    }),
  );
  const isTaken = (coding: Coding) => taken.get(coding) ?? taken.get("*") ?? false;
  return PACKED.find(([coding]) => asset.codings[coding] && isTaken(coding))?.[0] ?? "identity";
}
