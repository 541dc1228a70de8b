import type { HomeAssistant } from "../home-assistant.ts";

/**
 * Stands for a Home Assistant whose configuration cannot be used: whatever is asked of it fails with the reason, so that
 * whoever asks can say so, and nothing else stops.
 *
 * @param reason what is wrong with the configuration
 */
export function unusableHomeAssistant(reason: Error): HomeAssistant {
  const fail = async (): Promise<never> => {
    throw reason;
  };
  return {
    url: "",
    state: "refused",
    version: undefined,
    user: fail,
    request: fail,
    rest: fail,
    subscribe(_command, _onEvent, onError) {
      let wanted = true;
      // not before the caller knows how to end it
      queueMicrotask(() => wanted && onError?.(reason));
      return () => {
        wanted = false;
      };
    },
    onState(listener) {
      listener("refused");
      return () => undefined;
    },
    close: async () => undefined,
  };
}
