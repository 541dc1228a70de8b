/** What is said of the browser: facts in, sentence out. */
import { WAYS_TO_A_BROWSER } from "../lists/ways-to-a-browser.ts";

export const noBrowser = () => `No browser was found on this machine. ${WAYS_TO_A_BROWSER}`;

/** @param from `the configured path` */
export const nothingThere = (path: string, from: string) =>
  `There is no browser at "${path}" (from ${from}). Correct the path, or choose another way. ${WAYS_TO_A_BROWSER}`;

export const badEndpoint = (from: string) =>
  `The WebSocket address of the browser (from ${from}) must start with ws:// or wss://. ${WAYS_TO_A_BROWSER}`;

export const endpointUnreachable = (from: string) =>
  `The browser at the WebSocket address from ${from} cannot be reached. Check that it is running, and its token. ${WAYS_TO_A_BROWSER}`;

/** @param maySandbox whether its sandbox may be why */
export const doesNotStart = (path: string, why: string, maySandbox: boolean) =>
  `The browser ${path} does not start: ${why}. Start it manually once to see why${
    maySandbox ? "; as a system user it may need the option without sandbox" : ""
  }.`;

export const crashed = (page: string) => `The browser crashed while reading ${page}.`;

export const notReady = (page: string) =>
  `${page} was not ready in the browser in time: the site is slow, has changed, or blocks this browser.`;

export const notRead = (page: string, why: string) => `The browser could not read ${page}: ${why}.`;
