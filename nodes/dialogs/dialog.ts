/** What a node's dialog does beyond its markup. */
export interface Dialog {
  /** Fills the dialog that has just been opened. */
  open?(node: EditorNode): void;
  /** Takes what the dialog shows into the node, before the editor reads its fields. */
  save?(node: EditorNode): void;
  /** Called when the dialog is closed, saved or not. */
  close?(node: EditorNode): void;
}

/** Texts of one node's catalogue: `text("label.name")`. */
export type Texts = (key: string, values?: Record<string, unknown>) => string;

/** The texts of a node's own type. */
export const textsOf =
  (node: EditorNode): Texts =>
  (key, values) =>
    node._?.(`${node.type}.${key}`, values) ?? key;

/** The fields of an open dialog. Two can be open, a configuration node's over a flow node's, so each has its own. */
export interface Fields {
  fieldOf(property: string): JQuery;
  /** What a field shows, as trimmed text. */
  textOf(property: string): string;
  isTicked(property: string): boolean;
}

function fields(prefix: string): Fields {
  const fieldOf = (property: string) => $(`#${prefix}${property}`);
  return {
    fieldOf,
    textOf: (property) => String(fieldOf(property).val() ?? "").trim(),
    isTicked: (property) => fieldOf(property).prop("checked") === true,
  };
}

export const flowFields: Fields = fields("node-input-");
export const configFields: Fields = fields("node-config-input-");

/** Whether a configuration node is chosen in a field; the editor's own word for "add new" is none. */
export const isChosen = (id: unknown): id is string => typeof id === "string" && !["", "_ADD_"].includes(id);
