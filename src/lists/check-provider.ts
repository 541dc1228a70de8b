import type { ListProvider } from "./provider.ts";

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * Says what is wrong with a provider's shape, one sentence each; nothing when it keeps to {@link ListProvider}.
 * It takes anything, because a provider may come from a Function node or from a settings file in JavaScript.
 */
export function checkProvider(provider: unknown): string[] {
  if (typeof provider !== "object" || provider === null) return ["A provider is an object."];
  const { id, name, forms, parse, fetch, account, limits } = provider as Partial<ListProvider>;
  const problems: string[] = [];
  if (typeof id !== "string" || !ID.test(id))
    problems.push("`id` must be lower-case letters, digits and dashes, for example `my-lists`.");
  if (typeof name !== "string" || name.trim() === "")
    problems.push("`name` must be the site's name as people write it.");
  if (!Array.isArray(forms) || forms.length === 0 || !forms.every(isForm))
    problems.push("`forms` must hold at least one `{ example, meaning }`.");
  if (typeof parse !== "function") problems.push("`parse(input)` is missing.");
  if (typeof fetch !== "function") problems.push("`fetch(list, context)` is missing.");
  if (account !== undefined && !isAccount(account))
    problems.push("`account` must be `{ label, required, where }` or absent.");
  for (const limit of ["concurrency", "perMinute"] as const) {
    const value = limits?.[limit];
    if (value !== undefined && !(Number.isInteger(value) && value > 0))
      problems.push(`\`limits.${limit}\` must be a whole number above 0.`);
  }
  return problems;
}

const isText = (value: unknown): boolean => typeof value === "string" && value.trim() !== "";

const isForm = (form: unknown): boolean =>
  typeof form === "object" &&
  form !== null &&
  isText((form as Record<string, unknown>).example) &&
  isText((form as Record<string, unknown>).meaning);

function isAccount(account: unknown): boolean {
  if (typeof account !== "object" || account === null) return false;
  const { label, required, where } = account as Record<string, unknown>;
  return isText(label) && isText(where) && typeof required === "boolean";
}
