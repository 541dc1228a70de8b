import { existsSync } from "node:fs";
import { BrowserError } from "./browser-error.ts";
import * as messages from "./messages.ts";

/** A browser to use: one that runs already, or one to start. */
export type FoundBrowser =
  | { kind: "endpoint"; endpoint: string; from: string }
  | { kind: "executable"; path: string; from: string };

/** Where to look; everything but the first two is there for tests. */
export interface FindBrowserOptions {
  /** Path of a Chrome or Chromium; used, or complained about, before anything else. */
  executablePath?: string;
  /** WebSocket address of a running browser, for instance `ws://browserless:3000?token=…`. */
  endpoint?: string;
  /** @default process.env */
  env?: Readonly<Record<string, string | undefined>>;
  /** @default process.platform */
  platform?: NodeJS.Platform;
  /** @default whether the file system has it */
  exists?: (path: string) => boolean;
  /** Loads a package by its name. @default `import()` */
  load?: (name: string) => Promise<unknown>;
}

/**
 * Finds a browser, in this order: the configured path, the configured WebSocket address, the environment
 * (`PUPPETEER_EXECUTABLE_PATH`, `CHROME_BIN`, `CHROME_PATH`, `BROWSER_WS_ENDPOINT`), the places where systems install
 * Chrome, Chromium and Edge, and the packages `@sparticuz/chromium` and `puppeteer` when somebody installed them.
 *
 * @throws BrowserError `browser-missing`
 */
export async function findBrowser(options: FindBrowserOptions = {}): Promise<FoundBrowser> {
  const { env = process.env, platform = process.platform, exists = existsSync } = options;
  if (options.executablePath) return executable(options.executablePath, "the configured path", exists);
  if (options.endpoint) return running(options.endpoint, "the configured address");
  for (const name of ["PUPPETEER_EXECUTABLE_PATH", "CHROME_BIN", "CHROME_PATH"]) {
    const path = env[name];
    if (path) return executable(path, `the environment variable ${name}`, exists);
  }
  if (env.BROWSER_WS_ENDPOINT)
    return running(env.BROWSER_WS_ENDPOINT, "the environment variable BROWSER_WS_ENDPOINT");
  const path = systemPaths(platform, env).find(exists);
  if (path) return { kind: "executable", path, from: "the system" };
  const installed = await fromPackages(options.load ?? ((name) => import(name)), exists);
  if (installed) return installed;
  throw new BrowserError("browser-missing", messages.noBrowser());
}

function executable(path: string, from: string, exists: (path: string) => boolean): FoundBrowser {
  if (exists(path)) return { kind: "executable", path, from };
  throw new BrowserError("browser-missing", messages.nothingThere(path, from));
}

// The address may hold a token, so messages never show it.
function running(endpoint: string, from: string): FoundBrowser {
  if (/^wss?:\/\/./i.test(endpoint)) return { kind: "endpoint", endpoint, from };
  throw new BrowserError("browser-missing", messages.badEndpoint(from));
}

function systemPaths(platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>): string[] {
  if (platform === "darwin")
    return ["Google Chrome", "Chromium", "Microsoft Edge"].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  if (platform === "win32") {
    const folders = [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA].filter(
      (folder) => folder !== undefined,
    );
    const programs = [
      "Google\\Chrome\\Application\\chrome.exe",
      "Chromium\\Application\\chrome.exe",
      "Microsoft\\Edge\\Application\\msedge.exe",
    ];
    return programs.flatMap((program) => folders.map((folder) => `${folder}\\${program}`));
  }
  const names = ["google-chrome-stable", "google-chrome", "chromium", "chromium-browser", "microsoft-edge"];
  return [
    ...["/usr/bin", "/usr/local/bin", "/usr/lib/chromium", "/snap/bin"].flatMap((folder) =>
      names.map((name) => `${folder}/${name}`),
    ),
    "/opt/google/chrome/chrome",
  ];
}

/** Both packages tell where their browser is; neither is a dependency of this one. */
async function fromPackages(
  load: (name: string) => Promise<unknown>,
  exists: (path: string) => boolean,
): Promise<FoundBrowser | undefined> {
  for (const name of ["@sparticuz/chromium", "puppeteer"]) {
    const path = await load(name).then(pathIn, () => undefined);
    if (path !== undefined && exists(path)) return { kind: "executable", path, from: `the package ${name}` };
  }
  return undefined;
}

async function pathIn(module: unknown): Promise<string | undefined> {
  const owner = (module as { default?: { executablePath?: () => unknown } }).default;
  const path = await owner?.executablePath?.();
  return typeof path === "string" ? path : undefined;
}
