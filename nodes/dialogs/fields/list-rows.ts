/** A list of rows that can be added and removed, and what its rows are made of. */
export interface ListRows<Entry extends object> {
  list: JQuery;
  addButton: string;
  sortable?: boolean;
  /** Builds a row. */
  build(row: JQuery, entry: Entry): void;
  /** A new row's entry. */
  blank: Entry;
  removed?(): void;
}

/**
 * Makes an `editableList` that can be worked from the keyboard: Enter in a row's text goes to the next row, after the
 * last one to a new one; "add" puts the cursor into the new row.
 */
export function listRows<Entry extends object>(options: ListRows<Entry>): void {
  const { list, addButton, sortable = false, build, blank, removed } = options;
  let quiet = false;
  list.editableList<Partial<Entry>>({
    removable: true,
    sortable,
    height: "auto",
    addButton,
    ...(removed && { removeItem: removed }),
    addItem: (row, _index, data) => {
      build(row, { ...blank, ...data });
      // the editor's own button has a picture only
      row.siblings("a").attr({ "aria-label": RED._("common.label.delete"), role: "button" });
      if (!quiet) setTimeout(() => firstText(row).trigger("focus"), 0);
    },
  });
  list.on("keydown", 'input[type="text"]', (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.originalEvent?.isComposing) return;
    // the editor would take Enter as "Done"
    event.preventDefault();
    event.stopPropagation();
    const rows = rowsOf(list);
    const own = rows.findIndex((row) => $.contains(row[0] as Element, event.target));
    const next = rows[own + 1];
    if (next) firstText(next).trigger("focus");
    else list.editableList("addItem", { ...blank });
  });
  list.data("list-sync-quietly", (work: () => void) => {
    quiet = true;
    work();
    quiet = false;
  });
}

/** Adds the rows of a stored list; the cursor stays where it is. */
export function fillRows(list: JQuery, entries: readonly object[]): void {
  const quietly = list.data("list-sync-quietly") as (work: () => void) => void;
  quietly(() => {
    for (const entry of entries) list.editableList("addItem", { ...entry });
  });
}

export const rowsOf = (list: JQuery): JQuery[] =>
  (list.editableList("items") as unknown as JQuery).toArray().map((row) => $(row));

const firstText = (row: JQuery): JQuery => row.find('input[type="text"]').first();
