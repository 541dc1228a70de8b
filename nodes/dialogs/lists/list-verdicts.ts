import type { ListEntry } from "./list-entry.ts";

type Verdict = true | string;
type Ask = (path: string) => Promise<{ ok?: boolean; status?: number; message?: string }>;

const keyOf = ({ list, provider }: ListEntry): string =>
  JSON.stringify([String(list ?? "").trim(), provider || "detect"]);

/**
 * What the runtime says of the texts of lists: true, or why nobody understands one. Validators cannot wait, so a text is
 * good until the answer is there; then `changed` is called.
 */
export function createVerdicts(changed: () => void) {
  const verdicts = new Map<string, Verdict>();
  function note(entry: ListEntry, verdict: Verdict): void {
    // what a variable holds is not known here
    if (String(entry.list ?? "").includes("${") || verdicts.get(keyOf(entry)) === verdict) return;
    verdicts.set(keyOf(entry), verdict);
    changed();
  }
  return {
    note,
    /** Why nobody understands an entry; undefined when somebody does, or while that is not known. */
    whyNot(entry: ListEntry, ask: Ask): string | undefined {
      const list = String(entry.list ?? "").trim();
      if (list.includes("${")) return undefined;
      const key = keyOf(entry);
      const verdict = verdicts.get(key);
      if (verdict === undefined) {
        verdicts.set(key, true);
        const query = new URLSearchParams({ list, provider: entry.provider || "detect" });
        void ask(`list-source/detect?${query}`).then((found) => {
          if (found.ok) note(entry, true);
          // nobody answered: it is asked again next time
          else if (found.status !== undefined) verdicts.delete(key);
          else note(entry, found.message ?? "");
        });
      }
      return verdict === true ? undefined : verdict;
    },
  };
}

let recheck: number | undefined;

/** Looks at all list-sources again, once for many answers. */
function validateSources(): void {
  window.clearTimeout(recheck);
  recheck = window.setTimeout(() => {
    RED.nodes.eachNode((node) => {
      if (node.type !== "list-source") return;
      const before = node.valid;
      RED.editor.validateNode(node);
      if (node.valid !== before) node.dirty = true;
    });
    RED.view.redraw();
  }, 50);
}

export const understanding = createVerdicts(validateSources);
