import { answerLine } from "../answer-line.ts";
import { askRuntime, isRefusal } from "../ask-runtime.ts";
import type { Texts } from "../dialog.ts";
import { COMPUTED_TYPES, isComputed, typedField } from "../fields/computed-fields.ts";
import { type Choice, pickOne } from "../fields/pickers.ts";
import { accessChosen } from "./list-access.ts";
import { type ListEntry, OPTIONS, shownEntry } from "./list-entry.ts";
import { openPreview } from "./list-preview.ts";
import { problemOf } from "./list-problem.ts";
import { understanding } from "./list-verdicts.ts";
import type { SiteInfo } from "./site-info.ts";

/** What to say of a list that was understood and may not be readable now, by the runtime's word for it. */
const DOUBTS: Record<string, string> = {
  "needs-account": "needsAccount",
  "several-accounts": "severalAccounts",
  "needs-server": "needsServer",
  "needs-home-assistant": "needsHomeAssistant",
  "not-deployed": "notDeployed",
  variable: "variable",
  "no-key": "noKey",
  "no-login": "noLogin",
  unusable: "unusable",
  "missing-file": "missingFile",
  "unknown-site": "unknownSite",
};

interface Detected {
  provider?: string;
  providerName?: string;
  label: string;
  doubts: { kind: string; detail?: string }[];
  warnings?: string[];
}

/** The entry as a row of the dialog shows it. */
export function entryOf(row: JQuery): ListEntry {
  const entry: ListEntry = {
    enabled: row.find(".list-sync-enabled").prop("checked") === true,
    provider: String(row.find(".list-sync-provider").val()),
    list: String(row.find(".list-sync-list").val()).trim(),
  };
  for (const option of OPTIONS) {
    const value = String(row.find(`.list-sync-option-${option}`).val() ?? "").trim();
    if (value !== "") entry[option] = value;
  }
  const type = row.find(".list-sync-limit-type").val();
  if (entry.limit !== undefined && isComputed(type)) entry.limitType = String(type);
  return entry;
}

/** Fills a row's drop-down of sites; a stored one that is not installed stays what it is. */
export function fillSites(select: JQuery, sites: readonly SiteInfo[], value: string, text: Texts): void {
  const known = [{ id: "detect", name: text("provider.detect") }, ...sites];
  const all = known.some(({ id }) => id === value) ? known : [...known, { id: value, name: value }];
  select
    .empty()
    .append(all.map(({ id, name }) => $("<option>").val(id).text(name)))
    .val(value);
}

function optionFields(box: JQuery, entry: ListEntry, text: Texts): void {
  for (const option of OPTIONS) {
    const label = $("<label>")
      .append($("<span>").text(text(`option.${option}`)))
      .toggleClass("list-sync-wide", ["limit", "name", "requestAs"].includes(option))
      .appendTo(box);
    RED.popover.tooltip(label, text(`optionHint.${option}`));
    const field =
      option === "mediaType"
        ? $("<select>").append(
            ["", "movie", "tv"].map((value) =>
              $("<option>")
                .val(value)
                .text(text(`mediaType.${value || "all"}`)),
            ),
          )
        : $('<input type="text">').attr("inputmode", option === "name" ? "text" : "decimal");
    field
      .addClass(`list-sync-option-${option}`)
      .attr("aria-label", text(`option.${option}`))
      .val(entry[option] ?? "")
      .appendTo(label);
    if (option !== "limit") continue;
    const type = $('<input type="hidden" class="list-sync-limit-type">').appendTo(label);
    typedField(field, ["num", ...COMPUTED_TYPES], type, entry.limitType ?? "num");
  }
}

/** What a row needs of the dialog around it. */
export interface RowContext {
  node: EditorNode;
  text: Texts;
  sites(): readonly SiteInfo[];
  /** Users of the server that a list's titles can be requested as. */
  users(): Promise<Choice[] | undefined>;
  /** Called when the row's site is known, or not known any more. */
  siteFound(): void;
}

/** Builds a row of the lists: text and buttons, its site and what it was understood as, its options, its preview. */
export function buildListRow(
  row: JQuery,
  given: ListEntry,
  { node, text, sites, users, siteFound }: RowContext,
): void {
  const entry = shownEntry(given);
  const body = $('<div class="list-sync-entry">').appendTo(row);
  const line = $('<div class="list-sync-line">').appendTo(body);
  const enabled = $('<input type="checkbox" class="list-sync-enabled">')
    .attr({ "aria-label": text("label.enabled"), title: text("label.enabled") })
    .prop("checked", entry.enabled !== false)
    .appendTo(line);
  const list = $(
    '<input type="text" class="list-sync-list" list="list-sync-todos" autocomplete="off" spellcheck="false">',
  )
    .attr({ "aria-label": text("label.list"), placeholder: text("placeholder.list") })
    .val(entry.list ?? "")
    .appendTo(line);
  const previewButton = $('<button type="button" class="red-ui-button list-sync-preview-button">')
    .text(text("button.preview"))
    .appendTo(line);
  const more = $('<button type="button" class="red-ui-button list-sync-more">')
    .attr({ "aria-label": text("button.options"), title: text("button.options"), "aria-expanded": "false" })
    .append('<i class="fa fa-sliders" aria-hidden="true"></i>')
    .appendTo(line);
  const second = $('<div class="list-sync-line list-sync-second">').appendTo(body);
  const provider = $('<select class="list-sync-provider">')
    .attr("aria-label", text("label.provider"))
    .appendTo(second);
  fillSites(provider, sites(), entry.provider || "detect", text);
  const answer = $('<div class="list-sync-answer" role="status" aria-live="polite">').appendTo(second);
  const options = $('<div class="list-sync-options">').appendTo(body);
  optionFields(options, entry, text);
  const preview = $('<div class="list-sync-preview">').hide().appendTo(body);

  const openOptions = (open: boolean) => {
    options.toggle(open);
    more.attr("aria-expanded", String(open));
    if (open) void offerUsers();
  };
  // without a server that can be asked a number can be typed all the same
  const offerUsers = async () =>
    pickOne(options.find("input.list-sync-option-requestAs"), await users(), text("choice.noUser"));
  openOptions(OPTIONS.some((option) => (entry[option] ?? "") !== ""));
  more.on("click", () => openOptions(more.attr("aria-expanded") !== "true"));

  const say = answerLine(answer);
  let asked = 0;
  const detect = async () => {
    const written = { list: String(list.val()).trim(), provider: String(provider.val()) };
    const question = ++asked;
    row.removeData("detected");
    if (written.list === "") {
      say("");
      return siteFound();
    }
    const found = await askRuntime<Detected>("list-source/detect", text, {
      id: node.id,
      ...written,
      ...accessChosen(),
    });
    if (question !== asked) return;
    if (isRefusal(found)) {
      if (found.status === undefined) understanding.note(written, found.message);
      say(found.message, "error");
    } else {
      understanding.note(written, true);
      if (found.provider !== undefined) row.data("detected", found.provider);
      const doubts = found.doubts.map(({ kind, detail }) =>
        text(`answer.${kind === "not-deployed" && detail ? "variableNotDeployed" : DOUBTS[kind]}`, {
          site: found.providerName,
          detail,
        }),
      );
      const notes = [...doubts, ...(found.warnings ?? [])];
      say([found.label, ...notes].join(" · "), notes.length > 0 ? "warning" : "ok");
    }
    siteFound();
  };
  let timer: number | undefined;
  list.on("input change", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(detect, 300);
  });
  provider.on("change", detect);
  const fade = () => line.add(second).toggleClass("list-sync-off", !enabled.prop("checked"));
  enabled.on("change", fade);
  fade();

  // an option reddens at once, as a field of the node itself would
  options.on("input change", () => {
    const problem = list.val() === "" ? undefined : problemOf(entryOf(row));
    options.find("input").removeClass("input-error").removeAttr("title");
    const fields: Record<string, string> = { year: "yearFrom", yearOrder: "yearTo" };
    if (problem)
      options
        .find(`.list-sync-option-${fields[problem] ?? problem}`)
        .addClass("input-error")
        .attr("title", text(`error.${problem}`, { place: row.parent().index() + 1 }));
  });

  previewButton.on("click", () =>
    openPreview(preview, previewButton, { node, text, entry: () => entryOf(row) }),
  );
  void detect();
}
