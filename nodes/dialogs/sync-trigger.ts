import { askRuntime, isRefusal } from "./ask-runtime.ts";
import { type Dialog, flowFields, isChosen, textsOf } from "./dialog.ts";
import type { Choice } from "./fields/pickers.ts";
import { rowsByChoice } from "./fields/shown-rows.ts";

const { fieldOf } = flowFields;

/** What stands before the last comma: a browser's list offers whole values, so it belongs to each of them. */
export const typedBefore = (typed: string): string =>
  typed.includes(",") ? `${typed.slice(0, typed.lastIndexOf(",") + 1)} ` : "";

const offer = (list: JQuery, choices: readonly Choice[], before = ""): JQuery =>
  list.empty().append(
    choices.map(({ id, name }) =>
      $("<option>")
        .val(before + id)
        .text(name),
    ),
  );

export const syncTrigger: Dialog = {
  open(node) {
    const text = textsOf(node);
    rowsByChoice(fieldOf("kind"), "event", (kind) => {
      $("#list-sync-trigger-hint").text(text(`kindHint.${kind}`));
      for (const property of ["eventType", "entities", "todo"]) fieldOf(property).trigger("change");
    });

    // the lists to pick from; without them an id can be typed all the same
    let entities: Choice[] = [];
    const show = () => {
      offer($("#list-sync-trigger-entities"), entities, typedBefore(String(fieldOf("entities").val() ?? "")));
      offer(
        $("#list-sync-trigger-todos"),
        entities.filter(({ id }) => String(id).startsWith("todo.")),
      );
    };
    fieldOf("entities").on("input", show);
    const say = (sentence: string) => $("#list-sync-trigger-loaded").text(sentence);
    let loaded: unknown;
    const load = async () => {
      const id = fieldOf("homeAssistant").val();
      if (id === loaded) return;
      loaded = id;
      entities = [];
      show();
      say("");
      if (!isChosen(id)) return;
      const found = await askRuntime<Choice[]>(
        `sync-home-assistant/${encodeURIComponent(id)}/entities`,
        text,
      );
      if (id !== loaded) return;
      if (isRefusal(found))
        return void say(found.code === "not-deployed" ? text("hint.notDeployed") : found.message);
      entities = found;
      show();
      say(text("hint.loaded", { count: found.length }));
    };
    fieldOf("homeAssistant").on("change", load);
    void load();
  },
};
