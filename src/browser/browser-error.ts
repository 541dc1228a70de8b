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
