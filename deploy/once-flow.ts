interface FlowNode {
  id: string;
  type: string;
  z?: string;
  wires?: string[][];
  [property: string]: unknown;
}

/** Nodes of the example that need a person in front of the editor, or time. */
const WITHOUT = ["group", "inject", "debug", "sync-schedule", "link in", "link out", "comment"];

/**
 * "Full sync" for one run: it begins by itself, and what comes of it goes to the process that started Node-RED.
 *
 * @param example - the nodes of "Full sync"
 * @param message - properties of the message that begins the run
 */
export function onceFlow(example: FlowNode[], message: Record<string, unknown>): FlowNode[] {
  const nodes = example.filter(({ type }) => !WITHOUT.includes(type));
  const kept = new Set(nodes.map(({ id }) => id));
  const one = (type: string) => {
    const found = nodes.find((node) => node.type === type);
    if (!found) throw new Error(`The flow "Full sync" has no node of the type ${type}.`);
    return found;
  };
  const tab = one("tab").id;
  const tell = (id: string, body: string): FlowNode => ({
    id,
    z: tab,
    type: "function",
    name: id,
    x: 0,
    y: 0,
    func: `global.get("listSyncOnce").tell(${body});`,
    outputs: 0,
    wires: [],
  });
  /** Titles on their way say that the run goes on. */
  const signed = (ends: string[]) => (ends.length > 0 ? [...ends, "once-sign"] : ends);
  const [catcher, record, settings] = [one("catch"), one("sync-state"), one("function")];
  const told = nodes.map((node) => {
    const wires = node.wires?.map((ends) => signed(ends.filter((id) => kept.has(id))));
    if (node === catcher) return { ...node, wires: [["once-error"]] };
    if (node === record)
      return { ...node, wires: node.wires?.map((_, output) => (output === 1 ? ["once-summary"] : [])) };
    return { ...node, ...(wires && { wires }) };
  });
  return [
    ...told,
    {
      id: "once-start",
      z: tab,
      type: "inject",
      x: 0,
      y: 0,
      props: Object.entries(message).map(([p, v]) => ({ p, v: JSON.stringify(v), vt: "json" })),
      once: true,
      onceDelay: 0.1,
      wires: [["once-sign", settings.id]],
    },
    // nodes of a flow with missing types do not start, this one neither
    tell("once-sign", "{ sign: true }"),
    tell("once-summary", "{ summary: msg.payload }"),
    tell("once-error", "{ error: msg.error.message, isRunning: msg.sync !== undefined }"),
  ];
}
