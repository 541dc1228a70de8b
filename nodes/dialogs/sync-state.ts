import { type Dialog, flowFields, textsOf } from "./dialog.ts";
import { offerComputed } from "./fields/computed-fields.ts";
import { checkWords, tickedIn } from "./fields/pickers.ts";
import { rowsByChoice } from "./fields/shown-rows.ts";
import { OUTCOME_STATUSES } from "./outcome-statuses.ts";

/** Properties that hold several statuses. */
const LISTS = ["skipStatuses", "statuses"];

/** Operations with a file of a backup. */
const BACKUPS = ["archive", "verify", "restore", "export", "backup"];

/** Fields whose values can be computed. */
const COMPUTED = { skipHours: "num", text: "str", since: "str", limit: "num" } as const;

const boxOf = (property: string): JQuery => $(`#list-sync-state-${property}`);

export const syncState: Dialog = {
  open(node) {
    const text = textsOf(node);
    rowsByChoice(flowFields.fieldOf("operation"), "record", (operation) => {
      $("#list-sync-state-hint").text(text(`operationHint.${operation}`));
      if (BACKUPS.includes(operation))
        $("#list-sync-state-backupFile-hint").text(text(`hint.backupFile.${operation}`));
    });
    offerComputed(COMPUTED);
    const statuses = OUTCOME_STATUSES.map((id) => ({ id, name: text(`status.${id}`) }));
    for (const property of LISTS) checkWords(boxOf(property), statuses, node[property]);
  },
  save(node) {
    for (const property of LISTS) node[property] = tickedIn(boxOf(property));
  },
};
