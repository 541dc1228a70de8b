import { configFields } from "../dialog.ts";
import { typedSecret } from "../test-button.ts";
import { rowsByChoice } from "./shown-rows.ts";

const { fieldOf, textOf } = configFields;

/** Where a key comes from, as the dialog shows it. */
export interface ShownKeySource {
  keyType: string;
  keyEnv: string;
  keyFile: string;
}

/** Shows the one row of the key's source: stored, an environment variable, or a file. */
export const openKeySource = (): void => rowsByChoice(fieldOf("keyType"), "cred");

export const shownKeySource = (): ShownKeySource => ({
  keyType: textOf("keyType"),
  keyEnv: textOf("keyEnv"),
  keyFile: textOf("keyFile"),
});

/** A secret of the dialog, if it was typed there. */
export const typedKey = (property: string): string | undefined => typedSecret(fieldOf(property));
