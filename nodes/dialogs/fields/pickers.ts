/** Something that can be picked: a user, a profile, a folder, an entity. */
export interface Choice {
  id: string | number;
  name: string;
}

/** The choices for a stored value: one that the server does not know stays what it is, and can be seen. */
export function choicesFor(choices: readonly Choice[], stored: readonly string[]): Choice[] {
  const known = new Set(choices.map(({ id }) => String(id)));
  return [...choices, ...stored.filter((id) => id !== "" && !known.has(id)).map((id) => ({ id, name: id }))];
}

/** Ids that a field holds with commas between. */
export const idsOf = (text: unknown): string[] =>
  String(text ?? "")
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");

const option = ({ id, name }: Choice): JQuery => $("<option>").val(String(id)).text(name);

/**
 * Puts a drop-down over a plain field, which keeps holding the value. Without choices the field itself comes back.
 *
 * @param none what the empty choice is called; without it nothing need not be chosen
 */
export function pickOne(field: JQuery, choices: readonly Choice[] | undefined, none?: string): void {
  const id = field.attr("id");
  field.siblings(".list-sync-picker").remove();
  const label = field.siblings("label").first();
  if (id) label.attr("for", choices ? `${id}-choice` : id);
  field.toggle(!choices);
  if (!choices) return;
  const value = String(field.val() ?? "");
  const select = $('<select class="list-sync-picker">').insertAfter(field);
  if (id) select.attr("id", `${id}-choice`);
  const name = field.attr("aria-label");
  if (name) select.attr("aria-label", name);
  if (none !== undefined) select.append(option({ id: "", name: none }));
  select.append(choicesFor(choices, [value]).map(option));
  select.val(value).on("change", () => field.val(String(select.val() ?? "")).trigger("change"));
}

/** The same for several choices at once: boxes over a field that holds their ids with commas between. */
export function pickSeveral(field: JQuery, choices: readonly Choice[] | undefined, empty: string): void {
  const id = field.attr("id");
  field.siblings(".list-sync-checks").remove();
  field.toggle(!choices);
  if (!choices) return;
  const ids = idsOf(field.val());
  const box = $('<div class="list-sync-checks" role="group">').attr("id", `${id}-choice`).insertAfter(field);
  const label = field.siblings("label").first();
  box.attr("aria-label", label.text().trim());
  for (const each of choicesFor(choices, ids)) {
    const check = $('<input type="checkbox">')
      .val(String(each.id))
      .prop("checked", ids.includes(String(each.id)));
    $("<label>").append(check, $("<span>").text(each.name)).appendTo(box);
  }
  if (box.children().length === 0) box.text(empty);
  box.on("change", () => {
    field.val(tickedIn(box).join(",")).trigger("change");
  });
}

/** Boxes for words that a node stores as a list. */
export function checkWords(box: JQuery, words: readonly Choice[], ticked: unknown): void {
  const chosen = Array.isArray(ticked) ? ticked : [];
  for (const { id, name } of words) {
    const check = $('<input type="checkbox">').val(id).prop("checked", chosen.includes(id));
    $("<label>").append(check, $("<span>").text(name)).appendTo(box);
  }
}

export const tickedIn = (box: JQuery): string[] =>
  box
    .find("input:checked")
    .toArray()
    .map((check) => (check as HTMLInputElement).value);
