import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Browser } from "puppeteer-core";
import { type DemoWorld, startDemoWorld } from "../demo/demo-world.ts";
import { launchChromium, type OpenTab, openTab, seriousFindings } from "../page/support/open-page.ts";
import { type NodeRedProcess, startNodeRed } from "../support/node-red-process.ts";

const root = resolve(import.meta.dirname, "../..");

/** bcrypt's hash of "password", as settings.js wants it. */
const PASSWORD = "$2a$08$zZWtXTja0fB1pzD4sHCMyOCMYz2Z6dNbM6tl8sJogENOMcxWV9DN.";

const adminAuth = {
  type: "credentials",
  users: [
    { username: "anna", password: PASSWORD, permissions: "*" },
    { username: "bob", password: PASSWORD, permissions: ["list-sync.read"] },
    { username: "nobody", password: PASSWORD, permissions: [] },
  ],
};

for (const version of ["5", "4"] as const)
  describe(`the page of a real Node-RED ${version} with users`, function () {
    this.timeout(300_000);
    let world: DemoWorld;
    let nodeRed: NodeRedProcess;
    let browser: Browser;
    const options = () => ({
      version,
      flows: JSON.parse(readFileSync(join(root, "examples/Full sync.json"), "utf8")),
      env: world.env,
      settings: { adminAuth, httpAdminRoot: "/red" },
    });
    before(async () => {
      world = await startDemoWorld(join(root, "test/demo/wishes.txt"));
      nodeRed = await startNodeRed(options());
      browser = await launchChromium();
    });
    after(async () => {
      await browser?.close();
      await nodeRed?.stop();
      await world?.close();
    });

    /** The token of somebody who logs in. */
    async function login(username: string): Promise<string> {
      const answer = await fetch(`${nodeRed.url}/red/auth/token`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          client_id: "node-red-editor",
          grant_type: "password",
          scope: "",
          username,
          password: "password",
        }),
      });
      const { access_token: token } = (await answer.json()) as { access_token: string };
      assert.ok(token, `${username} cannot log in: ${answer.status}`);
      return token;
    }
    const openAs = async (username: string): Promise<OpenTab> => {
      const token = JSON.stringify({ access_token: await login(username) });
      return openTab(browser, `${nodeRed.url}/red/list-sync/`, { stored: { "auth-tokens-red": token } });
    };

    it("takes the login of the editor, syncs, and shows what came of it", async () => {
      const { tab, shows, errors, go } = await openTab(browser, `${nodeRed.url}/red/list-sync/`);
      await shows("Log in");
      await tab.goto(`${nodeRed.url}/red/`);
      await tab.waitForSelector("#node-dialog-login-username", { visible: true });
      await tab.type("#node-dialog-login-username", "anna");
      await tab.type("#node-dialog-login-password", "password");
      await tab.click("#node-dialog-login-submit");
      await tab.waitForSelector(".red-ui-palette-node");
      await tab.goto(`${nodeRed.url}/red/list-sync/`);
      await shows("anna");
      await shows("completed with errors");
      await go("needsYou");
      await shows("A film that nobody made");
      assert.deepEqual(await seriousFindings(tab), []);
      assert.deepEqual(errors, []);
      await tab.close();
    });

    it("lets one who may only look only look, and one who may nothing see nothing", async () => {
      const bob = await openAs("bob");
      await bob.shows("Read only");
      await bob.go("titles");
      await bob.tab.waitForSelector(".titles-table .row a");
      const nobody = await openAs("nobody");
      await nobody.shows("list-sync.read");
      assert.equal(await nobody.tab.$(".titles-table, .profile"), null);
      await Promise.all([bob.tab.close(), nobody.tab.close()]);
    });

    it("comes back by itself after Node-RED was started again", async () => {
      const { tab, shows } = await openAs("anna");
      await shows("anna");
      const port = Number(new URL(nodeRed.url).port);
      await nodeRed.stop();
      await shows("No connection, trying again");
      nodeRed = await startNodeRed({ ...options(), port: () => Promise.resolve(port) });
      // its sessions are gone with its user directory
      await shows("Log in");
      await tab.close();
    });
  });
