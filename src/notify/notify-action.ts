/** What the buttons of a notification ask for. */
export type NotifyAction = "sync" | "show";

/** The event of Home Assistant's phone apps for a pressed button. */
export const PRESSED = "mobile_app_notification_action";

/** Names of actions are the same for all of Home Assistant, so ours say whose they are. */
export const actionName = (node: string, action: NotifyAction, profile = ""): string =>
  `LISTSYNC_${action.toUpperCase()}_${node}_${encodeURIComponent(profile)}`;

/** What was pressed on a notification of this node; undefined for others. @param data of the event */
export function readAction(
  node: string,
  data: unknown,
): { action: NotifyAction; profile?: string } | undefined {
  const name = (data as { action?: unknown } | null)?.action;
  if (typeof name !== "string") return undefined;
  for (const action of ["sync", "show"] as const) {
    const start = actionName(node, action);
    if (!name.startsWith(start)) continue;
    const profile = decoded(name.slice(start.length));
    return { action, ...(profile && { profile }) };
  }
  return undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
