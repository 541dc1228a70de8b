/**
 * What other programs may use: list providers of one's own, and the item that they make.
 *
 * @example
 * ```js
 * import { registerProvider, ListError } from "@list-sync/node-red-list-sync";
 * ```
 */
export { CancelledError, InputError, ListSyncError } from "./errors.ts";
export type { Http, HttpRequest, HttpResponse } from "./http/http.ts";
export type {
  Item,
  ItemIds,
  ItemSource,
  ItemType,
  Match,
  MediaType,
  Outcome,
  OutcomeStatus,
} from "./items/item.ts";
export { normaliseItem } from "./items/normalise.ts";
export { ListError, type ListErrorCode } from "./lists/list-error.ts";
export type {
  Account,
  FetchContext,
  FetchedList,
  ListForm,
  ListProvider,
  PageReader,
  ParsedList,
  SettingField,
} from "./lists/provider.ts";
export { provider, providers, registerProvider, unregisterProvider } from "./lists/registry.ts";
export type { RunSummary } from "./runs/events.ts";
export type { SyncInfo } from "./runs/sync-message.ts";
