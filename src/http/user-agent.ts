import { createRequire } from "node:module";

/** As in package.json; the package finds itself by name, from `src` as well as from `dist`. */
const manifest = createRequire(import.meta.url)("@list-sync/node-red-list-sync/package.json") as {
  version: string;
  homepage: string;
};

/** Of this package. */
export const VERSION = manifest.version;

/** How we introduce ourselves: name, version, and where to complain. */
export const USER_AGENT = `ListSync/${manifest.version} (+${manifest.homepage.replace(/#.*/, "")})`;
