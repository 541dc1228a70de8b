import { ListSyncError } from "../../errors.ts";
import type { Item } from "../../items/item.ts";
import type { FetchDeps } from "../../lists/context.ts";
import { fetchList } from "../../lists/fetch-lists.ts";
import { normaliseEntries } from "../../lists/list-entry.ts";
import { ListError } from "../../lists/list-error.ts";
import type { AccountForm, ListProvider, ParsedList } from "../../lists/provider.ts";
import { parseList, provider, providers } from "../../lists/registry.ts";
import type { ListAccount } from "../settings/account-options.ts";
import { ACCOUNT_SLOTS } from "../settings/account-slots.ts";
import { type FetchConfig, type FetchSources, fetchDeps, sourceBrowser } from "../settings/fetch-options.ts";
import type { ListSyncSettings } from "../settings/list-sync-settings.ts";
import { type AdminRequest, bodyOf, type Finding, finding } from "./admin.ts";

/** Titles fetched for a preview, and shown of it. */
const FETCHED = 50;
const SHOWN = 10;

/** What the dialogs are told about an account. */
type AccountInfo = Omit<AccountForm, "login" | "test"> & { canLogin: boolean; canTest: boolean };

/** What the dialogs are told about a provider. */
type ProviderInfo = Pick<ListProvider, "id" | "name" | "forms"> & { account?: AccountInfo };

function accountInfo({ login, test, ...form }: AccountForm): AccountInfo {
  return { ...form, canLogin: login !== undefined, canTest: test !== undefined };
}

/** All providers, in the order in which they are asked what a pasted text means. */
export const listProviders = (): ProviderInfo[] =>
  providers().map(({ id, name, forms, account }) => ({
    id,
    name,
    forms,
    ...(account && { account: accountInfo(account) }),
  }));

type Detected = Omit<ParsedList, "params"> & { providerName: string; account?: AccountInfo };

/** Says which list a pasted text (`?list=`) means; `?provider=` may name the provider. */
export function detectList({ query }: AdminRequest): Promise<Finding<Detected>> {
  return finding(() => {
    const named = String(query.provider ?? "");
    const { params: _params, ...list } = parseList(
      String(query.list ?? ""),
      named === "" || named === "detect" ? undefined : named,
    );
    const owner = provider(list.provider);
    const account = owner?.account;
    return {
      ...list,
      providerName: owner?.name ?? list.provider,
      ...(account && { account: accountInfo(account) }),
    };
  });
}

interface Preview {
  label: string;
  name?: string;
  /** As the provider announces it. */
  total?: number;
  complete: boolean;
  fetched: number;
  items: Pick<Item, "title" | "year" | "mediaType" | "rating">[];
  warnings: string[];
}

/**
 * Fetches the beginning of one list as the dialog describes it.
 *
 * @param request - body: `entry` (see lists/list-entry.ts), ids of account nodes, and the node's fetch settings
 * @param account - a deployed account by the id of its node
 * @param settings - `listSync` of Node-RED's settings
 * @param sources - the deployed request server and Home Assistant that the body names
 * @throws InputError `bad-input` when the request has no body
 */
export function previewList(
  request: AdminRequest,
  account: (id: string) => ListAccount | undefined,
  settings: Pick<ListSyncSettings, "origins" | "sites">,
  sources: (body: Record<string, unknown>) => Pick<FetchSources, "server" | "todo">,
  signal: AbortSignal,
): Promise<Finding<Preview>> {
  const body = bodyOf(request) as FetchConfig & Record<string, unknown>;
  return finding(async () => {
    const accounts = ACCOUNT_SLOTS.flatMap((slot) => account(String(body[slot] ?? "")) ?? []);
    const browser = sourceBrowser(body);
    try {
      return await preview(
        body.entry,
        // whoever presses the button wants to see the list as it is now
        fetchDeps(body, accounts, settings, { browser, fresh: true, ...sources(body) }),
        signal,
      );
    } finally {
      await browser.close();
    }
  });
}

async function preview(given: unknown, deps: FetchDeps, signal: AbortSignal): Promise<Preview> {
  const [entry] = normaliseEntries([given]);
  if (!entry) throw new ListError("bad-input", "The list is empty. Paste its address, id or name.");
  const limit = Math.min(entry.limit ?? FETCHED, FETCHED);
  const { items, result } = await fetchList({ ...entry, limit }, deps, { signal });
  if (result.error) throw new ListSyncError(result.error.code, result.error.message);
  const { label, name, total, complete, warnings } = result;
  return {
    label,
    ...(name !== undefined && { name }),
    ...(total !== undefined && { total }),
    complete: complete && items.length < FETCHED,
    fetched: items.length,
    items: items.slice(0, SHOWN).map(({ title, year, mediaType, rating }) => ({
      title,
      mediaType,
      ...(year !== undefined && { year }),
      ...(rating !== undefined && { rating }),
    })),
    warnings,
  };
}
