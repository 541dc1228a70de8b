/** A connection to a broker, as the entities need it. Nothing of it throws or rejects. */
export interface MqttLink {
  readonly connected: boolean;
  /**
   * Sends with QoS 1.
   *
   * @returns whether the broker has it; false at once without a connection, and after five seconds without an answer
   */
  publish(topic: string, payload: string, retain: boolean): Promise<boolean>;
  /** Also after every reconnect. To be called before the connection is there, so that nothing is missed. */
  subscribe(topic: string, listener: (payload: string, retained: boolean) => void): void;
  /**
   * Ends the subscriptions and lets go of the connection.
   *
   * @param removed - whether the node is gone for good
   */
  close(removed: boolean): Promise<void>;
}

/** What a link tells the one who made it. */
export interface LinkListeners {
  /** With each change, never from within a call of the link. */
  onConnection(connected: boolean): void;
  /** Why there is no connection, where that is known. */
  onProblem(error: Error): void;
}

/** Makes a link. */
export type OpenLink = (listeners: LinkListeners) => MqttLink;

/** Milliseconds until a message counts as not delivered. */
const ANSWER_MS = 5000;

/**
 * Waits for the answer to a message, but not for ever: a broker that is gone never answers.
 *
 * @param send - sends it; is given what to call with the answer
 */
export function delivered(
  send: (done: (error?: unknown) => void) => void,
  ms: number = ANSWER_MS,
): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms);
    timer.unref();
    const settle = (arrived: boolean) => {
      clearTimeout(timer);
      resolve(arrived);
    };
    try {
      send((error) => settle(!error));
    } catch {
      settle(false);
    }
  });
}
