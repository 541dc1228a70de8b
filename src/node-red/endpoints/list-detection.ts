import { expandEnv } from "../../fields/expand-env.ts";
import { ListError } from "../../lists/list-error.ts";
import type { ParsedList } from "../../lists/provider.ts";
import { needsOf, parseList, provider, providers } from "../../lists/registry.ts";
import { reportable } from "../report-error.ts";
import type { ListAccount } from "../settings/account-options.ts";
import { ACCOUNT_SLOTS } from "../settings/account-slots.ts";
import { accountFor, type DeployedAccount } from "../settings/accounts-in-use.ts";
import { type AdminRequest, bodyOf, type Finding, finding } from "./admin.ts";
import { bodyId, bodyText } from "./body-text.ts";
import { type Deployed, deployedList } from "./dialog-fields.ts";
import { type AccountInfo, accountInfo } from "./list-endpoints.ts";
import * as messages from "./messages.ts";

/** What a text was understood as. */
type Detected = Omit<ParsedList, "params"> & { providerName: string; account?: AccountInfo };

/**
 * Why a list that was understood may not be readable now. `needs-…`: that was not chosen; `several-accounts`: the site has
 * more than one and none is chosen; `not-deployed`: it was, but is not deployed yet, or the row is not in which the variables
 * that `detail` names stand; `variable` (named by `detail`) is not set; `no-key`: the account lacks what it needs, or (`no-login`)
 * nobody has logged in; `unusable`: `detail` says why; `missing-file`; `unknown-site`: nobody knows what is at that address,
 * `detail` names the known sites.
 */
interface Doubt {
  kind:
    | "needs-account"
    | "several-accounts"
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
  /** All deployed accounts. */
  accounts(): readonly DeployedAccount[];
  /** Whether a node of that id and type is deployed. */
  isDeployed(id: string, type: "overseerr-server" | "sync-home-assistant" | "list-account"): boolean;
  /** The deployed list-source by its id. */
  deployed(id: string): Deployed<{ lists?: unknown }> | undefined;
  /** Whether a file of an own list can be read. */
  canRead(path: string): Promise<boolean>;
}

/** Says which list a pasted text (`?list=`) means; `?provider=` may name the provider. */
export const detectList = ({ query }: AdminRequest): Promise<Finding<Detected>> =>
  finding(() => detected(parseList(bodyText(query.list, "list"), named(query.provider))));

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
    const written = bodyText(body.list, "list");
    const chosen = named(body.provider);
    if (!VARIABLE.test(written)) {
      const list = parseList(written, chosen);
      return { ...detected(list), doubts: await doubtsOf(list, body, desk) };
    }
    const owner = chosen === undefined ? undefined : provider(chosen);
    const unread = { label: written, ...(owner && { provider: owner.id, providerName: owner.name }) };
    // else anybody could ask which variables there are, and what they lead to
    const row = deployedList(written, desk.deployed(bodyId(body.id, "list-source")));
    if (!row)
      return {
        ...unread,
        doubts: [{ kind: "not-deployed", detail: variablesOf(written).join(", ") }],
      };
    const unset = variablesOf(written).filter((name) => !row.env(name));
    if (unset.length > 0)
      return { ...unread, doubts: unset.map((name) => ({ kind: "variable", detail: name })) };
    // what is in the variables stays there: it may be a secret
    const list = understood(expandEnv(written, "address of a list", row.env), chosen, written);
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
  const id = bodyId(given, "provider");
  return id === "" || id === "detect" ? undefined : id;
};

function understood(text: string, chosen: string | undefined, written: string): ParsedList {
  try {
    return parseList(text, chosen);
  } catch {
    throw new ListError("bad-input", messages.notUnderstood(written, variablesOf(written)));
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
  const doubts = needsOf(list).map((need): Doubt | undefined => {
    if (need === "server") return doubtOfNode(body.server, "needs-server", desk);
    if (need === "home-assistant") return doubtOfNode(body.homeAssistant, "needs-home-assistant", desk);
    return doubtOfAccount(list.provider, need, body, desk);
  });
  // any one of them will do; what was chosen and is not ready is nearer than what was not
  if (doubts.includes(undefined)) return [];
  const known = doubts.flatMap((doubt) => doubt ?? []);
  return [known.find(({ kind }) => !kind.startsWith("needs-")) ?? known[0]].flatMap((doubt) => doubt ?? []);
}

function doubtOfNode(
  chosen: unknown,
  kind: "needs-server" | "needs-home-assistant",
  desk: DetectionDesk,
): Doubt | undefined {
  const [type, label] =
    kind === "needs-server"
      ? (["overseerr-server", "server"] as const)
      : (["sync-home-assistant", "connection"] as const);
  const id = bodyId(chosen, label);
  if (id === "") return { kind };
  return desk.isDeployed(id, type) ? undefined : { kind: "not-deployed" };
}

function doubtOfAccount(
  site: string,
  need: "account" | "login",
  body: Body,
  desk: DetectionDesk,
): Doubt | undefined {
  const own = `${site}Account`;
  const slot = ACCOUNT_SLOTS.find((each) => each === own) ?? "otherAccount";
  const chosen = bodyId(body[slot], "account");
  if (chosen !== "" && !desk.isDeployed(chosen, "list-account")) return { kind: "not-deployed" };
  try {
    // the slot for all other sites may hold the account of another one
    const named = chosen === "" ? undefined : desk.account(chosen);
    const other = named?.provider === site ? undefined : accountFor(site, desk.accounts());
    if (other === "several") return { kind: "several-accounts" };
    const found = other ? other.account() : named;
    if (found?.provider !== site) return { kind: "needs-account" };
    if (need === "login") return found.account?.login ? undefined : { kind: "no-login" };
    const fields = provider(site)?.account?.fields ?? [{ id: "key" as const, required: true }];
    return fields.every((field) => !field.required || found.account?.[field.id])
      ? undefined
      : { kind: "no-key" };
  } catch (error) {
    return { kind: "unusable", detail: reportable(error).message };
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
  return [{ kind: "unknown-site", detail: messages.unknownSite(as, names) }];
}
