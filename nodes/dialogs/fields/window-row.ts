import { type Texts, textsOf } from "../dialog.ts";
import { isWithin } from "./written-values.ts";

/** A window as the flow holds it. */
export interface WindowRow {
  name?: string;
  days?: string[];
  from?: string;
  to?: string;
  every?: string | number;
  unit?: string;
  lists?: string;
  itemLimit?: string | number;
  maxRequests?: string | number;
  dryRun?: boolean;
}

/** As people read a week. */
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** What a new row shows. */
export const BLANK_WINDOW: WindowRow = {
  days: DAYS,
  from: "00:00",
  to: "24:00",
  every: "30",
  unit: "minutes",
};

const TIME = /^(([01]?\d|2[0-3]):[0-5]\d|24:00)$/;
const isNothing = (value: unknown): boolean => (value ?? "") === "";

/** Which field of a window is wrong; undefined when none is. */
function wrongIn({ days, from, to, every, itemLimit, maxRequests }: WindowRow): string | undefined {
  if (days?.length === 0) return "days";
  if (!isNothing(from) && !TIME.test(String(from).trim())) return "from";
  if (!isNothing(to) && !TIME.test(String(to).trim())) return "to";
  if (!isWithin(every, { min: 0.001, max: 100_000 })) return "every";
  if (!isWithin(itemLimit, { min: 1, isWhole: true })) return "itemLimit";
  if (!isWithin(maxRequests, { min: 0, isWhole: true })) return "maxRequests";
  return undefined;
}

/** What is wrong with the windows of a node, as a sentence; true when nothing is. */
export function windowProblem(node: EditorNode, windows: readonly WindowRow[] | undefined): true | string {
  const text = textsOf(node);
  if ((windows ?? []).length === 0) return text("error.windows");
  for (const [index, window] of (windows ?? []).entries()) {
    const wrong = wrongIn(window);
    if (wrong) return text(`error.${wrong}`, { place: index + 1 });
  }
  return true;
}

const TEXTS = ["name", "from", "to", "every", "lists", "itemLimit", "maxRequests"] as const;

/** The window that a row shows. */
export function windowOf(row: JQuery): WindowRow {
  const written = Object.fromEntries(
    TEXTS.map((name) => [name, String(row.find(`.list-sync-window-${name}`).val() ?? "").trim()]),
  );
  const ticked = row.find(".list-sync-window-day:checked").toArray();
  return {
    ...written,
    days: ticked.map((box) => String($(box).val())),
    unit: String(row.find(".list-sync-window-unit").val()),
    dryRun: row.find(".list-sync-window-dryRun").prop("checked") === true,
  };
}

/** Builds a row: name and days, hours and interval, and what is different. */
export function buildWindowRow(row: JQuery, window: WindowRow, text: Texts): void {
  const body = $('<div class="list-sync-window">').appendTo(row);
  const line = () => $('<div class="list-sync-line">').appendTo(body);
  const field = (name: (typeof TEXTS)[number], place: JQuery, hint?: string) =>
    $('<input type="text" autocomplete="off" spellcheck="false">')
      .addClass(`list-sync-window-${name}`)
      .attr({ "aria-label": text(`window.${name}`), placeholder: hint ?? "" })
      .val(String(window[name] ?? ""))
      .appendTo(place);
  const word = (name: string, place: JQuery) =>
    $("<span>")
      .text(text(`window.${name}`))
      .appendTo(place);

  const first = line();
  field("name", first, text("window.name"));
  const days = $('<span class="list-sync-window-days" role="group">')
    .attr("aria-label", text("window.days"))
    .appendTo(first);
  for (const day of DAYS)
    $("<label>")
      .append(
        $('<input type="checkbox" class="list-sync-window-day">')
          .val(day)
          .prop("checked", (window.days ?? DAYS).includes(day)),
        $("<span>").text(text(`day.${day}`)),
      )
      .appendTo(days);

  const second = line();
  word("from", second);
  field("from", second, "00:00").attr("inputmode", "numeric");
  word("to", second);
  field("to", second, "24:00").attr("inputmode", "numeric");
  word("every", second);
  field("every", second, text("window.once")).attr("inputmode", "decimal");
  $('<select class="list-sync-window-unit">')
    .attr("aria-label", text("window.unit"))
    .append(
      ["minutes", "hours"].map((unit) =>
        $("<option>")
          .val(unit)
          .text(text(`unit.${unit}`)),
      ),
    )
    .val(window.unit ?? "minutes")
    .appendTo(second);

  const third = line().addClass("list-sync-window-differs");
  field("lists", third, text("window.listsHint"));
  const fourth = line().addClass("list-sync-window-differs");
  word("itemLimit", fourth);
  field("itemLimit", fourth, text("window.asSet")).attr("inputmode", "numeric");
  word("maxRequests", fourth);
  field("maxRequests", fourth, text("window.asSet")).attr("inputmode", "numeric");
  $("<label>")
    .append(
      $('<input type="checkbox" class="list-sync-window-dryRun">').prop("checked", window.dryRun === true),
      $("<span>").text(text("window.dryRun")),
    )
    .appendTo(fourth);

  // it reddens at once, as a field of the node itself would
  body.on("input change", () => {
    body.find("input").removeClass("input-error");
    const wrong = wrongIn(windowOf(row));
    if (wrong) body.find(`.list-sync-window-${wrong}`).addClass("input-error");
  });
}
