import { redact } from "../../http/redact.ts";
import type { ShownDevice } from "../../state/port/nodes.ts";
import { onceRunning } from "../connection/once-running.ts";
import type { EntityDevice } from "../entities/entity.ts";
import type { HomeAssistant } from "../home-assistant.ts";
import { removeCompanionDevice } from "./companion/remove-companion-device.ts";
import type { MqttBroker } from "./mqtt/mqtt-broker.ts";
import { withdrawMqtt } from "./mqtt/withdraw-mqtt.ts";
import { removeStates } from "./states/remove-states.ts";

/** The configuration nodes by which something was shown, as far as they are still there. */
export interface FormerWays {
  broker(id: string): MqttBroker | undefined;
  homeAssistant(id: string): HomeAssistant | undefined;
}

/** Milliseconds for a Home Assistant that starts. */
const PATIENCE_MS = 20_000;

/**
 * Takes away what a device showed by ways that it does not go any more, so that its entity ids are free.
 *
 * @returns what is still there, because nobody could be told
 */
export async function withdrawShown(
  device: EntityDevice,
  shown: readonly ShownDevice[],
  ways: FormerWays,
): Promise<ShownDevice[]> {
  const left = await Promise.all(
    shown.map(async (one) => ((await withdraw(device, one, ways).catch(() => false)) ? [] : [one])),
  );
  return left.flat();
}

async function withdraw(device: EntityDevice, shown: ShownDevice, ways: FormerWays): Promise<boolean> {
  if (shown.way === "MQTT") {
    const broker = ways.broker(shown.via);
    if (broker === undefined || redact(broker.brokerurl) !== shown.where) return false;
    return withdrawMqtt(broker, device.id);
  }
  const homeAssistant = ways.homeAssistant(shown.via);
  if (homeAssistant?.url !== shown.where) return false;
  const signal = AbortSignal.timeout(PATIENCE_MS);
  await onceRunning(
    homeAssistant,
    () =>
      shown.way === "companion"
        ? removeCompanionDevice(homeAssistant, device)
        : removeStates(homeAssistant, shown.ids ?? [], signal),
    { withinMs: PATIENCE_MS, signal },
  );
  return true;
}
