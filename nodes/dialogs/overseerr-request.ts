import { askRuntime, isRefusal } from "./ask-runtime.ts";
import { type Dialog, flowFields, isChosen, textsOf } from "./dialog.ts";
import {
  COMPUTED_TYPES,
  isComputed,
  keepBooleans,
  offerComputed,
  typedField,
  typedInput,
} from "./fields/computed-fields.ts";
import { dialogTabs } from "./fields/dialog-tabs.ts";
import { type Choice, pickOne, pickSeveral } from "./fields/pickers.ts";
import { rowsByChoice } from "./fields/shown-rows.ts";
import { isId } from "./fields/written-values.ts";

const { fieldOf, textOf } = flowFields;

/** What can be chosen on a Radarr or Sonarr server. */
interface Service {
  id: number;
  name: string;
  is4k?: boolean;
  isDefault?: boolean;
  error?: string;
  profiles: Choice[];
  folders: string[];
  tags: Choice[];
}

/** What can be chosen on a request server. */
interface ServerOptions {
  users: Choice[];
  radarr: Service[];
  sonarr: Service[];
}

const PRESETS = { is4k: "no", onDeclined: "respect", onDeleted: "respect", onPartial: "missing" };
/** Fields whose values can be computed. */
const COMPUTED = { maxRequests: "num", dryRun: "bool" } as const;

/** The server whose choices are shown: the chosen one, else the default of the normal quality, else the first. */
export const serviceOf = (services: readonly Service[], id: string): Service | undefined =>
  services.find((each) => String(each.id) === id) ??
  services.find((each) => each.isDefault && !each.is4k) ??
  services[0];

export const overseerrRequest: Dialog = {
  open(node) {
    const text = textsOf(node);
    dialogTabs(["what", "rules", "arr"], (id) => text(`tab.${id}`));
    for (const [property, value] of Object.entries(PRESETS))
      if (!fieldOf(property).val()) fieldOf(property).val(value);
    if (!textOf("maxRequests")) fieldOf("maxRequests").val("0");
    fieldOf("database").on("change", () => fieldOf("operation").trigger("change"));

    let options: ServerOptions | undefined;
    offerComputed(COMPUTED);
    const expression = $("#list-sync-request-computed");
    typedField(expression, COMPUTED_TYPES, $("#list-sync-request-computedType"), "msg");
    expression.on("change", () => {
      if (isComputed(textOf("requesterType")))
        fieldOf("requester")
          .val(String(expression.typedInput("value") ?? ""))
          .trigger("change");
    });
    const showRequester = () => {
      const type = textOf("requesterType");
      if (isComputed(type)) {
        const stored = textOf("requester");
        typedInput(expression).typedInput("types", [type]);
        expression.typedInput("value", stored || (type === "msg" ? "requestAs" : ""));
      }
      pickOne(fieldOf("requester"), type === "user" ? options?.users : undefined, text("choice.user"));
    };
    const showCounts = () => {
      const requests = textOf("operation") !== "cancel";
      $("#list-sync-request-row-seasonCount").toggle(requests && textOf("seasons") === "count");
      $("#list-sync-request-row-requester").toggle(requests && textOf("requesterType") === "user");
      $("#list-sync-request-row-computed").toggle(requests && isComputed(textOf("requesterType")));
    };
    rowsByChoice(fieldOf("operation"), "request", showCounts);
    rowsByChoice(fieldOf("seasons"), "all", showCounts);
    let before = textOf("requesterType");
    rowsByChoice(fieldOf("requesterType"), "list", (type) => {
      // a user's number is no property, and the other way round
      if (type !== before || (type === "user" && !isId(textOf("requester"), 1)))
        fieldOf("requester").val("").trigger("change");
      before = type;
      showRequester();
      showCounts();
    });

    const showService = (kind: "radarr" | "sonarr") => {
      const services = options?.[kind];
      const names = services?.map(({ id, name, is4k }) => ({ id, name: is4k ? `${name} (4K)` : name }));
      pickOne(fieldOf(`${kind}Server`), names, text("choice.default"));
      const server = services && serviceOf(services, textOf(`${kind}Server`));
      // one that could not be asked: what is stored can be seen and typed
      const error = server?.error ?? "";
      $(`#list-sync-request-${kind}-error`)
        .text(error && `${error} ${text("answer.typed")}`)
        .toggle(error !== "");
      const offers = error || !services ? undefined : (server ?? { profiles: [], folders: [], tags: [] });
      pickOne(fieldOf(`${kind}Profile`), offers?.profiles, text("choice.default"));
      const folders = offers?.folders.map((path) => ({ id: path, name: path }));
      pickOne(fieldOf(`${kind}Folder`), folders, text("choice.default"));
      pickSeveral(fieldOf(`${kind}Tags`), offers?.tags, text("choice.noTags"));
    };
    const showChoices = () => {
      showRequester();
      showService("radarr");
      showService("sonarr");
    };
    for (const kind of ["radarr", "sonarr"] as const)
      fieldOf(`${kind}Server`).on("change", () => options && showService(kind));

    const say = (sentence: string) =>
      $("#list-sync-request-choices")
        .text(sentence)
        .toggle(sentence !== "");
    let loaded: unknown;
    const load = async () => {
      const id = fieldOf("server").val();
      // the editor reports the choice of a config node several times
      if (id === loaded) return;
      loaded = id;
      options = undefined;
      showChoices();
      if (!isChosen(id)) return void say("");
      say(text("answer.loading"));
      const answer = await askRuntime<ServerOptions>(
        `overseerr-server/${encodeURIComponent(id)}/options`,
        text,
      );
      if (id !== loaded) return;
      if (isRefusal(answer)) return void say(text("answer.notLoaded", { message: answer.message }));
      options = answer;
      showChoices();
      say("");
    };
    fieldOf("server").on("change", load);
    void load();
  },
  save() {
    keepBooleans(COMPUTED);
  },
};
