const REPOSITORY = "https://github.com/list-sync/node-red-list-sync";

/** Where each node is documented. */
const PAGES: Record<string, string> = {
  "list-source": "docs/lists.md",
  "list-account": "docs/lists.md",
  "sync-home-assistant": "docs/home-assistant.md",
  "sync-entities": "docs/home-assistant.md",
  "sync-trigger": "docs/home-assistant.md",
  "sync-schedule": "docs/schedules.md",
  "sync-webhook": "docs/webhooks.md",
  "sync-watch": "docs/watched-files.md",
  "sync-notify": "docs/notifications.md",
  "sync-monitor": "docs/monitoring.md",
};

/** Address of a node's documentation. */
export const documentationOf = (type: string): string =>
  `${REPOSITORY}/blob/main/${PAGES[type] ?? "docs/messages.md"}`;

/** Puts "Documentation · Report a problem" at the foot of the open dialog. */
export function addFooter(node: EditorNode, dialog: JQuery): void {
  const link = (text: string, href: string) =>
    $("<a>").attr({ href, target: "_blank", rel: "noopener" }).text(text);
  $('<div class="list-sync-footer">')
    .append(
      link("Documentation", documentationOf(node.type)),
      " · ",
      link("Report a problem", `${REPOSITORY}/issues/new/choose`),
    )
    .appendTo(dialog);
}
