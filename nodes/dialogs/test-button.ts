import { answerLine } from "./answer-line.ts";
import { askRuntime, isRefusal } from "./ask-runtime.ts";
import { textsOf } from "./dialog.ts";
import { switchOff } from "./switch-off.ts";

/**
 * A button that tries what stands in the dialog, with its answer below: `#list-sync-test` and `#list-sync-test-answer`.
 *
 * @param path of the endpoint below `list-sync/`
 * @param entered what stands in the dialog
 */
export function testButton(node: EditorNode, path: string, entered: () => object): void {
  const text = textsOf(node);
  const button = $("#list-sync-test");
  const say = answerLine($("#list-sync-test-answer"));
  button.on("click", async () => {
    switchOff(button, true);
    say(text("answer.testing"));
    const result = await askRuntime<{ message: string }>(path, text, { id: node.id, ...entered() });
    say(result.message, isRefusal(result) ? "error" : "ok");
    switchOff(button, false);
  });
}

/** A secret as it was typed; the editor shows a stored one as `__PWRD__`, and the runtime then uses the deployed one. */
export function typedSecret(field: JQuery): string | undefined {
  const value = String(field.val() ?? "");
  return value === "__PWRD__" ? undefined : value;
}
