/** The part of a Node-RED message that this package touches; every other property is passed on as it came. */
export interface Message {
  payload?: unknown;
  _msgid?: string;
  [property: string]: unknown;
}
