import assert from "node:assert/strict";
import { BrowserError } from "../../../src/browser/browser-error.ts";
import { type FindBrowserOptions, findBrowser } from "../../../src/browser/find-browser.ts";

/** A machine without any browser, unless the options say otherwise. */
const find = (options: FindBrowserOptions = {}) =>
  findBrowser({
    env: {},
    platform: "linux",
    exists: () => false,
    load: async () => Promise.reject(new Error("Cannot find package")),
    ...options,
  });

const everywhere = { exists: () => true };

describe("finding a browser", () => {
  it("uses the configured path before anything else", async () => {
    const found = await find({
      ...everywhere,
      executablePath: "/opt/my-chrome",
      endpoint: "ws://127.0.0.1:3000",
      env: { CHROME_BIN: "/env/chrome" },
    });
    assert.deepEqual(found, { kind: "executable", path: "/opt/my-chrome", from: "the configured path" });
  });

  it("complains about a configured path that does not exist, instead of using another browser", async () => {
    await assert.rejects(
      find({ executablePath: "/opt/my-chrome", exists: (path) => path === "/usr/bin/chromium" }),
      (error) =>
        error instanceof BrowserError &&
        error.code === "browser-missing" &&
        error.message.startsWith('There is no browser at "/opt/my-chrome"'),
    );
  });

  it("uses a running browser before the environment", async () => {
    const endpoint = "ws://browserless:3000?token=secret";
    const found = await find({ ...everywhere, endpoint, env: { CHROME_BIN: "/env/chrome" } });
    assert.deepEqual(found, { kind: "endpoint", endpoint, from: "the configured address" });
  });

  it("refuses an address that is none, without showing it", async () => {
    await assert.rejects(
      find({ endpoint: "http://browserless:3000?token=secret" }),
      (error) => error instanceof BrowserError && !error.message.includes("secret"),
    );
  });

  for (const name of ["PUPPETEER_EXECUTABLE_PATH", "CHROME_BIN", "CHROME_PATH"])
    it(`asks ${name} before the system`, async () => {
      const found = await find({ ...everywhere, env: { [name]: "/env/chrome" } });
      assert.deepEqual(found, {
        kind: "executable",
        path: "/env/chrome",
        from: `the environment variable ${name}`,
      });
    });

  it("asks BROWSER_WS_ENDPOINT before the system", async () => {
    const found = await find({ ...everywhere, env: { BROWSER_WS_ENDPOINT: "wss://chrome" } });
    assert.equal(found.kind, "endpoint");
  });

  for (const [platform, path] of [
    ["linux", "/usr/bin/chromium"],
    ["linux", "/usr/bin/chromium-browser"],
    ["linux", "/snap/bin/chromium"],
    ["linux", "/opt/google/chrome/chrome"],
    ["darwin", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"],
    ["win32", "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"],
    ["win32", "C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe"],
  ] as const)
    it(`knows ${path} on ${platform}`, async () => {
      const env = { PROGRAMFILES: "C:\\Program Files" };
      const found = await find({ platform, env, exists: (each) => each === path });
      assert.deepEqual(found, { kind: "executable", path, from: "the system" });
    });

  it("uses a browser that was installed as a package, when there is no other", async () => {
    const load = async (name: string) =>
      name === "puppeteer"
        ? { default: { executablePath: () => "/cache/chrome" } }
        : Promise.reject(new Error());
    const found = await find({ load, exists: (path) => path === "/cache/chrome" });
    assert.deepEqual(found, {
      kind: "executable",
      path: "/cache/chrome",
      from: "the package puppeteer",
    });
  });

  it("names the three ways to get one when there is none", async () => {
    await assert.rejects(
      find(),
      (error) =>
        error instanceof BrowserError &&
        error.code === "browser-missing" &&
        /installed Chrome or Chromium.*WebSocket address.*npm install @sparticuz\/chromium/.test(
          error.message,
        ),
    );
  });
});
