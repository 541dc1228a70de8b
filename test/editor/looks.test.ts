import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { nodeRedVersion } from "../support/node-red-process.ts";
import type { Editor } from "./support/editor.ts";
import { type OpenNodeRed, openNodeRed } from "./support/open-node-red.ts";
import { CONFIG_TYPES, type OurType, oneOfEach, TYPES } from "./support/our-nodes.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Finding {
  id: string;
  impact: string | null;
  nodes: { html: string; failureSummary?: string }[];
}

/** What a person sees of one tab of the open dialog. */
const look = (editor: Editor) =>
  editor.page.$eval(".list-sync-dialog", (dialog) => {
    const isSeen = (element: Element) => element.getClientRects().length > 0;
    const all = [...dialog.querySelectorAll("*")].filter(isSeen);
    const ownText = (element: Element) =>
      [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
    const labels = all.filter((element) => element.tagName === "LABEL");
    const texts = labels.map((label) => label.textContent?.trim() ?? "").filter((text) => text !== "");
    const column = (element: Element) =>
      element.getBoundingClientRect().left - dialog.getBoundingClientRect().left;
    return {
      small: all
        .filter((element) => ownText(element) || /^(INPUT|SELECT|BUTTON)$/.test(element.tagName))
        .filter((element) => Number.parseFloat(getComputedStyle(element).fontSize) < 12)
        .map((element) => element.outerHTML.slice(0, 120)),
      twice: texts.filter((text, index) => texts.indexOf(text) !== index),
      icons: labels.filter((label) => label.querySelector("i.fa")).length,
      cutTabs: [...dialog.querySelectorAll<HTMLElement>(".red-ui-tab-label span")]
        .filter((label) => isSeen(label) && label.scrollWidth > label.clientWidth + 1)
        .map((label) => label.textContent),
      misplaced: all
        .filter((element) => element.matches(".form-row > .red-ui-button, .form-row > .list-sync-answer"))
        .filter((element) => column(element) < 130)
        .map((element) => element.outerHTML.slice(0, 120)),
      wide: dialog.scrollWidth > dialog.clientWidth + 1,
      foot: [...dialog.querySelectorAll(".list-sync-footer a")].map((link) => link.textContent),
    };
  });

/** What an accessibility checker says of the open dialog, with the contents of all its tabs one below the other. */
async function check(editor: Editor): Promise<string[]> {
  await editor.page.evaluate(() => {
    for (const tab of document.querySelectorAll<HTMLElement>(".list-sync-dialog [id^='list-sync-tab-']"))
      tab.style.display = "block";
  });
  return editor.page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(where: object, options: object): Promise<{ violations: Finding[] }> };
    };
    // the editor's own parts, which no node can change
    const exclude = [
      ".red-ui-editableList-container > li > .red-ui-editableList-item-handle",
      ".red-ui-tabs",
    ];
    const { violations } = await axe.run(
      { include: [".list-sync-dialog"], exclude: exclude.map((css) => [css]) },
      { resultTypes: ["violations"] },
    );
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary}`).join(" | ")}`,
      );
  });
}

const FINE = {
  small: [],
  twice: [],
  icons: 0,
  cutTabs: [],
  misplaced: [],
  wide: false,
  foot: ["Documentation", "Report a problem"],
};

for (const theme of nodeRedVersion === "5" ? (["light", "dark"] as const) : (["light"] as const)) {
  describe(`The looks of the dialogs, ${theme}, in Node-RED ${nodeRedVersion}`, function () {
    this.timeout(60_000);
    let open: OpenNodeRed;
    let editor: Editor;
    before(async () => {
      open = await openNodeRed({ theme });
      editor = open.editor;
      await editor.page.setViewport({ width: 1280, height: 800 });
      await editor.importFlow(oneOfEach());
      await editor.page.evaluate(axe);
    });
    after(() => open?.close());

    const openDialog = (type: OurType) =>
      CONFIG_TYPES.includes(type) ? editor.openConfigDialog(type, type) : editor.openDialog(type);

    for (const type of TYPES)
      it(`are fine for ${type}, in every tab and with every section open`, async () => {
        await openDialog(type);
        await editor.page.$$eval(".list-sync-dialog details", (all) => {
          for (const section of all) section.open = true;
        });
        const tabs = await editor.page.$$eval(".list-sync-dialog .red-ui-tab a", (all) =>
          all.map((tab) => tab.getAttribute("href")),
        );
        const seen: Record<string, unknown> = {};
        for (const tab of tabs.length > 0 ? tabs : [""]) {
          if (tab) await editor.page.click(`.list-sync-dialog a[href="${tab}"]`);
          seen[tab ?? ""] = await look(editor);
        }
        const findings = await check(editor);
        await editor.closeDialog("cancel");
        assert.deepEqual(findings, []);
        for (const [tab, looks] of Object.entries(seen)) assert.deepEqual(looks, FINE, tab);
      });
  });
}
