import type { Browser } from "puppeteer-core";
import { BrowserError } from "./browser-error.ts";
import type { FoundBrowser } from "./find-browser.ts";
import * as messages from "./messages.ts";

/** Nothing in the background, nothing on the screen. */
const ARGUMENTS = [
  "--disable-gpu",
  "--disable-background-networking",
  "--no-first-run",
  "--disable-component-update",
  "--disable-sync",
  "--lang=en-US",
];

/**
 * Starts a browser, or connects to one that runs. This is where puppeteer-core is loaded: it is large, and most
 * people never need it.
 *
 * @param options `noSandbox` and `args` as in page-reader.ts
 * @throws BrowserError `browser-failed`
 */
export async function openBrowser(
  found: FoundBrowser,
  options: { noSandbox?: boolean; args?: string[] } = {},
): Promise<Browser> {
  const { connect, launch } = await import("puppeteer-core");
  try {
    if (found.kind === "endpoint") return await connect({ browserWSEndpoint: found.endpoint });
    const noSandbox = options.noSandbox ?? process.getuid?.() === 0;
    return await launch({
      executablePath: found.path,
      headless: true,
      args: [...ARGUMENTS, ...(noSandbox ? ["--no-sandbox"] : []), ...(options.args ?? [])],
      // Node-RED ends its nodes itself; a browser that also listens would end before its last page.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
  } catch (error) {
    // An error of the connection quotes the address, and with it its token.
    const cause = found.kind === "endpoint" ? undefined : error;
    throw new BrowserError("browser-failed", sentence(found, error), { cause });
  }
}

function sentence(found: FoundBrowser, error: unknown): string {
  if (found.kind === "endpoint") return messages.endpointUnreachable(found.from);
  const reason = error instanceof Error ? error.message.split("\n", 1)[0] : String(error);
  const maySandbox = found.from === "the system" && process.platform === "linux";
  return messages.doesNotStart(found.path, reason ?? "", maySandbox);
}
