import { type Texts, textsOf } from "../dialog.ts";
import { isBlank } from "./written-values.ts";

/** Files with such names concern the lists of a site; as the flow holds it. */
export interface NameRow {
  pattern?: string;
  provider?: string;
}

/** Which field of a row is wrong; undefined when none is. */
const wrongIn = ({ pattern, provider }: NameRow): "pattern" | "provider" | undefined =>
  isBlank(pattern) ? "pattern" : isBlank(provider) ? "provider" : undefined;

/** What is wrong with the rows of a node, as a sentence; true when nothing is. */
export function nameProblem(node: EditorNode, names: readonly NameRow[] | undefined): true | string {
  const text = textsOf(node);
  for (const [index, row] of (names ?? []).entries()) {
    const wrong = wrongIn(row);
    if (wrong) return text(`error.${wrong}`, { place: index + 1 });
  }
  return true;
}

/** The names that a row shows. */
export const nameOf = (row: JQuery): NameRow => ({
  pattern: String(row.find(".list-sync-name-pattern").val() ?? "").trim(),
  provider: String(row.find(".list-sync-name-provider").val() ?? ""),
});

/** Builds a row: a pattern and a site. */
export function buildNameRow(row: JQuery, { pattern, provider }: NameRow, text: Texts): void {
  const line = $('<div class="list-sync-line">').appendTo(row);
  $('<input type="text" class="list-sync-name-pattern" autocomplete="off" spellcheck="false">')
    .attr({ "aria-label": text("rule.pattern"), placeholder: "imdb*.csv" })
    .val(pattern ?? "")
    .appendTo(line);
  const select = $('<select class="list-sync-name-provider">').attr("aria-label", text("rule.provider"));
  offerSites(select.appendTo(line), [], provider ?? "", text);
  line.on("input change", () => {
    line.children().removeClass("input-error");
    const wrong = wrongIn(nameOf(row));
    if (wrong) line.find(`.list-sync-name-${wrong}`).addClass("input-error");
  });
}

/** Fills a row's drop-down; a stored site that is not installed stays what it is. */
export function offerSites(
  select: JQuery,
  sites: readonly { id: string; name: string }[],
  value: string,
  text: Texts,
): void {
  const known = [{ id: "", name: text("rule.choose") }, ...sites.filter(({ id }) => id !== "own")];
  const all = known.some(({ id }) => id === value) ? known : [...known, { id: value, name: value }];
  select
    .empty()
    .append(all.map(({ id, name }) => $("<option>").val(id).text(name)))
    .val(value);
}
