/** Whether a row marked with these words, blanks between, is shown for a choice. */
export const isShownFor = (words: string, choice: string): boolean => words.split(/\s+/).includes(choice);

/**
 * Shows the rows that a drop-down's choice needs: `data-for-<property>="word word"` lists the choices.
 *
 * @param field the drop-down of a property
 * @param preset chosen where the flow says nothing
 * @param changed called with the choice, at once and whenever it changes
 */
export function rowsByChoice(field: JQuery, preset: string, changed?: (choice: string) => void): void {
  const property = (field.attr("id") ?? "").replace(/^node-(config-)?input-/, "");
  const attribute = `data-for-${property.toLowerCase()}`;
  const rows = field.closest(".list-sync-dialog").find(`[${attribute}]`).toArray();
  if (!field.val()) field.val(preset);
  const show = () => {
    const choice = String(field.val() ?? preset);
    for (const row of rows) $(row).toggle(isShownFor(row.getAttribute(attribute) ?? "", choice));
    changed?.(choice);
  };
  field.on("change", show);
  show();
}
