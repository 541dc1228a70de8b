import type { Field } from "../../fields/field.ts";
import { number, text, word, yesNo } from "../../fields/kinds.ts";
import { PLACES, readValue } from "../../fields/read-value.ts";
import type { ListProvider, SettingField } from "../../lists/provider.ts";

/** What `list-source` stores for sites of other packages: by provider id, by the id of the setting. */
export type SiteSettings = Record<string, Record<string, unknown> | undefined>;

/**
 * The settings of the sites that declare some, each with its default where nothing is stored.
 *
 * @throws InputError `bad-input` naming the setting whose value is wrong
 */
export function readSiteSettings(
  stored: unknown,
  providers: readonly Pick<ListProvider, "id" | "name" | "settings">[],
): Record<string, Record<string, unknown>> {
  const all = (stored ?? {}) as SiteSettings;
  return Object.fromEntries(
    providers
      .filter(({ settings }) => settings !== undefined)
      .map(({ id, name, settings = [] }) => [
        id,
        Object.fromEntries(
          settings.map((field) => [field.id, settingValue(field, all[id]?.[field.id], name)]),
        ),
      ]),
  );
}

function settingValue(field: SettingField, stored: unknown, site: string): unknown {
  return readValue(described(field, `"${field.label}" of ${site}`), stored, PLACES.dialog) ?? field.default;
}

function described(field: SettingField, label: string): Field {
  if (field.kind === "yes-no") return yesNo({ label });
  if (field.kind === "choice") {
    const [first = field.default, ...others] = field.choices.map(({ value }) => value);
    return word({ label, words: [first, ...others] });
  }
  if (field.kind === "number") return number({ label, min: field.min ?? -1e9, max: field.max ?? 1e9 });
  return text({ label });
}
