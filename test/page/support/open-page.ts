import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "puppeteer-core";
import { launchChromium } from "../../editor/support/chromium.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Every view: where it is, and what its window is called. */
export const VIEWS = {
  overview: ["#/", "Overview"],
  titles: ["#/titles", "Titles"],
  title: ["#/titles/movie%3Atmdb%3A5", "Title"],
  lists: ["#/lists", "Lists"],
  list: ["#/lists/trakt/sean%2Fhorror", "List"],
  runs: ["#/runs", "Runs"],
  run: ["#/runs/run-2", "Run"],
  needsYou: ["#/needs-you", "Needs you"],
  statistics: ["#/statistics", "Statistics"],
  about: ["#/about", "About"],
} as const;

export type View = keyof typeof VIEWS;

export interface OpenTab {
  tab: Page;
  /** What the page threw or logged as an error, refusals of the network not counted. */
  errors: string[];
  /** Goes to a view, and waits until nothing is being loaded any more. */
  go(view: View): Promise<void>;
  /** Waits until the page shows this. @throws with what it shows instead */
  shows(text: string): Promise<void>;
  /** Presses the button of this name. */
  press(name: string): Promise<void>;
}

export interface TabOptions {
  theme?: "light" | "dark";
  width?: number;
  look?: "table" | "posters";
  /** What the browser remembers. */
  stored?: Record<string, string>;
}

/** Opens a tab of its own browser context, so that it remembers nothing of others. */
export async function openTab(browser: Browser, url: string, options: TabOptions = {}): Promise<OpenTab> {
  const { theme = "light", width = 1280, look = "table", stored = {} } = options;
  const context = await browser.createBrowserContext();
  const tab = await context.newPage();
  tab.setDefaultTimeout(60_000);
  await tab.setViewport({ width, height: width < 600 ? 844 : 900 });
  await tab.evaluateOnNewDocument(
    (items) => {
      if (location.protocol === "about:") return;
      for (const [name, value] of Object.entries(items)) localStorage.setItem(name, value);
    },
    { "view-dark-theme": theme, "list-sync-titles": look, ...stored },
  );
  const errors: string[] = [];
  tab.on("pageerror", (error) => errors.push(error instanceof Error ? error.message : String(error)));
  tab.on("console", (message) => {
    if (message.type() === "error" && !/Failed to load resource|net::ERR/.test(message.text()))
      errors.push(message.text());
  });
  tab.on("dialog", (dialog) => {
    errors.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await tab.goto(url);
  const shown = () => tab.evaluate(() => document.body.innerText);
  return {
    tab,
    errors,
    async go(view) {
      const [hash, name] = VIEWS[view];
      await tab.evaluate((place) => {
        location.hash = place;
      }, hash);
      await tab.waitForFunction(
        (title) =>
          document.title.startsWith(`${title} –`) &&
          !document.querySelector("main .loading, main .waiting, main [aria-busy='true']"),
        {},
        name,
      );
    },
    async shows(text) {
      await tab
        .waitForFunction((wanted) => document.body.innerText.includes(wanted), {}, text)
        .catch(async () => {
          throw new Error(`The page never showed "${text}", but: ${await shown()}`);
        });
    },
    async press(name) {
      await tab.evaluate((wanted) => {
        const button = [...document.querySelectorAll("button")].find(
          (each) => each.textContent?.trim() === wanted,
        );
        if (!button) throw new Error(`There is no button "${wanted}".`);
        button.click();
      }, name);
    },
  };
}

interface Finding {
  id: string;
  impact: string | null;
  nodes: { html: string; failureSummary?: string }[];
}

/** What an accessibility checker finds that is serious. @param within a selector */
export async function seriousFindings(tab: Page, within = "body"): Promise<string[]> {
  await tab.evaluate(axe);
  return tab.evaluate(async (selector) => {
    const { axe } = globalThis as unknown as {
      axe: { run(where: object, options: object): Promise<{ violations: Finding[] }> };
    };
    const { violations } = await axe.run({ include: [selector] }, { resultTypes: ["violations"] });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary}`).join(" | ")}`,
      );
  }, within);
}

export { launchChromium };
