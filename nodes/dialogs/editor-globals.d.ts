/** What our dialogs and their tests use of the Node-RED editor. */
interface EditorNode {
  id: string;
  type: string;
  name?: string;
  valid?: boolean;
  dirty?: boolean;
  validationErrors?: string[];
  credentials?: Record<string, string | boolean | undefined>;
  _def?: { credentials?: Record<string, unknown> };
  /** A text of the node's catalogue. */
  _?(key: string, values?: Record<string, unknown>): string;
  [property: string]: unknown;
}

interface EditorNodeType {
  color: string;
  icon: string;
  category: string;
  defaults: Record<string, { value?: unknown } | undefined>;
  outputs?: number;
}

interface EditorTabs {
  addTab(tab: { id: string; label: string }): void;
  activateTab(id: string): void;
  resize(): void;
}

declare const RED: {
  /** A text of the editor's own catalogue. */
  _(key: string): string;
  nodes: {
    import(nodes: unknown[], options: { generateIds: boolean; addFlow: boolean }): unknown;
    node(id: string): EditorNode | null;
    createExportableNodeSet(nodes: (EditorNode | null)[]): unknown[];
    getType(type: string): EditorNodeType | undefined;
    eachNode(visit: (node: EditorNode) => void): void;
    eachConfig(visit: (node: EditorNode) => void): void;
    dirty(): boolean;
    dirty(value: boolean): void;
    clear(): void;
  };
  /** Of settings.js, as far as the editor knows them. */
  settings: { httpNodeRoot?: string | false };
  /** Copies a text, and says so beside the element. */
  clipboard: { copyText(value: string, element?: JQuery, message?: string): boolean };
  view: {
    redraw(full?: boolean): void;
    selection(): { nodes?: EditorNode[] };
    importNodes(nodes: unknown[], options: { generateIds: boolean; touchImport: boolean }): void;
  };
  workspaces: { active(): string; show(id: string): void };
  editor: {
    edit(node: unknown): void;
    editConfig(name: string, type: string, id: string): void;
    validateNode(node: EditorNode): boolean;
  };
  tabs: { create(options: { id: string; onchange(tab: { id: string }): void }): EditorTabs };
  popover: { tooltip(target: JQuery, text: string): unknown };
  sidebar: { help: { show(type: string): void } };
  actions: { invoke(action: string): void };
};
