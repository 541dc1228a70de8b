/**
 * `npm run screenshots`: takes the pictures of the documentation from the real editor, light and dark, after a real run
 * on the demo servers. `npm run screenshots -- <folder>` writes them somewhere else.
 */
import { mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Browser } from "puppeteer-core";
import { startDemoWorld } from "../demo/demo-world.ts";
import { type NodeRedProcess, startNodeRed } from "../support/node-red-process.ts";
import { launchChromium } from "./support/chromium.ts";
import { openEditor } from "./support/editor.ts";
import { shooting } from "./support/shooting.ts";
import { takeHomeAssistant } from "./support/take-home-assistant.ts";
import { takePage } from "./support/take-page.ts";

const root = resolve(import.meta.dirname, "../..");
const folder = resolve(process.argv[2] ?? join(root, "docs/images"));
const shoot = shooting(folder);

/** Lists that the demo sites know, one with options. */
const LISTS = [
  {
    enabled: true,
    provider: "detect",
    list: "https://www.imdb.com/chart/top/",
    limit: "100",
    yearFrom: "1970",
  },
  { enabled: true, provider: "detect", list: "https://trakt.tv/users/demo/lists/shows" },
  { enabled: true, provider: "detect", list: "https://mdblist.com/lists/demo/new-films" },
  { enabled: true, provider: "detect", list: "stevenlu" },
];

/** The example as somebody leaves it who has filled it in. */
function filledIn(): Record<string, unknown>[] {
  const nodes = JSON.parse(readFileSync(join(root, "examples/Full sync.json"), "utf8")) as Record<
    string,
    unknown
  >[];
  return nodes.map((node) => {
    return node.id === "full-sync-lists" ? { ...node, lists: LISTS } : node;
  });
}

async function takeAll(browser: Browser, nodeRed: NodeRedProcess, theme: "light" | "dark"): Promise<void> {
  const suffix = theme === "dark" ? "-dark" : "";
  const editor = await openEditor(browser, nodeRed.url, { theme });
  await editor.page.setViewport({ width: 2200, height: 760 });
  await editor.page.evaluate(() => RED.workspaces.show("full-sync-tab"));
  await nodeRed.inject("full-sync-now");
  for (const node of ["record", "request", "summary"])
    await editor.waitForText(`[id="full-sync-${node}"] .red-ui-flow-node-status-label`, /requested|declined/);
  await shoot(editor, `full-sync${suffix}`, ".red-ui-flow-node-group", 24);

  await editor.page.setViewport({ width: 1280, height: 1040 });
  await editor.page.evaluate(() => RED.actions.invoke("list-sync:show"));
  await editor.waitForText(".list-sync-sidebar", /Show the run/);
  // the tab shares the height with another one; the picture shows what one scrolls to
  await editor.page.$eval(".list-sync-sidebar", (box) => {
    document.body.append(box);
    box.setAttribute("style", "position: fixed; z-index: 999; right: 0; top: 0; width: 300px; height: auto");
  });
  await shoot(editor, `sidebar${suffix}`, ".list-sync-sidebar");
  await editor.page.$eval(".list-sync-sidebar", (box) => box.remove());
  await editor.openDialog("full-sync-lists");
  await editor.waitForText("#list-sync-entries li:last-child .list-sync-answer", /Steven Lu/);
  await editor.page.click("#list-sync-entries li:last-child .list-sync-preview-button");
  await editor.waitForText("#list-sync-entries li:last-child .list-sync-preview", /titles/);
  await editor.page.$eval("#list-sync-entries li:last-child", (row) => row.scrollIntoView({ block: "end" }));
  await shoot(editor, `list-source${suffix}`, ".red-ui-tray");
  await editor.closeDialog("cancel");

  await editor.openConfigDialog("overseerr-server", "list-sync-server");
  await editor.page.click("#list-sync-test");
  await editor.waitForText("#list-sync-test-answer.list-sync-ok", /./);
  await shoot(editor, `overseerr-server${suffix}`, ".red-ui-tray");
  await editor.closeDialog("cancel");

  await editor.openDialog("full-sync-request");
  await editor.page.waitForSelector("#node-input-radarrServer-choice");
  await shoot(editor, `overseerr-request${suffix}`, ".red-ui-tray");
  await editor.closeDialog("cancel");

  // the login of an account, as far as the demo site goes without a person
  await editor.openConfigDialog("list-account", "list-sync-trakt");
  await editor.waitForText("#list-sync-account-where", /trakt\.tv/);
  await editor.page.select("#node-config-input-keyType", "cred");
  await editor.page.type("#node-config-input-key", "trakt-demo-client-id");
  await editor.page.type("#node-config-input-secret", "trakt-demo-client-secret");
  await editor.page.click("#list-sync-account-login");
  await editor.waitForText("#list-sync-account-login-answer", /activate/);
  await editor.page.click("#list-sync-test");
  await editor.waitForText("#list-sync-test-answer.list-sync-ok", /./);
  await shoot(editor, `list-account${suffix}`, ".red-ui-tray");
  await editor.closeDialog("cancel");
  await editor.close();
}

mkdirSync(folder, { recursive: true });
const browser = await launchChromium();
for (const theme of ["light", "dark"] as const) {
  const world = await startDemoWorld(join(root, "test/demo/wishes.txt"));
  const env = Object.fromEntries(Object.entries(world.env).filter(([name]) => !/_LISTS$/.test(name)));
  const nodeRed = await startNodeRed({ version: "5", flows: filledIn(), env });
  try {
    await takeAll(browser, nodeRed, theme);
  } finally {
    await nodeRed.stop();
    await world.close();
  }
  await takeHomeAssistant(browser, shoot, theme);
  await takePage(browser, folder, theme);
}
await browser.close();
