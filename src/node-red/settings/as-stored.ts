/** What is needed of Node-RED's `RED.nodes`. */
interface FlowNodes {
  eachNode(visit: (node: { id: string }) => void): void;
}

/**
 * A node's configuration as it stands in the flow. The one that Node-RED hands to the node has `${NAME}` replaced
 * already; in a subflow, whose nodes exist by their copies only, that one is all there is.
 */
export function asStored<Config extends { id: string }>(nodes: FlowNodes, config: Config): Config {
  let stored = config;
  nodes.eachNode((node) => {
    if (node.id === config.id) stored = node as Config;
  });
  return stored;
}
