import { type Dialog, flowFields, textsOf } from "./dialog.ts";
import { fillRows, listRows, rowsOf } from "./fields/list-rows.ts";
import { rowsByChoice } from "./fields/shown-rows.ts";
import { BLANK_WINDOW, buildWindowRow, type WindowRow, windowOf } from "./fields/window-row.ts";

const { fieldOf } = flowFields;
const windowsList = (): JQuery => $("#list-sync-windows");

export const syncSchedule: Dialog = {
  open(node) {
    const text = textsOf(node);
    rowsByChoice(fieldOf("kind"), "interval", () => {
      for (const property of ["hours", "cron"]) fieldOf(property).trigger("change");
    });
    listRows<WindowRow>({
      list: windowsList(),
      addButton: text("button.addWindow"),
      sortable: true,
      blank: BLANK_WINDOW,
      build: (row, window) => buildWindowRow(row, window, text),
    });
    const windows = (node.windows as WindowRow[] | undefined) ?? [];
    fillRows(windowsList(), windows.length > 0 ? windows : [BLANK_WINDOW]);
    offerZones();
  },
  save(node) {
    node.windows = fieldOf("kind").val() === "windows" ? rowsOf(windowsList()).map(windowOf) : [];
  },
};

/** Time zones to pick from; others that the runtime knows can be typed. */
function offerZones(): void {
  const zones = ["UTC", ...Intl.supportedValuesOf("timeZone")];
  $("#list-sync-zones").append(zones.map((zone) => $("<option>").val(zone)));
}
