import chromium from "@sparticuz/chromium";
import { type Browser, launch } from "puppeteer-core";

/** Starts the Chromium that comes with the development dependencies; CHROME_BIN names another one. */
export async function launchChromium(): Promise<Browser> {
  return launch({
    executablePath: process.env.CHROME_BIN ?? (await chromium.executablePath()),
    args: ["--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-color-profile=srgb"],
    headless: "shell",
    defaultViewport: { width: 1440, height: 900 },
  });
}
