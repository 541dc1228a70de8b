/**
 * Looks up nodes of one type. Node-RED's own lookup also gives nodes of other types, and for the id "constructor" what
 * every object has.
 *
 * @param nodes `RED.nodes`
 * @returns the node of an id; undefined when there is none, or one of another type
 */
export const nodesOfType =
  <Found>(nodes: { getNode(id: string): unknown }, type: string) =>
  (id: string): Found | undefined => {
    const node = nodes.getNode(id) as { type?: unknown } | null | undefined;
    return node?.type === type ? (node as Found) : undefined;
  };
