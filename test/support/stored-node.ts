import { NODES, storedFields } from "./node-descriptions.ts";

/** What Node-RED keeps of every node, whatever its type; `credentials` as the editor deploys them. */
const OF_NODE_RED = ["id", "type", "z", "g", "x", "y", "wires", "d", "info", "l", "credentials"];

const FIELDS = new Map(NODES.map((node) => [node.type, storedFields(node) as object]));

/** A node as it stands in a flow file. */
export interface StoredNode {
  id: string;
  type: string;
  wires?: string[][];
  [property: string]: unknown;
}

/**
 * What is wrong with the fields of a node of ours.
 *
 * @returns a sentence for each field that its description has and it has not, or the other way round; nothing for nodes
 *   of other packages
 */
export function fieldFaults(node: StoredNode): string[] {
  const fields = FIELDS.get(node.type);
  if (!fields) return [];
  const named = `${node.type} "${node.id}"`;
  return [
    ...Object.keys(fields).flatMap((field) => (field in node ? [] : [`${named} lacks "${field}".`])),
    ...Object.keys(node).flatMap((field) =>
      field in fields || OF_NODE_RED.includes(field) ? [] : [`${named} has "${field}", which is no field.`],
    ),
  ];
}

/**
 * A node as the editor stores it: with every field of its description, as the palette makes it where nothing else is said.
 *
 * @throws when a field is named that the description has not
 */
export function storedNode(type: string, properties: { id: string } & Record<string, unknown>): StoredNode {
  const initial = Object.entries(FIELDS.get(type) ?? {}).map(([name, field]) => [name, field.initial]);
  // Node-RED takes a node without a place for a configuration node, whose words may be ids of others
  const place = properties.wires ? { x: 0, y: 0 } : {};
  const fields = structuredClone(Object.fromEntries(initial));
  const node = { type, ...place, ...fields, ...properties } as StoredNode;
  const [fault] = fieldFaults(node);
  if (fault) throw new Error(fault);
  return node;
}
