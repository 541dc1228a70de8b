import { answerLine } from "./answer-line.ts";
import { askRuntime, isRefusal } from "./ask-runtime.ts";
import { type Dialog, flowFields, isChosen, textsOf } from "./dialog.ts";
import { rowsByChoice } from "./fields/shown-rows.ts";
import { switchOff } from "./switch-off.ts";
import { testButton, typedSecret } from "./test-button.ts";

const { fieldOf, textOf } = flowFields;

/** What the channel is, as it stands in the dialog. */
function entered(): object {
  const home = fieldOf("homeAssistant").val();
  return {
    channel: textOf("channel"),
    address: typedSecret(fieldOf("address")),
    token: typedSecret(fieldOf("token")),
    homeAssistant: isChosen(home) ? home : "",
    service: textOf("service"),
    tag: textOf("tag"),
    template: textOf("template"),
    link: textOf("link"),
  };
}

export const syncNotify: Dialog = {
  open(node) {
    const text = textsOf(node);
    const say = answerLine($("#list-sync-test-answer"));
    const notice = $("#list-sync-notice");
    const button = $("#list-sync-preview");

    // what one choice needs, another does without
    const look = (...properties: string[]) => {
      for (const property of properties) fieldOf(property).trigger("change");
    };
    rowsByChoice(fieldOf("channel"), "discord", (channel) => {
      $("#list-sync-notify-hint").text(text(`channelHint.${channel}`));
      $("#list-sync-notify-address-hint").text(isHttp(channel) ? text(`addressHint.${channel}`) : "");
      $("#list-sync-test").toggle(channel !== "none");
      notice.prop("hidden", true);
      say("");
      look("homeAssistant", "service", "template");
    });
    rowsByChoice(fieldOf("delivery"), "now", () => look("time", "database"));
    rowsByChoice(fieldOf("takes"), "messages", () => look("database"));
    fieldOf("requester").on("input", () => look("database"));

    button.on("click", async () => {
      switchOff(button, true);
      const answer = await askRuntime<{ text: string; sent?: unknown }>("sync-notify/preview", text, {
        id: node.id,
        ...entered(),
      });
      switchOff(button, false);
      if (isRefusal(answer)) return void say(answer.message, "error");
      say("");
      const sent = answer.sent === undefined ? "" : `\n\n${JSON.stringify(answer.sent, null, 2)}`;
      // titles come from outside and stay text
      notice.text(`${answer.text}${sent}`).prop("hidden", false);
    });
    testButton(node, "sync-notify/test", entered);
  },
};

const isHttp = (channel: string): boolean => ["discord", "ntfy", "apprise", "webhook"].includes(channel);
