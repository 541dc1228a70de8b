import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { ListSync } from "../../nodes/dialogs/list-sync.ts";

/** A property as a dialog declares it to Node-RED. */
interface DialogProperty {
  value: unknown;
  type?: string;
  required?: boolean;
  validate?: (this: object, value: unknown, opt: object) => unknown;
}

/** What a node's html tells the editor. */
export interface DialogDefinition {
  defaults: Record<string, DialogProperty>;
  credentials?: Record<string, { type: string }>;
  /** Markup of the dialog. */
  html: string;
}

const folder = join(import.meta.dirname, "../../nodes");

/** What html files call, where no dialog is open and no runtime answers. */
const closed = {
  ...ListSync,
  shownValue: (node: Record<string, unknown>, property: string) => node[property],
  listProblem: () => true,
};

/** Reads the html of a node as the editor does, without its markup. */
export function dialogDefinition(type: string): DialogDefinition {
  const html = readFileSync(join(folder, `${type}.html`), "utf8");
  let found: Omit<DialogDefinition, "html"> | undefined;
  const RED = {
    nodes: {
      registerType: (_type: string, definition: Omit<DialogDefinition, "html">) => {
        found = definition;
      },
    },
  };
  const context = createContext({ RED, ListSync: closed });
  for (const [, script = ""] of html.matchAll(/<script type="text\/javascript">([\s\S]*?)<\/script>/g))
    runInContext(script, context);
  if (!found) throw new Error(`${type}.html registers no type.`);
  return { ...found, html };
}
