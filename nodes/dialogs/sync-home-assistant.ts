import { configFields, type Dialog, textsOf } from "./dialog.ts";
import { choicesFor } from "./fields/pickers.ts";
import { rowsByChoice } from "./fields/shown-rows.ts";
import { testButton, typedSecret } from "./test-button.ts";

const { fieldOf, isTicked, textOf } = configFields;

/** node-red-contrib-home-assistant-websocket calls its configuration node just "server". */
const hasServerNodes = (): boolean => "addon" in (RED.nodes.getType("server")?.defaults ?? {});

export const syncHomeAssistant: Dialog = {
  open(node) {
    const text = textsOf(node);
    const mode = fieldOf("mode");
    if (!hasServerNodes() && mode.val() !== "server") mode.find('option[value="server"]').remove();
    rowsByChoice(fieldOf("mode"), "token");

    const found: { id: string; name: string }[] = [];
    RED.nodes.eachConfig((other) => {
      if (other.type === "server") found.push({ id: other.id, name: other.name || other.id });
    });
    const stored = String(node.server ?? "");
    const server = fieldOf("server").empty();
    // its package may be away for a while: saving the dialog must not forget which node it was
    for (const { id, name } of [{ id: "", name: text("placeholder.server") }, ...choicesFor(found, [stored])])
      $("<option>").val(id).text(name).appendTo(server);
    server.val(stored);

    testButton(node, "sync-home-assistant/test", () => ({
      mode: textOf("mode"),
      url: textOf("url"),
      token: typedSecret(fieldOf("token")),
      server: server.val(),
      insecureTls: isTicked("insecureTls"),
    }));
  },
};
