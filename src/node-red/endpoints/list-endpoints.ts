import { ListSyncError } from "../../errors.ts";
import type { Item } from "../../items/item.ts";
import { normaliseEntries } from "../../lists/entries/list-entry.ts";
import type { FetchDeps } from "../../lists/fetching/context.ts";
import { fetchList } from "../../lists/fetching/fetch-lists.ts";
import { ListError } from "../../lists/list-error.ts";
import type { AccountForm, ListProvider } from "../../lists/provider.ts";
import { providers } from "../../lists/registry.ts";
import { withoutComputed } from "../computed/compute-lists.ts";
import type { ListAccount } from "../settings/account-options.ts";
import { ACCOUNT_SLOTS } from "../settings/account-slots.ts";
import { accountsInUse, type DeployedAccount } from "../settings/accounts-in-use.ts";
import { type FetchSources, fetchDeps, sourceBrowser } from "../settings/fetch-options.ts";
import type { FetchConfig } from "../settings/fields/list-source.ts";
import type { ListSyncSettings } from "../settings/list-sync-settings.ts";
import { type AdminRequest, bodyOf, type Finding, finding } from "./admin.ts";
import { bodyId } from "./body-text.ts";
import { type Deployed, deployedList, dialogText } from "./dialog-fields.ts";
import * as messages from "./messages.ts";
import type { PendingWork } from "./pending-work.ts";

/** Titles fetched for a preview at first, and at most when somebody turns further; the dialog shows them page by page. */
const FETCHED = { first: 50, most: 1000 };

/** What the dialogs are told about an account. */
export type AccountInfo = Omit<AccountForm, "login" | "test"> & { canLogin: boolean; canTest: boolean };

/** What the dialogs are told about a provider. */
type ProviderInfo = Pick<ListProvider, "id" | "name" | "forms" | "settings"> & { account?: AccountInfo };

/** An account without what only the runtime can do. */
export function accountInfo({ login, test, ...form }: AccountForm): AccountInfo {
  return { ...form, canLogin: login !== undefined, canTest: test !== undefined };
}

/** All providers, in the order in which they are asked what a pasted text means. */
export const listProviders = (): ProviderInfo[] =>
  providers().map(({ id, name, forms, account, settings }) => ({
    id,
    name,
    forms,
    ...(settings && { settings }),
    ...(account && { account: accountInfo(account) }),
  }));

interface Preview {
  label: string;
  name?: string;
  /** As the provider announces it. */
  total?: number;
  complete: boolean;
  fetched: number;
  items: Pick<Item, "title" | "year" | "mediaType" | "rating" | "ids">[];
  warnings: string[];
}

/** What a preview needs of Node-RED. */
export interface PreviewDesk {
  /** A deployed account by the id of its node. */
  account(id: string): ListAccount | undefined;
  /** All deployed accounts. */
  accounts(): readonly DeployedAccount[];
  /** `listSync` of Node-RED's settings. */
  settings: Pick<ListSyncSettings, "origins" | "sites">;
  /** The deployed request server and Home Assistant that the body names. */
  sources(body: Record<string, unknown>): Pick<FetchSources, "server" | "todo">;
  /** The deployed list-source by its id. */
  deployed(id: string): Deployed<FetchConfig & { lists?: unknown }> | undefined;
  work: PendingWork<Preview>;
}

/**
 * Fetches the beginning of one list as the dialog describes it. A program to start and a browser to connect to count only
 * when they are deployed: what stands in a dialog may have been put there by anybody.
 *
 * @param request - body: `id` of the list-source, `entry` (see lists/entries/list-entry.ts), ids of account nodes and the node's
 *   fetch settings; `whole` for more than the first titles; or `pending`, as an earlier answer gave it
 * @throws InputError `bad-input` when the request has no body
 */
export function previewList(
  request: AdminRequest,
  desk: PreviewDesk,
): Promise<Finding<Preview | { pending: string }>> {
  const body = bodyOf(request) as FetchConfig & Record<string, unknown>;
  if (typeof body.pending === "string") {
    const { pending } = body;
    return finding(() => desk.work.result(pending));
  }
  const node = desk.deployed(bodyId(body.id, "list-source"));
  const { browserPath, browserEndpoint } = node?.config ?? {};
  const config = { ...body, browserPath, browserEndpoint };
  const isOther = [
    [body.browserPath, browserPath],
    [body.browserEndpoint, browserEndpoint],
  ].some(([entered, deployed]) => (entered || "") !== (deployed || ""));
  return finding(() =>
    desk.work.start(async (signal) => {
      const named = ACCOUNT_SLOTS.flatMap((slot) => desk.account(bodyId(body[slot], "account")) ?? []);
      const accounts = accountsInUse(named, desk.accounts());
      const browser = sourceBrowser(config);
      try {
        // whoever presses the button wants to see the list as it is now
        const deps = fetchDeps(config, accounts, desk.settings, {
          browser,
          fresh: true,
          ...desk.sources(body),
        });
        const most = body.whole === true ? FETCHED.most : FETCHED.first;
        const found = await preview(entryOf(body.entry, node), most, deps, signal);
        return isOther ? { ...found, warnings: [...found.warnings, messages.browserNotDeployed()] } : found;
      } finally {
        await browser.close();
      }
    }),
  );
}

/** An entry of the dialog; `${NAME}` in its list counts if a row of the deployed node says the same. */
function entryOf(row: unknown, node: ReturnType<PreviewDesk["deployed"]>): unknown {
  if (typeof row === "string") return dialogText(row, deployedList(row, node), "list");
  const given = withoutComputed(row);
  const { list } = (given ?? {}) as { list?: unknown };
  if (typeof list !== "string") return given;
  return { ...(given as object), list: dialogText(list, deployedList(list, node), "list") };
}

async function preview(given: unknown, most: number, deps: FetchDeps, signal: AbortSignal): Promise<Preview> {
  const [entry] = normaliseEntries([given]);
  if (!entry) throw new ListError("bad-input", messages.emptyList());
  const limit = Math.min(entry.limit ?? most, most);
  const { items, result } = await fetchList({ ...entry, limit }, deps, { signal });
  if (result.error) throw new ListSyncError(result.error.code, result.error.message);
  const { label, name, total, complete, warnings } = result;
  return {
    label,
    ...(name !== undefined && { name }),
    ...(total !== undefined && { total }),
    complete: complete && items.length < most,
    fetched: items.length,
    items: items.map(({ title, year, mediaType, rating, ids }) => ({
      title,
      mediaType,
      ids,
      ...(year !== undefined && { year }),
      ...(rating !== undefined && { rating }),
    })),
    warnings,
  };
}
