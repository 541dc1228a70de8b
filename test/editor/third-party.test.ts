import assert from "node:assert/strict";
import { syntheticTitles } from "../servers/catalogue/synthetic.ts";
import { MEMBER, startFilmClub } from "../servers/film-club.ts";
import type { ListSite } from "../servers/list-site.ts";
import { makeUserDir, nodeRedVersion } from "../support/node-red-process.ts";
import { installFilmClub } from "../support/third-party.ts";
import { type OpenNodeRed, openNodeRed } from "./support/open-node-red.ts";
import { oneOfEach } from "./support/our-nodes.ts";

describe(`A list provider of another package in the editor of Node-RED ${nodeRedVersion}`, function () {
  this.timeout(60_000);
  let site: ListSite;
  let open: OpenNodeRed;
  before(async () => {
    site = await startFilmClub({ 2026: syntheticTitles(20) });
    const userDir = makeUserDir();
    installFilmClub(userDir);
    // ids of their own: Node-RED starts no configuration node whose id is also a value of a property, such as its type
    const own: Record<string, object> = {
      "list-account": { id: "member", provider: "film-club", keyType: "cred" },
      "list-source": { id: "club-lists", database: "", traktAccount: "", otherAccount: "" },
    };
    open = await openNodeRed({
      userDir,
      flows: oneOfEach().flatMap((node) => {
        const changed = { ...node, ...own[String(node.id)] };
        return node.type === "tab" || changed.id !== node.id ? [changed] : [];
      }),
      credentials: { member: { key: MEMBER } },
      env: { LISTSYNC_ORIGIN_FILM_CLUB: site.origin },
    });
  });
  after(async () => {
    await open?.close();
    await site?.close();
  });

  it("is understood, and previewed with its own account", async () => {
    await open.editor.openDialog("club-lists");
    await open.editor.page.type("#list-sync-entries .list-sync-list", "film-club:2026");
    await open.editor.waitForText("#list-sync-entries .list-sync-answer.list-sync-ok", /^Film club 2026$/);
    await open.editor.page.click("#list-sync-entries .list-sync-preview-button");
    await open.editor.waitForText("#list-sync-entries .list-sync-preview", /20/);
    const shown = await open.editor.page.$eval(
      "#list-sync-entries .list-sync-preview",
      (box) => box.textContent ?? "",
    );
    assert.match(shown, /Silent River of Ash 0/);
    await open.editor.closeDialog("cancel");
  });

  it("shows its settings and the account that serves it, and keeps what is set", async () => {
    const { page } = open.editor;
    await open.editor.openDialog("club-lists");
    await page.type("#list-sync-entries .list-sync-list", "film-club:2026");
    await open.editor.waitForText("#list-sync-entries .list-sync-answer.list-sync-ok", /^Film club 2026$/);
    await page.click('a[href="#list-sync-tab-access"]');
    await open.editor.waitForText(".list-sync-found", /Film club uses the account/);
    await open.editor.waitForText("#list-sync-site-settings", /Film club.*Films from.*Short films too/s);
    await page.select("#list-sync-site-setting-film-club-from", "recent");
    await open.editor.closeDialog("ok");
    assert.deepEqual(await page.evaluate(() => RED.nodes.node("club-lists")?.siteSettings), {
      "film-club": { from: "recent", withShorts: true },
    });
  });

  it("has its fields and its test in the account's dialog", async () => {
    await open.editor.openConfigDialog("list-account", "member");
    await open.editor.waitForText("#list-sync-account-where", /back of the member's card/);
    await open.editor.waitForText('[data-account-label="key"]', /Member number/);
    await open.editor.page.click("#list-sync-test");
    await open.editor.waitForText("#list-sync-test-answer.list-sync-ok", /knows you/);
    await open.editor.closeDialog("cancel");
  });
});
