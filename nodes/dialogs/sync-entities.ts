import { type Dialog, flowFields, isChosen, textsOf } from "./dialog.ts";
import { rowsByChoice } from "./fields/shown-rows.ts";

const { fieldOf, textOf } = flowFields;

/** What is missing for a transport, as a key of the catalogue; undefined when nothing is. */
export function missingTransport(
  transport: unknown,
  broker: unknown,
  homeAssistant: unknown,
): string | undefined {
  if (transport === "mqtt") return isChosen(broker) ? undefined : "broker";
  if (transport === "companion" || transport === "states")
    return isChosen(homeAssistant) ? undefined : "homeAssistant";
  return isChosen(broker) || isChosen(homeAssistant) ? undefined : "either";
}

/** The name that a profile's device has unless somebody names it. */
export const deviceNameOf = (profile: string): string =>
  profile === "" || profile === "Main" ? "ListSync" : `ListSync ${profile}`;

export const syncEntities: Dialog = {
  open(node) {
    const text = textsOf(node);
    rowsByChoice(fieldOf("transport"), "auto", (transport) =>
      $("#list-sync-entities-hint").text(text(`transportHint.${transport}`)),
    );
    // what is chosen here decides whether the transport can work
    for (const property of ["broker", "homeAssistant"])
      fieldOf(property).on("change", () => fieldOf("transport").trigger("change"));
    const nameDevice = () => fieldOf("deviceName").attr("placeholder", deviceNameOf(textOf("profile")));
    fieldOf("profile").on("input", nameDevice);
    nameDevice();
  },
};
