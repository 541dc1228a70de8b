import { readStored } from "../app/stored.ts";

/** `/red/` of `/red/list-sync/`: the editor's own address. */
export const editorPath = (path: string): string => path.replace(/list-sync\/?$/, "");

/**
 * Where Node-RED's editor keeps the token of who is logged in; each path has its own (editor-client, settings.js).
 *
 * @param editor the path of the editor: `/red/`
 */
export const tokenKey = (editor: string): string =>
  `auth-tokens${editor.replace(/\/$/, "").replaceAll("/", "-")}`;

/** The token that the editor in this browser has, if somebody is logged in there. It is read each time: it changes. */
export function editorToken(path: string): string | undefined {
  try {
    const stored: unknown = JSON.parse(readStored(tokenKey(editorPath(path))) ?? "null");
    if (typeof stored !== "object" || stored === null || !("access_token" in stored)) return undefined;
    return typeof stored.access_token === "string" ? stored.access_token : undefined;
  } catch {
    return undefined;
  }
}
