import { InputError } from "../../errors.ts";
import { calm } from "../clean.ts";
import * as messages from "../messages.ts";

type Values = Readonly<Record<string, unknown>>;

const FIELD = /\{\{\s*([\w.]+)\s*\}\}/g;
const WHOLE = /^\{\{\s*([\w.]+)\s*\}\}$/;

/**
 * Reads a template: JSON, in whose texts `{{field}}` stands for a value. A text that is nothing else becomes the value
 * itself, with its kind; inside a longer text, which is one for people, it mentions nobody. It is filled after it is read, so no title can add to its form.
 *
 * @param known names of the fields; those below a field with a full stop: `counts.requested`
 * @returns fills it
 * @throws InputError `bad-config` for what is no JSON, or names an unknown field
 */
export function readTemplate(template: string, known: readonly string[]): (values: Values) => unknown {
  let form: unknown;
  try {
    form = JSON.parse(template);
  } catch (error) {
    throw new InputError("bad-config", messages.templateNotJson(error instanceof Error ? error.message : ""));
  }
  for (const [, name = ""] of template.matchAll(FIELD))
    if (!known.includes(name.split(".")[0] ?? ""))
      throw new InputError("bad-config", messages.unknownTemplateField(name, known.join(", ")));
  return (values) => fill(form, values);
}

function fill(form: unknown, values: Values): unknown {
  if (typeof form === "string") return fillText(form, values);
  if (Array.isArray(form)) return form.map((each) => fill(each, values));
  if (typeof form !== "object" || form === null) return form;
  return Object.fromEntries(Object.entries(form).map(([name, each]) => [name, fill(each, values)]));
}

function fillText(text: string, values: Values): unknown {
  const [, whole] = WHOLE.exec(text) ?? [];
  if (whole !== undefined) return lookUp(whole, values);
  return text.replace(FIELD, (_field, name: string) => calm(asText(lookUp(name, values))));
}

/** What is not there is nothing, or no titles: `counts.requested` of a sync that requested none is 0. */
function lookUp(path: string, values: Values): unknown {
  let value: unknown = values;
  for (const name of path.split("."))
    value =
      typeof value === "object" && value !== null && Object.hasOwn(value, name)
        ? (value as Values)[name]
        : undefined;
  return value ?? (path.startsWith("counts.") ? 0 : null);
}

function asText(value: unknown): string {
  if (value === null) return "";
  if (Array.isArray(value)) return value.map(asText).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
