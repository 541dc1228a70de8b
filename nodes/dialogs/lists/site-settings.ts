import type { SiteInfo, SiteSetting } from "./site-info.ts";

/** Settings of sites as the flow stores them: by site, by the id of the setting. */
export type SiteSettings = Record<string, Record<string, string | boolean> | undefined>;

const NAME = "list-sync-site-setting";

/**
 * Shows the settings of those sites that have some, each below the name of its site.
 *
 * @param needed whether a site's lists are among the rows
 */
export function showSiteSettings(
  box: JQuery,
  sites: readonly SiteInfo[],
  stored: SiteSettings,
  needed: (site: string) => boolean,
): void {
  const shown = { ...stored, ...shownSettings(box) };
  box.empty();
  for (const { id, name, settings = [] } of sites) {
    if (settings.length === 0 || !(needed(id) || stored[id])) continue;
    $("<h4>").text(name).appendTo(box);
    for (const setting of settings)
      addRow(box, id, setting, shown[id]?.[setting.id] ?? setting.default ?? "");
  }
}

function addRow(box: JQuery, site: string, setting: SiteSetting, value: string | number | boolean): void {
  const id = `${NAME}-${site}-${setting.id}`;
  const row = $('<div class="form-row">').appendTo(box);
  const label = $("<label>").attr("for", id).text(setting.label);
  const field = fieldFor(setting, value).attr("id", id).addClass(NAME).data({ site, setting: setting.id });
  // a box stands before its label, as everywhere in the dialogs
  if (setting.kind === "yes-no") row.append(field, label);
  else row.append(label, field);
  if (setting.hint) $('<div class="list-sync-hint">').text(setting.hint).appendTo(row);
}

function fieldFor({ kind, choices = [] }: SiteSetting, value: string | number | boolean): JQuery {
  if (kind === "yes-no")
    return $('<input type="checkbox">').prop("checked", value === true || value === "true");
  if (kind === "choice")
    return $("<select>")
      .append(choices.map((each) => $("<option>").val(each.value).text(each.label)))
      .val(String(value));
  const field = $('<input type="text">').val(String(value));
  return kind === "number" ? field.attr("inputmode", "decimal").addClass("list-sync-number") : field;
}

/** The settings as the dialog shows them. */
export function shownSettings(box: JQuery): SiteSettings {
  const found: SiteSettings = {};
  for (const element of box.find(`.${NAME}`).toArray()) {
    const field = $(element);
    const site = String(field.data("site"));
    const value = field.is(":checkbox") ? field.prop("checked") === true : String(field.val() ?? "").trim();
    found[site] = { ...found[site], [String(field.data("setting"))]: value };
  }
  return found;
}
