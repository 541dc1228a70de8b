import type { Browser, Page } from "puppeteer-core";

/** An open Node-RED editor, worked as a person would. */
export interface Editor {
  page: Page;
  /** Errors that the page threw or logged since it was opened. */
  errors: string[];
  /** Puts nodes onto the canvas as they are, ids included, and shows their flow. */
  importFlow(nodes: unknown[]): Promise<void>;
  /** Opens a node's dialog and waits until it has slid in. */
  openDialog(id: string): Promise<void>;
  /** Opens the dialog of a config node. */
  openConfigDialog(type: string, id: string): Promise<void>;
  closeDialog(button: "ok" | "cancel"): Promise<void>;
  /** Replaces the text of a field, as typing would. */
  fill(selector: string, text: string): Promise<void>;
  /** Text of an element as it is shown; empty when it is hidden. */
  text(selector: string): Promise<string>;
  /** Waits until an element shows a text that matches. */
  waitForText(selector: string, pattern: RegExp): Promise<string>;
  /** Whether the editor takes the node as valid, with its reasons if not. */
  validity(id: string): Promise<{ valid: boolean; reasons: string[] }>;
  deploy(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the editor and waits until its palette has our nodes. */
export async function openEditor(
  browser: Browser,
  url: string,
  options: { theme?: "light" | "dark" } = {},
): Promise<Editor> {
  const page = await browser.newPage();
  page.setDefaultTimeout(30_000);
  const errors = watchErrors(page);
  await page.evaluateOnNewDocument(
    (theme) => localStorage.setItem("view-dark-theme", theme),
    options.theme ?? "light",
  );
  await page.goto(url, { waitUntil: "load" });
  await page.waitForFunction(
    () =>
      typeof RED !== "undefined" &&
      RED.nodes?.getType("sync-state") !== undefined &&
      document.querySelector(".red-ui-palette-node") !== null,
  );
  await settle(page);

  const waitForDialog = async (ok: string, id: string) => {
    await page.waitForSelector(`.red-ui-tray ${ok}`, { visible: true });
    // what is typed before the stored credentials are there is overwritten with the rest of the form
    await page.waitForFunction(
      (node) => {
        const edited = RED.nodes.node(node);
        return !edited?._def?.credentials || edited.credentials !== undefined;
      },
      {},
      id,
    );
    // the tray slides in; clicks before its end miss
    await settle(page);
  };
  const text = (selector: string) =>
    page.$eval(selector, (element) =>
      (element.getClientRects().length > 0 ? (element.textContent ?? "") : "").trim(),
    );

  return {
    page,
    errors,
    text,
    importFlow: async (nodes) => {
      await page.evaluate((flow) => {
        RED.nodes.import(flow, { generateIds: false, addFlow: false });
        RED.nodes.dirty(true);
        const tab = flow.find((node) => node.type === "tab");
        if (tab) RED.workspaces.show(tab.id);
        RED.view.redraw(true);
      }, nodes as EditorNode[]);
    },
    openDialog: async (id) => {
      await page.evaluate((node) => RED.editor.edit(RED.nodes.node(node)), id);
      await waitForDialog("#node-dialog-ok", id);
    },
    openConfigDialog: async (type, id) => {
      await page.evaluate((kind, node) => RED.editor.editConfig("", kind, node), type, id);
      await waitForDialog("#node-config-dialog-ok", id);
    },
    closeDialog: async (button) => {
      const selector = (await page.$(`#node-config-dialog-${button}`))
        ? `#node-config-dialog-${button}`
        : `#node-dialog-${button}`;
      await page.click(selector);
      await page.waitForSelector(selector, { hidden: true });
      await settle(page);
    },
    fill: async (selector, value) => {
      await page.$eval(
        selector,
        (element, typed) => {
          (element as HTMLInputElement).value = typed;
          element.dispatchEvent(new Event("input", { bubbles: true }));
          element.dispatchEvent(new Event("change", { bubbles: true }));
        },
        value,
      );
    },
    waitForText: async (selector, pattern) => {
      await page
        .waitForFunction(
          (css, source, flags) => {
            const element = document.querySelector(css);
            if (!element || element.getClientRects().length === 0) return false;
            return new RegExp(source, flags).test(element.textContent ?? "");
          },
          {},
          selector,
          pattern.source,
          pattern.flags,
        )
        .catch(async () => {
          throw new Error(
            `${selector} never showed ${pattern}; it shows "${await text(selector).catch(() => "nothing")}".`,
          );
        });
      return text(selector);
    },
    validity: (id) =>
      page.evaluate((name) => {
        const node = RED.nodes.node(name);
        if (!node) return { valid: false, reasons: [`no node "${name}"`] };
        const valid = RED.editor.validateNode(node);
        return { valid, reasons: (node.validationErrors ?? []).map(String) };
      }, id),
    deploy: async () => {
      await page.click("#red-ui-header-button-deploy");
      await page.waitForFunction(() => !RED.nodes.dirty());
      // a veil lies over the canvas for a moment, and takes the clicks
      await page.waitForFunction(() =>
        [...document.querySelectorAll('[id^="red-ui-"][id$="-shade"]')].every(
          (veil) => getComputedStyle(veil).display === "none",
        ),
      );
    },
    close: () => page.close(),
  };
}

/** Waits for the end of the editor's sliding and fading. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 400)));
}

/** Node-RED shows its tip a second after it was asked to, though a slow machine may not have built the place for it. */
const EARLY_TIP = /reading 'html'\)\n\s+at [^\n]*\/red\/red(\.min)?\.js[^\n]*$/;

function watchErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on("pageerror", (error) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (!EARLY_TIP.test(text)) errors.push(text);
  });
  page.on("console", (message) => {
    // the palette's catalogue is on the internet; tests do without it
    if (message.type() === "error" && !/net::ERR|catalogue|Failed to load resource/.test(message.text()))
      errors.push(message.text());
  });
  page.on("response", (answer) => {
    if (answer.status() >= 400 && answer.url().startsWith("http://127.0.0.1"))
      errors.push(`${answer.status()} ${answer.url()}`);
  });
  return errors;
}
