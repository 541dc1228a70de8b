/** What the sidebar uses of the Node-RED editor. */
declare const RED: {
  /** A text of a catalogue: `@list-sync/node-red-list-sync/list-sync:nav.titles`. */
  _(key: string): string;
  settings: { get(name: string): unknown };
  actions: {
    add(name: string, act: () => void, options?: { label: string }): void;
    remove(name: string): void;
  };
  sidebar: {
    addTab(tab: {
      id: string;
      label: string;
      name: string;
      content: HTMLElement;
      iconClass: string;
      action: string;
      enableOnEdit: boolean;
      pinned?: boolean;
      onchange(): void;
    }): void;
    removeTab(id: string): void;
    show(id: string): void;
  };
};
