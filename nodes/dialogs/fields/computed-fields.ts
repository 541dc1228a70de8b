import { type Fields, flowFields } from "../dialog.ts";

/** Node-RED's words for values that are computed for every message. */
export const COMPUTED_TYPES = ["msg", "flow", "global", "env", "jsonata"] as const;

/** Node-RED's word for a value that is written as it is. */
export type PlainType = "num" | "bool" | "str";

/** Whether a value is computed, by the type that stands beside it. */
export const isComputed = (type: unknown): boolean => (COMPUTED_TYPES as readonly unknown[]).includes(type);

const YES = /^\s*(true|yes|on|1)\s*$/i;

/** What a typed input shows for what a flow holds; one of yes and no would take an empty value for its first, yes. */
const typedValue = (plain: PlainType, type: unknown, value: unknown): string =>
  plain === "bool" && !isComputed(type) ? String(YES.test(String(value))) : String(value ?? "");

/** Lets fields of an open dialog be computed: the value in the field itself, its type in the hidden one beside it. */
export function offerComputed(
  plainTypes: Readonly<Record<string, PlainType>>,
  { fieldOf, textOf }: Fields = flowFields,
): void {
  for (const [property, plain] of Object.entries(plainTypes)) {
    const field = fieldOf(property);
    const type = textOf(`${property}Type`) || plain;
    field.val(typedValue(plain, type, field.val()));
    typedField(field, [plain, ...COMPUTED_TYPES], fieldOf(`${property}Type`), type);
  }
}

/** The editor's `typedInput`, of whose methods its types know some only. */
export const typedInput = (field: JQuery): { typedInput(method: string, value?: unknown): unknown } =>
  field as unknown as ReturnType<typeof typedInput>;

/** Makes a field one in which a value of several types can be given; its label stays its label. */
export function typedField(field: JQuery, types: readonly string[], typeField: JQuery, type: string): void {
  typeField.val(type);
  field.typedInput({
    default: type,
    types: [...types] as import("node-red__editor-client").WidgetTypedInputType[],
    typeField,
  });
  field.typedInput("width", field.hasClass("list-sync-number") ? "250px" : "calc(100% - 140px)");
  const row = field.closest(".form-row, label");
  const box = row.find(".red-ui-typedInput-container").attr("role", "group");
  const id = field.attr("id");
  const name = field.attr("aria-label");
  if (name) box.attr("aria-label", name).find("input").attr("aria-label", name);
  if (!id) return;
  // the editor puts the label's words in later
  row.children("label").attr({ id: `${id}-label`, for: `${id}-typed` });
  box.attr("aria-labelledby", `${id}-label`).find(".red-ui-typedInput-input").attr("id", `${id}-typed`);
}

/** Before the editor reads the fields: what is plainly yes or no is stored as such, as ever, and not as a word. */
export function keepBooleans(plainTypes: Readonly<Record<string, PlainType>>): void {
  for (const [property, plain] of Object.entries(plainTypes)) {
    const field = flowFields.fieldOf(property);
    if (plain !== "bool" || isComputed(flowFields.textOf(`${property}Type`))) continue;
    const isYes = field.val() === "true";
    const box = $('<input type="checkbox">').prop("checked", isYes).hide();
    field.removeAttr("id").after(box.attr("id", `node-input-${property}`));
  }
}
