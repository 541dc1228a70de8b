import { askRuntime, isRefusal } from "./ask-runtime.ts";
import { type Dialog, flowFields, textsOf } from "./dialog.ts";
import { fillRows, listRows, rowsOf } from "./fields/list-rows.ts";
import { buildNameRow, type NameRow, nameOf, offerSites } from "./fields/name-row.ts";
import { rowsByChoice } from "./fields/shown-rows.ts";

const { fieldOf } = flowFields;
const namesList = (): JQuery => $("#list-sync-names");

export const syncWatch: Dialog = {
  open(node) {
    const text = textsOf(node);
    let sites: { id: string; name: string }[] = [];
    rowsByChoice(fieldOf("method"), "system", () => fieldOf("interval").trigger("change"));
    listRows<NameRow>({
      list: namesList(),
      addButton: text("button.addName"),
      blank: { pattern: "", provider: "" },
      build(row, rule) {
        buildNameRow(row, rule, text);
        offerSites(row.find(".list-sync-name-provider"), sites, rule.provider ?? "", text);
      },
    });
    fillRows(namesList(), (node.names as NameRow[] | undefined) ?? []);
    void askRuntime<typeof sites>("list-source/providers", text).then((all) => {
      if (isRefusal(all)) return;
      sites = all;
      for (const select of namesList().find(".list-sync-name-provider").toArray())
        offerSites($(select), sites, String($(select).val()), text);
    });
  },
  save(node) {
    node.names = rowsOf(namesList())
      .map(nameOf)
      .filter(({ pattern, provider }) => pattern || provider);
  },
};
