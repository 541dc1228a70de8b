import { readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** Stands for a word of a key that is known only when it is asked for. */
export const ANY_WORD = "$" + "{…}";

const folder = join(import.meta.dirname, "../../nodes");
const read = (path: string): string => readFileSync(join(folder, path), "utf8");

/** Keys of a node's catalogue in the form that dialogs ask for them: `label.name`. */
export function catalogueKeys(type: string): string[] {
  const keysOf = (value: unknown, path: string): string[] =>
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([name, each]) => keysOf(each, path ? `${path}.${name}` : name))
      : [path];
  return keysOf(JSON.parse(read(`locales/en-US/${type}.json`))[type], "");
}

/** The html of a node, the modules that its dialog runs, and its runtime. */
export function dialogSources(type: string): string[] {
  const html = read(`${type}.html`);
  const modules = new Map<string, string>();
  const follow = (file: string): void => {
    if (modules.has(file)) return;
    const source = read(`dialogs/${file}`);
    modules.set(file, source);
    for (const [, next = ""] of source.matchAll(/^import (?!type)[^;]*?"(\.[\w./-]+\.ts)"/gm))
      follow(join(file, "..", next));
  };
  // the module of all dialogs says which are there, and where what the html calls comes from
  const all = read("dialogs/list-sync.ts");
  for (const [, names = "", file = ""] of all.matchAll(/^import \{([^}]*)\} from "\.\/([\w/-]+\.ts)"/gm))
    if (
      basename(file) === `${type}.ts` ||
      names.split(",").some((name) => html.includes(`ListSync.${name.trim()}(`))
    )
      follow(file);
  return [html, ...modules.values(), read(`runtime/${type}.ts`)];
}

/** The first argument of a call, from its bracket on. */
function firstArgument(source: string, from: number): string {
  let depth = 0;
  for (let at = from; at < source.length; at++) {
    const letter = source[at] ?? "";
    if ("([{".includes(letter)) depth++;
    if (")]}".includes(letter)) depth--;
    if (depth === 0 || (depth === 1 && letter === ",")) return source.slice(from + 1, at);
  }
  return "";
}

/** Keys that sources ask for; `${…}` stands for one word in some: `error.${…}`. */
export function askedKeys(type: string, sources: readonly string[]): string[] {
  const asked = new Set<string>();
  const add = (key: string) => asked.add(key.replaceAll(/\$\{[^}]*\}/g, ANY_WORD));
  for (const source of sources) {
    for (const [, key = ""] of source.matchAll(new RegExp(`["\\]]${type}\\.([\\w.-]+)"`, "g"))) add(key);
    for (const [, key = ""] of source.matchAll(new RegExp(`\`${type}\\.([^\`]+)\``, "g"))) add(key);
    for (const { index, 0: call } of source.matchAll(/(?<![.\w])text\(/g)) {
      const argument = firstArgument(source, index + call.length - 1);
      for (const [, quoted, template] of argument.matchAll(/"(\w+\.[\w.-]+)"|`(\w+\.[^`]+)`/g))
        add(quoted ?? template ?? "");
    }
  }
  // names of icons have no section
  return [...asked].filter((key) => key.includes("."));
}
