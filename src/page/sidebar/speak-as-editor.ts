import { usableLocale } from "../i18n/usable-locale.ts";
import { speak } from "../i18n/words.ts";

/** In full, since the editor looks elsewhere while a package is being installed. */
const CATALOGUE = "@list-sync/node-red-list-sync/list-sync:";

/** The texts of the page by way of the editor's catalogues, in the language of the editor. */
export function speakAsEditor(): void {
  const lookup = (key: string) => {
    const found: unknown = RED._(CATALOGUE + key);
    // for what it does not have the editor gives the name back, and for a branch no text
    return typeof found === "string" && !found.endsWith(key) ? found : undefined;
  };
  speak(lookup, usableLocale([document.documentElement.lang, navigator.language]));
}
