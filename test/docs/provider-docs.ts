import { builtInProviders } from "../../src/lists/built-in.ts";
import { OTHER_SITES } from "../../src/lists/entries/other-sites.ts";
import type { ListProvider } from "../../src/lists/provider.ts";

/** What a person has to have, in a few words. */
function needs({ account, notes }: ListProvider): string {
  if (!account) return notes?.needs ?? "nothing";
  const login = account.login ? "; a login for your own lists" : "";
  return account.required ? `${account.label}${login}` : `nothing, or ${account.label}${login}`;
}

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

/** The table of the README: every provider in the order in which it is asked what a pasted text means. */
export function readmeTable(providers: readonly ListProvider[] = builtInProviders): string {
  const rows = providers.map((provider) => {
    const { notes, name } = provider;
    return `| ${[name, notes?.reads ?? "", needs(provider), notes?.requests ?? ""].map(cell).join(" | ")} |`;
  });
  return ["| Site | Reads | Needs | Requests for 1,000 titles |", "|---|---|---|---|", ...rows].join("\n");
}

/** One section for each provider: what can be pasted, what is needed, what it costs, what the site says to it. */
export function providerSections(providers: readonly ListProvider[] = builtInProviders): string {
  return providers.map(section).join("\n\n");
}

function section(provider: ListProvider): string {
  const { name, forms, account, notes, limits } = provider;
  const fields = account?.fields?.map(({ label, required }) => `${label}${required ? "" : " (optional)"}`);
  const facts = [
    ["Needs", account ? `${needs(provider)} – ${account.where}` : needs(provider)],
    ["Account", fields ? `${fields.join(", ")}.${account?.rights ? ` ${account.rights}` : ""}` : undefined],
    ["Ids", notes?.ids],
    ["Requests for 1,000 titles", notes?.requests],
    [
      "Pace",
      limits &&
        `at most ${limits.concurrency ?? 4} in parallel${limits.perMinute ? `, ${limits.perMinute} per minute` : ""}`,
    ],
    ["Terms", notes?.terms],
    ["When it is blocked", notes?.blocked],
  ].flatMap(([title, text]) => (text ? [`- **${title}**: ${text}`] : []));
  const table = forms.map(({ example, meaning }) => `| \`${cell(example)}\` | ${cell(meaning)} |`);
  return [`### ${name}`, "", "| Paste | Meaning |", "|---|---|", ...table, "", ...facts].join("\n");
}

/** The sites that are known and are no source, those with the same way in together. */
export function otherSitesTable(): string {
  const ways = new Map<string, string[]>();
  for (const { name, way } of OTHER_SITES) ways.set(way, [...(ways.get(way) ?? []), name]);
  const rows = [...ways].map(([way, names]) => `| ${cell(names.join(", "))} | ${cell(way)} |`);
  return ["| Sites | Alternative |", "|---|---|", ...rows].join("\n");
}

const START = (name: string) => `<!-- ${name}: made from the code by \`npm run docs\` -->`;
const END = (name: string) => `<!-- end of ${name} -->`;

/**
 * Puts a text between the marks of that name.
 *
 * @throws Error when the marks are missing
 */
export function between(document: string, name: string, text: string): string {
  const [start, end] = [document.indexOf(START(name)), document.indexOf(END(name))];
  if (start < 0 || end < start) throw new Error(`The marks of "${name}" are missing.`);
  return `${document.slice(0, start + START(name).length)}\n\n${text}\n\n${document.slice(end)}`;
}
