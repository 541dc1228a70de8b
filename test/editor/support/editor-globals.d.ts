/** The parts of the Node-RED editor that tests use inside the page. */
interface EditorNode {
  id: string;
  type: string;
  name?: string;
  valid?: boolean;
  validationErrors?: string[];
  _def?: { credentials?: Record<string, unknown> };
  [property: string]: unknown;
}

declare const RED: {
  nodes: {
    import(nodes: unknown[], options: { generateIds: boolean; addFlow: boolean }): unknown;
    node(id: string): EditorNode | null;
    createExportableNodeSet(nodes: (EditorNode | null)[]): unknown[];
    getType(
      type: string,
    ):
      | { color: string; icon: string; category: string; defaults: Record<string, unknown>; outputs?: number }
      | undefined;
    eachNode(visit: (node: EditorNode) => void): void;
    eachConfig(visit: (node: EditorNode) => void): void;
    dirty(): boolean;
    dirty(value: boolean): void;
  };
  view: { redraw(full: boolean): void };
  workspaces: { active(): string; show(id: string): void };
  editor: {
    edit(node: unknown): void;
    editConfig(name: string, type: string, id: string): void;
    validateNode(node: EditorNode): boolean;
  };
  sidebar: { help: { show(type: string): void } };
  actions: { invoke(action: string): void };
};
