import { configFields, type Dialog, textsOf } from "./dialog.ts";
import { openKeySource, shownKeySource, typedKey } from "./fields/key-source.ts";
import { fillRows, listRows, rowsOf } from "./fields/list-rows.ts";
import { type ShownHeader, type StoredHeader, storeHeaders } from "./fields/stored-headers.ts";
import { testButton } from "./test-button.ts";

const { fieldOf, isTicked, textOf } = configFields;

const headersList = (): JQuery => $("#list-sync-server-headers");

/** Rows as they are shown; one with a slot and no value has its value stored. */
const shownHeaders = (): ShownHeader[] =>
  rowsOf(headersList())
    .map((row) => ({
      name: String(row.find(".list-sync-header-name").val()).trim(),
      value: String(row.find(".list-sync-header-value").val()),
      slot: row.data("slot") as string | undefined,
    }))
    .filter(({ name, value }) => name !== "" || value !== "");

/** What the dialog shows, with values that were typed before and are not deployed yet. */
const headersToTest = (node: EditorNode) =>
  shownHeaders().map(({ name, value, slot }) => {
    const typed = value || (slot && node.credentials?.[slot]);
    return typed ? { name, value: typed } : { name, value: "", slot };
  });

/** A hidden field that Node-RED saves with the other credentials. */
const setCredential = (slot: string, value: string): void => {
  $('<input type="hidden">').attr("id", `node-config-input-${slot}`).val(value).appendTo(".list-sync-dialog");
};

export const overseerrServer: Dialog = {
  open(node) {
    const text = textsOf(node);
    openKeySource();
    listRows<StoredHeader>({
      list: headersList(),
      addButton: text("button.addHeader"),
      blank: { name: "", value: "" },
      build(row, header) {
        row.addClass("list-sync-line");
        if (header.slot !== undefined) row.data("slot", header.slot);
        const isStored = header.slot !== undefined && node.credentials?.[`has_${header.slot}`] === true;
        for (const property of ["name", "value"] as const) {
          const placeholder = property === "value" && isStored ? "stored" : property;
          $('<input type="text" autocomplete="off" spellcheck="false">')
            .addClass(`list-sync-header-${property}`)
            .attr({
              placeholder: text(`placeholder.header.${placeholder}`),
              "aria-label": text(`placeholder.header.${property}`),
            })
            .val(header[property])
            .appendTo(row);
        }
      },
    });
    const headers = (node.headers as StoredHeader[] | undefined) ?? [];
    fillRows(headersList(), headers);
    if (headers.length > 0 || node.insecureTls) $("#list-sync-server-advanced").prop("open", true);

    testButton(node, "overseerr-server/test", () => ({
      ...shownKeySource(),
      url: textOf("url"),
      apiKey: typedKey("apiKey"),
      timeout: fieldOf("timeout").val(),
      insecureTls: isTicked("insecureTls"),
      headers: headersToTest(node),
    }));
  },
  save(node) {
    const before = (node.headers as StoredHeader[] | undefined) ?? [];
    const { headers, credentials } = storeHeaders(shownHeaders(), before);
    for (const [slot, value] of Object.entries(credentials)) setCredential(slot, value);
    node.headers = headers;
  },
};
