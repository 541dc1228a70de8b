import { ListSyncError } from "../errors.ts";

/**
 * A page could not be read with a browser.
 *
 * `browser-missing` there is none to use · `browser-failed` it does not start, broke down, or the page did not come.
 */
export class BrowserError extends ListSyncError {
  declare readonly code: "browser-missing" | "browser-failed";

  constructor(code: "browser-missing" | "browser-failed", message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}

/** The three ways to get a browser, as a sentence. */
export const WAYS_TO_A_BROWSER =
  "Enter the path of an installed Chrome or Chromium, or the WebSocket address of a running one (for instance browserless), or install a browser as a package in Node-RED's user directory: npm install @sparticuz/chromium.";
