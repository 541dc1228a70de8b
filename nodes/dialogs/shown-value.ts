/** Remembers whose dialog has just been opened, so that {@link shownValue} reads the fields of that node only. */
export function claimDialog(node: EditorNode): JQuery {
  return $(".list-sync-dialog").last().data("node", node.id);
}

/**
 * What a node's property is now: the choice in its open dialog counts before it is saved. Validators call this for the
 * property on which theirs depends.
 */
export function shownValue(node: EditorNode, property: string): unknown {
  const dialog = $(".list-sync-dialog").filter((_, each) => $(each).data("node") === node.id);
  const field = dialog.find(`#node-input-${property}, #node-config-input-${property}`);
  return field.length > 0 ? field.val() : node[property];
}
