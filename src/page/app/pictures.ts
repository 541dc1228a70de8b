import { storedChoice } from "./stored.ts";

/** Whether posters are shown, in this browser. */
export const pictures = storedChoice("pictures", ["on", "off"], "on");
