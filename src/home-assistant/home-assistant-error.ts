import { ListSyncError } from "../errors.ts";

/**
 * Why Home Assistant did not do what it was asked.
 *
 * `ha-url` the address cannot be used · `ha-token` the token is refused · `ha-unreachable` nobody answers ·
 * `ha-timeout` no answer in time · `ha-disconnected` the connection broke or is not there · `ha-not-running` it starts
 * or stops · `ha-admin` only an administrator's token may do this · `ha-not-found` no such entity or list ·
 * `ha-events-dropped` it was away for so long that events could not be kept ·
 * `ha-unknown-command` this version or installation does not know the command · `ha-refused` anything else it refused.
 */
export type HomeAssistantErrorCode =
  | "ha-url"
  | "ha-token"
  | "ha-unreachable"
  | "ha-timeout"
  | "ha-disconnected"
  | "ha-not-running"
  | "ha-admin"
  | "ha-events-dropped"
  | "ha-not-found"
  | "ha-unknown-command"
  | "ha-refused";

export class HomeAssistantError extends ListSyncError {
  declare readonly code: HomeAssistantErrorCode;

  constructor(code: HomeAssistantErrorCode, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}
