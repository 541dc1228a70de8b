import { answerLine } from "../answer-line.ts";
import { askRuntime, isRefusal } from "../ask-runtime.ts";
import { type Dialog, textsOf } from "../dialog.ts";
import { switchOff } from "../switch-off.ts";
import { showTakeover, type Takeover } from "./takeover-report.ts";

const part = (name: string): JQuery => $(`#list-sync-takeover-${name}`);

/** What its fields show; they belong to no node, so that nothing of them is stored. */
const entered = () => ({
  path: String(part("path").val() ?? "").trim(),
  secret: String(part("secret").val() ?? ""),
});

export const syncDatabase: Dialog = {
  open(node) {
    const text = textsOf(node);
    const say = answerLine(part("answer"));
    const [check, take, bring] = [part("check"), part("take"), part("import")];
    let flow: Takeover["flow"];

    /** Three steps, each of which opens the next. */
    async function ask(button: JQuery, path: string, asking: string): Promise<Takeover | undefined> {
      for (const each of [take, bring]) if (!each.is(button)) each.prop("disabled", true);
      switchOff(button, true);
      part("report").prop("hidden", true);
      say(asking);
      const answer = await askRuntime<Takeover>(`sync-database/${path}`, text, { id: node.id, ...entered() });
      switchOff(button, false);
      if (isRefusal(answer)) {
        say(answer.message, "error");
        return undefined;
      }
      showTakeover(part("report"), answer, text);
      return answer;
    }

    // what was looked at is what is taken over
    part("path")
      .add(part("secret"))
      .on("input", () => {
        take.prop("disabled", true);
        bring.prop("disabled", true);
      });
    check.on("click", async () => {
      const asked = JSON.stringify(entered());
      if (!(await ask(check, "check-listsync", text("answer.checking")))) return;
      say(text("answer.checked"), "ok");
      // something else may have been entered meanwhile
      take.prop("disabled", JSON.stringify(entered()) !== asked);
    });
    take.on("click", async () => {
      const done = await ask(take, "take-over", text("answer.taking"));
      if (!done?.flow) return;
      flow = done.flow;
      say(text("answer.taken"), "ok");
      switchOff(take, true, bring.prop("disabled", false));
    });
    bring.on("click", () => {
      if (!flow) return;
      RED.view.importNodes(flow, { generateIds: false, touchImport: true });
      const tab = flow.find(({ type }) => type === "tab");
      if (tab) RED.workspaces.show(tab.id);
      // once more would be a second flow that does the same
      switchOff(bring, true, part("answer"));
      say(text("answer.imported"), "ok");
    });
  },
  close() {
    part("secret").val("");
  },
};
