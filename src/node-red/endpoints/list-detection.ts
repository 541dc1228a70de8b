import { ListError } from "../../lists/list-error.ts";
import type { ParsedList } from "../../lists/provider.ts";
import { parseList, provider, providers } from "../../lists/registry.ts";
import type { ListAccount } from "../settings/account-options.ts";
import { ACCOUNT_SLOTS } from "../settings/account-slots.ts";
import { type Env, expandEnv } from "../settings/config-values.ts";
import { type AdminRequest, bodyOf, type Finding, finding } from "./admin.ts";
import { type AccountInfo, accountInfo } from "./list-endpoints.ts";

/** What a text was understood as. */
type Detected = Omit<ParsedList, "params"> & { providerName: string; account?: AccountInfo };

/**
 * Why a list that was understood may not be readable now. `needs-…`: that was not chosen; `not-deployed`: it was, but is
 * not deployed yet; `variable` (named by `detail`) is not set; `no-key`: the account lacks what it needs, or (`no-login`)
 * nobody has logged in; `unusable`: `detail` says why; `missing-file`; `unknown-site`: nobody knows what is at that address,
 * `detail` names the known sites.
 */
interface Doubt {
  kind:
    | "needs-account"
    | "needs-server"
    | "needs-home-assistant"
    | "not-deployed"
    | "variable"
    | "no-key"
    | "no-login"
    | "unusable"
    | "missing-file"
    | "unknown-site";
  detail?: string;
}

/** What the detection needs of Node-RED. */
export interface DetectionDesk {
  /** A deployed account by the id of its node. @throws InputError when it cannot be used */
  account(id: string): ListAccount | undefined;
  /** Whether a node of that id is deployed. */
  isDeployed(id: string): boolean;
  /** The environment of a list-source by its id. */
  env(id: string): Env;
  /** Whether a file of an own list can be read. */
  canRead(path: string): Promise<boolean>;
}

/** Says which list a pasted text (`?list=`) means; `?provider=` may name the provider. */
export const detectList = ({ query }: AdminRequest): Promise<Finding<Detected>> =>
  finding(() => detected(parseList(String(query.list ?? ""), named(query.provider))));

/**
 * Says which list a row of the dialog means, and what stands in the way of reading it now.
 *
 * @param request - body: `list`, `provider`, `id` of the list-source, and the ids of what is chosen under Access
 * @throws InputError `bad-input` when the request has no body
 */
export function examineList(
  request: AdminRequest,
  desk: DetectionDesk,
): Promise<Finding<Partial<Detected> & { doubts: Doubt[] }>> {
  const body = bodyOf(request);
  return finding(async () => {
    const written = String(body.list ?? "");
    const chosen = named(body.provider);
    if (!VARIABLE.test(written)) {
      const list = parseList(written, chosen);
      return { ...detected(list), doubts: await doubtsOf(list, body, desk) };
    }
    const env = desk.env(String(body.id ?? ""));
    const unset = variablesOf(written).filter((name) => !env(name));
    if (unset.length > 0) {
      const owner = chosen === undefined ? undefined : provider(chosen);
      const doubts: Doubt[] = unset.map((name) => ({ kind: "variable", detail: name }));
      return { label: written, ...(owner && { provider: owner.id, providerName: owner.name }), doubts };
    }
    // what is in the variables stays there: it may be a secret
    const list = understood(expandEnv(written, "address of a list", env), chosen, written);
    const { warnings: _, url: __, ...found } = detected(list);
    return {
      ...found,
      id: written,
      label: `${found.providerName}: ${written}`,
      doubts: await doubtsOf(list, body, desk),
    };
  });
}

const VARIABLE = /\$\{[^}]+\}/;

const variablesOf = (text: string): string[] =>
  [...text.matchAll(/\$\{([^}]+)\}/g)].map(([, name = ""]) => name.trim());

const named = (given: unknown): string | undefined => {
  const id = String(given ?? "");
  return id === "" || id === "detect" ? undefined : id;
};

function understood(text: string, chosen: string | undefined, written: string): ParsedList {
  try {
    return parseList(text, chosen);
  } catch {
    throw new ListError(
      "bad-input",
      `What ${variablesOf(written).join(" and ")} gives for "${written}" is no list that is understood. Check the value.`,
    );
  }
}

function detected({ params: _, ...list }: ParsedList): Detected {
  const owner = provider(list.provider);
  const account = owner?.account;
  return {
    ...list,
    providerName: owner?.name ?? list.provider,
    ...(account && { account: accountInfo(account) }),
  };
}

type Body = Record<string, unknown>;

async function doubtsOf(list: ParsedList, body: Body, desk: DetectionDesk): Promise<Doubt[]> {
  if (list.provider === "own") return doubtsOfOwn(list, desk);
  const owner = provider(list.provider);
  const needs = owner?.needs?.(list) ?? (owner?.account?.required ? ["account" as const] : []);
  const doubts = needs.map((need): Doubt | undefined => {
    if (need === "server") return doubtOfNode(body.server, "needs-server", desk);
    if (need === "home-assistant") return doubtOfNode(body.homeAssistant, "needs-home-assistant", desk);
    return doubtOfAccount(list.provider, need, body, desk);
  });
  // any one of them will do; what was chosen and is not ready is nearer than what was not
  if (doubts.includes(undefined)) return [];
  const known = doubts.flatMap((doubt) => doubt ?? []);
  return [known.find(({ kind }) => !kind.startsWith("needs-")) ?? known[0]].flatMap((doubt) => doubt ?? []);
}

function doubtOfNode(chosen: unknown, kind: Doubt["kind"], desk: DetectionDesk): Doubt | undefined {
  const id = String(chosen ?? "");
  if (id === "") return { kind };
  return desk.isDeployed(id) ? undefined : { kind: "not-deployed" };
}

function doubtOfAccount(
  site: string,
  need: "account" | "login",
  body: Body,
  desk: DetectionDesk,
): Doubt | undefined {
  const own = `${site}Account`;
  const slot = ACCOUNT_SLOTS.find((each) => each === own) ?? "otherAccount";
  const id = String(body[slot] ?? "");
  if (id === "") return { kind: "needs-account" };
  if (!desk.isDeployed(id)) return { kind: "not-deployed" };
  try {
    const found = desk.account(id);
    if (found?.provider !== site) return { kind: "needs-account" };
    if (need === "login") return found.account?.login ? undefined : { kind: "no-login" };
    const fields = provider(site)?.account?.fields ?? [{ id: "key" as const, required: true }];
    return fields.every((field) => !field.required || found.account?.[field.id])
      ? undefined
      : { kind: "no-key" };
  } catch (error) {
    return { kind: "unusable", detail: (error as Error).message };
  }
}

async function doubtsOfOwn({ kind, id, params }: ParsedList, desk: DetectionDesk): Promise<Doubt[]> {
  if (kind === "file") {
    const path = String(params?.path ?? id);
    return (await desk.canRead(path)) ? [] : [{ kind: "missing-file" }];
  }
  if (kind !== "address") return [];
  const form = params?.format;
  const forms: Record<string, string> = { json: "JSON", csv: "CSV", rss: "RSS", text: "text" };
  const names = providers().flatMap((each) => (each.id === "own" ? [] : each.name));
  const as = forms[String(form)] ?? "JSON, CSV or RSS";
  return [{ kind: "unknown-site", detail: `${as}; supported sites: ${names.join(", ")}` }];
}
