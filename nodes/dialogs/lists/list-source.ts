import { askRuntime, isRefusal } from "../ask-runtime.ts";
import { type Dialog, flowFields, isChosen, textsOf } from "../dialog.ts";
import { keepBooleans, offerComputed } from "../fields/computed-fields.ts";
import { dialogTabs } from "../fields/dialog-tabs.ts";
import { fillRows, listRows, rowsOf } from "../fields/list-rows.ts";
import { changedSince } from "../shown-today.ts";
import { onAccessChange, showNeeds, tellAccounts } from "./list-access.ts";
import { BLANK, type ListEntry, shownEntry } from "./list-entry.ts";
import { buildListRow, entryOf, fillSites } from "./list-row.ts";
import { serverUsers } from "./server-users.ts";
import type { SiteInfo } from "./site-info.ts";
import { type SiteSettings, shownSettings, showSiteSettings } from "./site-settings.ts";

const { fieldOf, textOf } = flowFields;

const PRESETS = {
  imdbAccess: "graphql,browser",
  animeSeasons: "whole",
  animeSpecials: "skip",
  tickWhen: "requested",
};
const PACE = ["reuse", "timeout", "perMinute", "pageDelay"];
const settingsOf = (): JQuery => $("#list-sync-site-settings");
/** Fields whose values can be computed. */
const COMPUTED = { dryRun: "bool" } as const;
const listsOf = (): JQuery => $("#list-sync-entries");

export const listSource: Dialog = {
  open(node) {
    const text = textsOf(node);
    dialogTabs(["lists", "run", "access"], (id) => text(`tab.${id}`));
    for (const [property, value] of Object.entries(PRESETS))
      if (!fieldOf(property).val()) fieldOf(property).val(value);
    const showClient = () => $("#list-sync-row-imdbClient").toggle(textOf("imdbAccess").includes("graphql"));
    fieldOf("imdbAccess").on("change", showClient);
    showClient();
    if (PACE.some((id) => String(node[id] ?? "").trim() !== "")) $("#list-sync-pace").prop("open", true);
    if (node.writeBack === undefined) fieldOf("writeBack").prop("checked", true);

    offerComputed(COMPUTED);
    const users = serverUsers(text);
    let sites: SiteInfo[] = [];
    const settings = (node.siteSettings as SiteSettings | undefined) ?? {};
    const siteFound = () => {
      const filled = rowsOf(listsOf()).filter((row) => entryOf(row).list !== "");
      const withAccount = sites.filter(({ account }) => account).map(({ id }) => id);
      const found = filled.map((row) => row.data("detected") as string | undefined);
      showNeeds(found, withAccount);
      showSiteSettings(settingsOf(), sites, settings, (site) => found.includes(site));
      tellAccounts(sites, text);
    };
    listRows<ListEntry>({
      list: listsOf(),
      addButton: text("button.add"),
      sortable: true,
      blank: BLANK,
      build: (row, entry) => buildListRow(row, entry, { node, text, sites: () => sites, users, siteFound }),
      removed: siteFound,
    });
    const lists = changedSince(node).lists ?? node.lists;
    const stored = (lists as (string | ListEntry)[] | undefined) ?? [];
    fillRows(listsOf(), stored.length > 0 ? stored.map(shownEntry) : [BLANK]);
    onAccessChange(() => listsOf().find(".list-sync-provider").trigger("change"));
    offerTodos(node);
    siteFound();
    void askRuntime<SiteInfo[]>("list-source/providers", text).then((all) => {
      if (isRefusal(all)) return;
      sites = all;
      siteFound();
      for (const select of listsOf().find(".list-sync-provider").toArray())
        fillSites($(select), sites, String($(select).val()), text);
    });
  },
  save(node) {
    node.siteSettings = {
      ...(node.siteSettings as SiteSettings | undefined),
      ...shownSettings(settingsOf()),
    };
    keepBooleans(COMPUTED);
    node.lists = rowsOf(listsOf())
      .map(entryOf)
      .filter(({ list }) => list !== "");
  },
};

/** To-do lists to pick from, of the Home Assistant that is chosen. */
function offerTodos(node: EditorNode): void {
  const text = textsOf(node);
  let loaded: unknown;
  const load = async () => {
    const id = fieldOf("homeAssistant").val();
    if (id === loaded) return;
    loaded = id;
    $("#list-sync-todos").empty();
    if (!isChosen(id)) return;
    const path = `sync-home-assistant/${encodeURIComponent(id)}/entities?domain=todo`;
    const lists = await askRuntime<{ id: string; name: string }[]>(path, text);
    if (id !== loaded) return;
    const say = (sentence: string) => $("#list-sync-todos-answer").text(sentence);
    if (isRefusal(lists)) return void say(lists.message);
    for (const list of lists) $("<option>").val(list.id).text(list.name).appendTo("#list-sync-todos");
    say(text("answer.todos", { lists: lists.map(({ id: entity }) => entity).join(", ") || "-" }));
  };
  fieldOf("homeAssistant").on("change", load);
  void load();
}
