import { ListSyncError } from "../../../errors.ts";
import type { FetchDeps } from "../../../lists/fetching/context.ts";
import type { WritableLists } from "../../../sources/write-back.ts";
import { bodyId } from "../../endpoints/body-text.ts";
import { type PreviewDesk, previewList } from "../../endpoints/list-endpoints.ts";
import { createPendingWork } from "../../endpoints/pending-work.ts";
import { nodesOfType } from "../../nodes-of-type.ts";
import type { ListAccount } from "../../settings/account-options.ts";
import type { DeployedAccount } from "../../settings/accounts-in-use.ts";
import { listSyncSettings } from "../../settings/list-sync-settings.ts";
import { sourceServer } from "../../settings/source-server.ts";
import type { Answer, Asked } from "../contract/types.ts";
import type { DatabaseOnDesk, Desk, ServerOnDesk, SourceOnDesk } from "../desk/desk.ts";
import * as messages from "../messages.ts";
import { PageError } from "../page-error.ts";
import type { PagePort } from "../page-port.ts";
import { entryIn } from "./start-list.ts";

type AccountNode = DeployedAccount & { account(): ListAccount };
type HomeNode = { todo: WritableLists & NonNullable<FetchDeps["todo"]> };
type Preview = Answer<"preview">;

/** Reads the beginning of a list as its node is deployed, and remembers nothing. */
export function listPreviews({ nodes, settings }: PagePort, desk: Pick<Desk, "accounts">) {
  const accountOf = nodesOfType<AccountNode>(nodes, "list-account");
  const sourceOf = nodesOfType<SourceOnDesk>(nodes, "list-source");
  const serverOf = nodesOfType<ServerOnDesk>(nodes, "overseerr-server");
  const homeOf = nodesOfType<HomeNode>(nodes, "sync-home-assistant");
  const previews: PreviewDesk = {
    settings: listSyncSettings(settings),
    account: (id) => accountOf(id)?.account(),
    accounts: desk.accounts,
    deployed: (id) => sourceOf(id)?.deployed,
    sources(body) {
      const server = serverOf(bodyId(body.server, "server"));
      const home = homeOf(bodyId(body.homeAssistant, "connection"));
      return {
        ...(server && { server: sourceServer(server.connection) }),
        ...(home && { todo: home.todo }),
      };
    },
    work: createPendingWork(),
  };

  /** @throws PageError 404 `not-found`; ListSyncError, why the list cannot be read */
  return async (
    asked: Asked<"preview">,
    database: () => DatabaseOnDesk,
    found: Pick<Desk, "sources">,
  ): Promise<Preview> => {
    const body = "pending" in asked ? asked : bodyOf(asked, found.sources(database(), asked.profile));
    const answer = await previewList({ body, params: {}, query: {} }, previews);
    if (!answer.ok) throw new ListSyncError(answer.code, answer.message);
    if ("pending" in answer) return { pending: answer.pending };
    const { label, name, total, complete, items, warnings } = answer;
    return {
      label,
      ...(name !== undefined && { name }),
      ...(total !== undefined && { total }),
      complete,
      rows: items.map(({ title, year, mediaType: type }) => ({
        title,
        type,
        ...(year !== undefined && { year }),
      })),
      warnings,
    };
  };
}

/** As the dialog of the node would ask. @throws PageError 404 `not-found` */
function bodyOf(asked: { provider: string; list: string }, sources: SourceOnDesk[]): object {
  for (const source of sources) {
    const entry = entryIn(source, asked);
    if (entry) return { ...source.deployed.config, id: source.id, entry };
  }
  throw new PageError(404, "not-found", messages.noList());
}
