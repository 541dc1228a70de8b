import PQueue from "p-queue";
import type { Browser, Page } from "puppeteer-core";
import { cancellation, throwIfCancelled } from "../errors.ts";
import { linkSignals } from "../http/linked-signal.ts";
import type { PageReader } from "../lists/provider.ts";
import { BrowserError } from "./browser-error.ts";
import { type FindBrowserOptions, findBrowser } from "./find-browser.ts";
import * as messages from "./messages.ts";
import { openBrowser } from "./open-browser.ts";

/** How a browser is found, started and shared. */
export interface BrowserOptions extends FindBrowserOptions {
  /** Pages open at once; further readers wait. @default 3 */
  pool?: number;
  /** Milliseconds without a reader until the browser is closed. @default 60000 */
  idleMs?: number;
  /** Milliseconds until a page must be ready. @default 45000 */
  timeoutMs?: number;
  /** Start Chrome without its sandbox; as root it does not start otherwise. @default true for root */
  noSandbox?: boolean;
  /** Further arguments for Chrome. */
  args?: string[];
}

/** A {@link PageReader} with an end. */
export interface ClosablePageReader extends PageReader {
  /** Whether a browser runs at the moment. */
  readonly running: boolean;
  /** Stops every reader with a CancelledError and closes the browser. Reading again afterwards is refused. */
  close(): Promise<void>;
}

/**
 * Makes a reader of pages with a real browser. Nothing is loaded or started before the first page; the browser ends
 * when nobody needed it for a while, and one that broke down under a page is started once more for it.
 *
 * It shows itself as what it is: no disguise, no solving of puzzles. A page that checks its visitor with a script and
 * loads itself again is waited for.
 */
export function createBrowser(options: BrowserOptions = {}): ClosablePageReader {
  const { pool = 3, idleMs = 60_000, timeoutMs = 45_000 } = options;
  const queue = new PQueue({ concurrency: Math.max(1, pool) });
  const closing = new AbortController();
  let starting: Promise<Browser> | undefined;
  let opened: Browser | undefined;
  let idle: NodeJS.Timeout | undefined;

  function browser(): Promise<Browser> {
    if (opened && !opened.connected) forget(opened);
    starting ??= start();
    return starting;
  }

  async function start(): Promise<Browser> {
    try {
      const started = await openBrowser(await findBrowser(options), options);
      started.once("disconnected", () => forget(started));
      opened = started;
      return started;
    } catch (error) {
      starting = undefined;
      throw error;
    }
  }

  /** Only the one that ended: another reader may have started a new one already. */
  function forget(ended: Browser): void {
    if (opened !== ended) return;
    opened = undefined;
    starting = undefined;
  }

  async function end(): Promise<void> {
    const ended = await starting?.catch(() => undefined);
    if (!ended) return;
    forget(ended);
    // A browser that somebody else runs is left running.
    if (ended.process()) await ended.close().catch(() => undefined);
    else await ended.disconnect();
  }

  function restLater(): void {
    clearTimeout(idle);
    if (closing.signal.aborted) return;
    idle = setTimeout(() => {
      if (queue.pending === 0 && queue.size === 0) void end();
    }, idleMs);
    idle.unref();
  }

  async function readOnce(url: string, ready: string, within: number, signal: AbortSignal): Promise<string> {
    const owner = await browser();
    let page: Page | undefined;
    const leave = () => void page?.close().catch(() => undefined);
    signal.addEventListener("abort", leave, { once: true });
    try {
      page = await owner.newPage();
      throwIfCancelled(signal);
      await page.goto(url, { waitUntil: "domcontentloaded", timeout: within });
      await page.waitForSelector(ready, { timeout: within });
      return await page.content();
    } catch (error) {
      throwIfCancelled(signal);
      throw failed(url, error, owner.connected);
    } finally {
      signal.removeEventListener("abort", leave);
      await page?.close().catch(() => undefined);
    }
  }

  async function readPatiently(url: string, ready: string, within: number, signal: AbortSignal) {
    try {
      return await readOnce(url, ready, within, signal);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      return readOnce(url, ready, within, signal);
    }
  }

  return {
    get running() {
      return opened !== undefined;
    },
    async read(url, { ready, timeoutMs: within = timeoutMs, signal }) {
      const linked = linkSignals(signal, closing.signal);
      try {
        throwIfCancelled(linked.signal);
        clearTimeout(idle);
        return await queue.add(() => readPatiently(url, ready, within, linked.signal), {
          signal: linked.signal,
        });
      } catch (error) {
        throw linked.signal.aborted ? cancellation(linked.signal) : error;
      } finally {
        linked.unlink();
        restLater();
      }
    },
    async close() {
      closing.abort();
      await queue.onIdle();
      clearTimeout(idle);
      await end();
    },
  };
}

/** The browser itself went away, not only the page. */
class Crash extends BrowserError {}

function failed(url: string, error: unknown, connected: boolean): BrowserError {
  const { host, pathname } = new URL(url);
  const reason = error instanceof Error ? (error.message.split("\n", 1)[0] ?? "") : String(error);
  if (!connected)
    return new Crash("browser-failed", messages.crashed(host + pathname), {
      cause: error,
    });
  if (error instanceof Error && error.name === "TimeoutError")
    return new BrowserError("browser-failed", messages.notReady(host + pathname), { cause: error });
  return new BrowserError("browser-failed", messages.notRead(host + pathname, reason), {
    cause: error,
  });
}
