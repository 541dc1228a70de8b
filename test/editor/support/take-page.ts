import { join } from "node:path";
import type { Browser } from "puppeteer-core";
import { openTab, type View } from "../../page/support/open-page.ts";
import { startPage } from "../../servers/page/start-page.ts";

/** Which views, and how wide. */
const PICTURES: readonly [name: string, view: View, look: "table" | "posters", width: number][] = [
  ["page-overview", "overview", "table", 1280],
  ["page-titles", "titles", "posters", 1280],
  ["page-title", "title", "table", 1280],
  ["page-needs-you", "needsYou", "table", 1280],
  ["page-statistics", "statistics", "table", 1280],
  ["page-phone", "overview", "table", 390],
];

/** Takes the pictures of the page, of titles that everybody knows and posters that nobody made. */
export async function takePage(browser: Browser, folder: string, theme: "light" | "dark"): Promise<void> {
  const page = await startPage({ titles: 1000 });
  for (const [name, view, look, width] of PICTURES) {
    const { tab, go } = await openTab(browser, page.url, { theme, look, width });
    await go(view);
    if (view !== "statistics") await tab.waitForSelector("main .poster img");
    // posters come a moment after those who scroll by
    await tab.waitForFunction(() =>
      [...document.querySelectorAll(".poster")]
        .filter((box) => box.getBoundingClientRect().top < innerHeight)
        .every((box) => box.querySelector("img")?.complete),
    );
    const file = `${name}${theme === "dark" ? "-dark" : ""}.png`;
    await tab.screenshot({ path: join(folder, file) });
    console.log(file);
    await tab.close();
  }
  await page.close();
}
