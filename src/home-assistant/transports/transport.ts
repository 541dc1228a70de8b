import type { EntityEvent, EntityStates } from "../entities/entity.ts";
import type { EntityCommand } from "../entities/entity-command.ts";

/** How entities get to Home Assistant: by MQTT discovery, by the companion integration, or as plain states. */
export type TransportLabel = "MQTT" | "companion" | "states";

/** Whether what is published arrives. */
export interface TransportState {
  label: TransportLabel;
  connected: boolean;
}

/** What a transport tells the one who made it. None of these may throw. */
export interface TransportListeners {
  onCommand(command: EntityCommand): void;
  onState(state: TransportState): void;
  onError(error: Error): void;
}

/**
 * One way for one device to Home Assistant. It keeps the last states and makes everything known again by itself after
 * every interruption, on either side. None of its methods throws or rejects.
 */
export interface EntityTransport {
  /** Makes device, availability and states known; again when called again. */
  announce(): void;
  /** Keeps these states and shows them as soon as that is possible. */
  publish(states: EntityStates): void;
  /** Tells of something that happened, where the transport can. */
  event(event: EntityEvent): void;
  /** Marks everything unavailable where that is possible, and lets go of the connection. The device stays. */
  close(): Promise<void>;
  /** Removes device and entities from Home Assistant, and lets go of the connection. */
  withdraw(): Promise<void>;
}
