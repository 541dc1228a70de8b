import assert from "node:assert/strict";
import type { Browser } from "puppeteer-core";
import { type NodeRedOptions, type NodeRedProcess, startNodeRed } from "../../support/node-red-process.ts";
import { launchChromium } from "./chromium.ts";
import { type Editor, openEditor } from "./editor.ts";

export interface OpenNodeRed {
  nodeRed: NodeRedProcess;
  browser: Browser;
  editor: Editor;
  close(): Promise<void>;
}

/** A real Node-RED with these nodes, and its editor open in a real browser. */
export async function openNodeRed(
  options: NodeRedOptions & { theme?: "light" | "dark" } = {},
): Promise<OpenNodeRed> {
  const nodeRed = await startNodeRed({ flows: [], ...options });
  let browser: Browser | undefined;
  try {
    browser = await launchChromium();
    const editor = await openEditor(browser, nodeRed.url, options);
    const opened = browser;
    return {
      nodeRed,
      browser,
      editor,
      async close() {
        const { errors } = editor;
        await opened.close();
        await nodeRed.stop();
        // refusals with an HTTP status are answers that some tests ask for; what a script threw is a fault everywhere
        assert.deepEqual(
          errors.filter((error) => !/^\d{3} http/.test(error)),
          [],
        );
      },
    };
  } catch (error) {
    await browser?.close();
    await nodeRed.stop();
    throw error;
  }
}
