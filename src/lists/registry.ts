import { InputError } from "../errors.ts";
import { hideAddresses } from "../http/address-identity.ts";
import { redact } from "../http/redact.ts";
import { builtInProviders } from "./built-in.ts";
import { checkProvider } from "./check-provider.ts";
import { toListError } from "./fetching/map-error.ts";
import { ListError } from "./list-error.ts";
import * as messages from "./messages.ts";
import type { ListNeed, ListProvider, ParsedList } from "./provider.ts";

/** The provider that understands any address, so everybody else is asked before it. */
const CATCH_ALL = "own";

/** Sites that an error names: more make it a list that nobody reads. */
const NAMED = 3;

// On globalThis, because a Function node or settings.js may load its own copy of this package: a provider that is
// registered there must be known to the nodes as well.
const REGISTRY = Symbol.for("@list-sync/node-red-list-sync/providers");

function registry(): Map<string, ListProvider> {
  const home = globalThis as { [REGISTRY]?: Map<string, ListProvider> };
  home[REGISTRY] ??= new Map(builtInProviders.map((provider) => [provider.id, provider]));
  return home[REGISTRY];
}

/**
 * Adds a provider to the process, so that every list-source node can use it.
 *
 * @param provider see {@link ListProvider}; the conformance kit (`@list-sync/node-red-list-sync/conformance`) proves it
 * @param options `replace: true` puts it in the place of one with the same id, also of a built-in one
 * @throws InputError `bad-config` when its shape is wrong or its id is taken
 */
export function registerProvider(provider: ListProvider, options: { replace?: boolean } = {}): void {
  const problems = checkProvider(provider);
  if (problems.length > 0) throw new InputError("bad-config", messages.badProvider(problems));
  if (registry().has(provider.id) && options.replace !== true)
    throw new InputError("bad-config", messages.providerExists(provider.id));
  registry().set(provider.id, provider);
}

/**
 * Takes a provider out of the process.
 *
 * @returns false when there was none of that id
 */
export function unregisterProvider(id: string): boolean {
  return registry().delete(id);
}

/** All providers, in the order in which they are asked what a pasted text means. */
export function providers(): ListProvider[] {
  const all = [...registry().values()];
  return [...all.filter(({ id }) => id !== CATCH_ALL), ...all.filter(({ id }) => id === CATCH_ALL)];
}

/** The provider of that id. */
export function provider(id: string): ListProvider | undefined {
  return registry().get(id);
}

/** What a list cannot be read without; any one of them will do. */
export function needsOf(list: ParsedList): readonly ListNeed[] {
  const owner = provider(list.provider);
  return owner?.needs?.(list) ?? (owner?.account?.required ? ["account"] : []);
}

/** Characters of the longest address that is taken apart; browsers take about half of it. */
const LONGEST = 4000;

/**
 * Finds out which list a person means.
 *
 * Without a provider every one is asked in the order of {@link providers}, and the first that understands the text
 * gets it. A form that two sites share (`name/list`: MDBList and Trakt) therefore belongs to the earlier one unless
 * the provider is named; `label` makes visible what was understood. Where it is named, its id need not stand in front of
 * short forms.
 *
 * @param input address, id or name as pasted
 * @param providerId id of the provider that the person chose
 * @throws ListError `bad-input` naming what is understood
 */
export function parseList(input: string, providerId?: string): ParsedList {
  const text = input.trim();
  if (text === "") throw new ListError("bad-input", messages.emptyList());
  if (text.length > LONGEST) throw new ListError("bad-input", messages.longList(LONGEST));
  const chosen = providerId === undefined ? providers() : [known(providerId)];
  for (const candidate of chosen) {
    const parsed = ask(candidate, text);
    if (parsed) return parsed;
  }
  const [only] = chosen;
  const short = only && providerId !== undefined ? askShort(only, text) : undefined;
  if (short) return short;
  throw new ListError("bad-input", notUnderstood(text, chosen));
}

function known(id: string): ListProvider {
  const found = provider(id);
  if (found) return found;
  const ids = providers().map((each) => each.id);
  throw new ListError("bad-input", messages.noProvider(id, ids));
}

function ask(candidate: ListProvider, text: string): ParsedList | undefined {
  try {
    return candidate.parse(text);
  } catch (error) {
    throw toListError(error, candidate.name);
  }
}

/** Where the person chose the site, its name need not stand in front: `plantowatch` of Simkl is `simkl:plantowatch`. */
function askShort(chosen: ListProvider, text: string): ParsedList | undefined {
  if (/^[a-z]+:\/\//i.test(text) || text.toLowerCase().startsWith(`${chosen.id}:`)) return undefined;
  try {
    return chosen.parse(`${chosen.id}:${text}`);
  } catch {
    return undefined;
  }
}

function notUnderstood(text: string, asked: ListProvider[]): string {
  const hidden = hideAddresses(redact(text));
  const shown = hidden.length > 80 ? `${hidden.slice(0, 80)}…` : hidden;
  const [only] = asked;
  if (asked.length !== 1 || only === undefined) {
    const named = asked.slice(0, NAMED).map(({ name }) => name);
    return messages.notUnderstood(shown, named, asked.length > named.length);
  }
  return messages.notOfSite(
    only.name,
    shown,
    only.forms.map(({ example }) => example),
  );
}
