import type { Browser } from "puppeteer-core";
import { entryOf, FILMS, startHomeAssistantWorld } from "../../flows/home-assistant-flow.ts";
import { openEditor } from "./editor.ts";
import type { Shoot } from "./shooting.ts";

/** Takes the pictures of the Home Assistant nodes, after the button of the device was pressed. */
export async function takeHomeAssistant(
  browser: Browser,
  shoot: Shoot,
  theme: "light" | "dark",
): Promise<void> {
  const suffix = theme === "dark" ? "-dark" : "";
  const world = await startHomeAssistantWorld({
    companion: "4.2.3",
    mqtt: true,
    change(nodes) {
      // as it is shipped, not as impatient as tests are
      for (const node of nodes) if (node.type === "sync-trigger") node.debounce = "2";
    },
  });
  try {
    for (const film of FILMS.slice(0, 2)) world.ha.todo("todo.watchlist").add(entryOf(film));
    world.ha.setState("input_button.sync_now", "unknown", { friendly_name: "Sync now" });
    const nodeRed = await world.start();
    await world.shows({ status: "idle" });
    await world.command("sync", "PRESS");
    await world.summaries(1);

    const editor = await openEditor(browser, nodeRed.url, { theme });
    await editor.page.setViewport({ width: 2200, height: 760 });
    await editor.page.evaluate(() => RED.workspaces.show("ha-sync-tab"));
    await editor.waitForText('[id="ha-sync-record"] .red-ui-flow-node-status-label', /requested/);
    await shoot(editor, `home-assistant${suffix}`, ".red-ui-flow-node-group", 24);

    await editor.page.setViewport({ width: 1280, height: 800 });
    await editor.openDialog("ha-sync-watchlist");
    await editor.waitForText("#list-sync-trigger-loaded", /entities/);
    await shoot(editor, `sync-trigger${suffix}`, ".red-ui-tray");
    await editor.closeDialog("cancel");
    await editor.openDialog("ha-sync-entities");
    await shoot(editor, `sync-entities${suffix}`, ".red-ui-tray");
    await editor.closeDialog("cancel");
    await editor.openConfigDialog("sync-home-assistant", "list-sync-home");
    await editor.page.click("#list-sync-test");
    await editor.waitForText("#list-sync-test-answer.list-sync-ok", /./);
    await shoot(editor, `sync-home-assistant${suffix}`, ".red-ui-tray");
    await editor.closeDialog("cancel");
    await editor.close();
  } finally {
    await world.close();
  }
}
