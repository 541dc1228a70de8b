import type { HomeAssistant } from "../../src/home-assistant/home-assistant.ts";
import type { Message } from "../../src/message.ts";
import { createTrigger } from "../../src/node-red/controllers/create-trigger.ts";
import type { Status } from "../../src/node-red/node-port.ts";
import type { TriggerConfig } from "../../src/node-red/settings/fields/sync-trigger.ts";
import type { HomeAssistantServer } from "../servers/home-assistant/start-home-assistant.ts";
import { homeAssistantPerTest, inState } from "./home-assistant.ts";
import { poll } from "./poll.ts";

/** Waits until something is so. */
export const until = (look: () => boolean): Promise<boolean> => poll(() => look() || undefined, String(look));

/** Starts triggers on a Home Assistant for the tests of one `describe`, and ends them after each test. */
export function triggerPerTest() {
  const { start, connect } = homeAssistantPerTest();
  const ends: (() => void)[] = [];
  afterEach(() => {
    for (const end of ends.splice(0)) end();
  });

  function follow(homeAssistant: HomeAssistant, config: TriggerConfig) {
    const seen = { messages: [] as Message[], errors: [] as Error[], status: {} as Status };
    const end = createTrigger(
      { debounce: 0, ...config },
      {
        homeAssistant,
        send: (message) => void seen.messages.push(message),
        onStatus(status) {
          seen.status = status;
        },
        onError: (error) => void seen.errors.push(error),
      },
    );
    ends.push(end);
    const count = (wanted: number) => until(() => seen.messages.length >= wanted);
    return Object.assign(seen, { end, count });
  }

  async function following(config: TriggerConfig, prepare: (server: HomeAssistantServer) => void = () => {}) {
    const server = await start();
    prepare(server);
    const connection = connect(server);
    const seen = follow(connection, config);
    await inState(connection, "running");
    await until(() => server.subscriptions > 0);
    return { server, connection, seen };
  }

  return { start, connect, follow, following };
}
