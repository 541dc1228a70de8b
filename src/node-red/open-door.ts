/** What of Node-RED's settings says who may use its editor. */
import * as messages from "./messages.ts";

interface EditorSettings {
  adminAuth?: unknown;
  version?: string;
}

/**
 * A sentence for the log about an editor that is open to other web sites: without `adminAuth` Node-RED 4.1 answers every
 * web site that a person in the same network looks at, and lets it read and change flows (editor-api 4.1, cors; 5.0 does
 * not).
 *
 * @returns undefined where there is nothing to say
 */
export function openDoor({ adminAuth, version = "" }: EditorSettings): string | undefined {
  if (adminAuth || !/^4\./.test(version)) return undefined;
  return messages.openDoor();
}
