import type { Message } from "../../message.ts";
import type { HomeAssistant } from "../home-assistant.ts";

/** What a way of following Home Assistant tells. */
interface FollowerPorts {
  /**
   * Something happened that is to start a flow.
   *
   * @param alike - what makes two messages one wish; @default the message's topic
   */
  fire(message: Message, alike?: string): void;
  /** Why it cannot be followed, or that it can be again (undefined). */
  problem(error: Error | undefined): void;
}

/** Begins to follow Home Assistant; the returned function ends it. */
export type Follower = (homeAssistant: HomeAssistant, ports: FollowerPorts) => () => void;
