/**
 * Makes the tabs of a dialog: a `<ul id="list-sync-tabs">` and one `<div id="list-sync-tab-<id>">` for each.
 *
 * @param text the name of a tab by its id
 */
export function dialogTabs(ids: readonly string[], text: (id: string) => string): void {
  const tabs = RED.tabs.create({
    id: "list-sync-tabs",
    onchange: (tab) => {
      for (const id of ids) $(`#list-sync-tab-${id}`).toggle(tab.id === `list-sync-tab-${id}`);
    },
  });
  for (const id of ids) tabs.addTab({ id: `list-sync-tab-${id}`, label: text(id) });
  tabs.activateTab(`list-sync-tab-${ids[0]}`);
}
