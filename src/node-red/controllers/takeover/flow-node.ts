import { COMMON, computedTypes, type NodeFields } from "../../settings/fields/node-fields.ts";

/** A node as a flow file has it. */
export interface FlowNode {
  id: string;
  type: string;
  [property: string]: unknown;
}

/**
 * A node of ours as the palette makes it, where nothing else is said.
 *
 * @param given its id, place and wires, and the fields that differ
 */
export function flowNode(
  { type, dialog, migrations }: NodeFields,
  given: { id: string } & Record<string, unknown>,
): FlowNode {
  const fields = { name: COMMON.name, ...dialog, ...computedTypes(dialog) };
  const initial = Object.entries(fields).map(([name, field]) => [name, structuredClone(field.initial)]);
  return { type, ...Object.fromEntries(initial), version: migrations.length, ...given };
}
