import assert from "node:assert/strict";
import type { Browser } from "puppeteer-core";
import { listen } from "../support/listen.ts";
import { type NodeRedProcess, startNodeRed } from "../support/node-red-process.ts";
import { launchChromium } from "./support/chromium.ts";

const KEY = "a-key-of-the-environment";

describe("a web page of somebody else in a real browser", function () {
  this.timeout(60_000);
  let browser: Browser;
  let nodeRed: NodeRedProcess;
  before(async () => {
    nodeRed = await startNodeRed({ flows: [], env: { LIST_SYNC_DOOR: KEY } });
    browser = await launchChromium();
    assert.ok(
      !browser.process()?.spawnargs.some((argument) => argument.includes("disable-web-security")),
      "with it the test would prove nothing",
    );
  });
  after(async () => {
    await browser?.close();
    await nodeRed?.stop();
  });

  it("makes Node-RED send nothing to anybody, by form, script or picture, and reads nothing", async () => {
    const thief = await listen((_request, response) => response.end("{}"));
    const evil = await listen((_request, response) => {
      response.writeHead(200, { "content-type": "text/html" });
      response.end("<!DOCTYPE html><body>Look, a kitten.</body>");
    });
    // localhost and 127.0.0.1 are two sites
    const page = await browser.newPage();
    await page.goto(evil.url.replace("127.0.0.1", "localhost"));
    const answers: string[] = [];
    page.on("response", (response) => {
      if (response.url().startsWith(nodeRed.url)) answers.push(`${response.status()}`);
    });
    const read = await page.evaluate(
      async (base, target) => {
        const body = { url: target, origin: target, keyType: "env", keyEnv: "LIST_SYNC_DOOR" };
        const paths = [
          "overseerr-server/test",
          "list-account/test",
          "sync-home-assistant/test",
          "list-source/preview",
        ];
        const seen: string[] = [];
        const attempt = async (path: string, options: RequestInit) => {
          try {
            const answer = await fetch(`${base}/list-sync/${path}`, options);
            if (answer.type !== "opaque") seen.push(`${path} ${answer.status} ${await answer.text()}`);
          } catch {
            // refused by the browser
          }
        };
        for (const path of paths) {
          const text = JSON.stringify(body);
          await attempt(path, { method: "POST", mode: "no-cors", body: new URLSearchParams(body) });
          await attempt(path, {
            method: "POST",
            mode: "no-cors",
            headers: { "content-type": "text/plain" },
            body: text,
          });
          await attempt(path, {
            method: "POST",
            headers: { "content-type": "application/json", "x-list-sync": "1" },
            body: text,
          });
          const frame = document.createElement("iframe");
          frame.name = path;
          document.body.append(frame);
          const form = Object.assign(document.createElement("form"), {
            method: "post",
            action: `${base}/list-sync/${path}`,
            target: path,
          });
          for (const [name, value] of Object.entries(body))
            form.append(Object.assign(document.createElement("input"), { name, value }));
          document.body.append(form);
          form.submit();
        }
        await attempt("list-source/providers", {});
        const image = new Image();
        const loaded = new Promise((resolve) => {
          image.onload = image.onerror = resolve;
        });
        image.src = `${base}/list-sync/list-source/detect?list=${encodeURIComponent(target)}`;
        await loaded;
        await new Promise((resolve) => setTimeout(resolve, 500));
        return seen;
      },
      nodeRed.url,
      thief.url,
    );
    assert.deepEqual(read, [], "an answer could be read");
    assert.deepEqual(thief.seen, [], "Node-RED reached out");
    assert.ok(answers.length > 0);
    await Promise.all([thief.close(), evil.close()]);
  });
});
