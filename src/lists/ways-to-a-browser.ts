/** The three ways to get a browser, as a sentence. */
export const WAYS_TO_A_BROWSER =
  "Enter the path of an installed Chrome or Chromium, or the WebSocket address of a running one (for example browserless), or install a browser as a package in Node-RED's user directory: npm install @sparticuz/chromium.";
