/**
 * A name for one click, so that what is sent twice is done once. `crypto.randomUUID` is there on https and localhost only,
 * and Node-RED at home has neither.
 */
export const requestId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
