import { InputError } from "../../errors.ts";
import { type ShownTakeover, type TakeoverDesk, takeOver } from "../controllers/takeover/take-over.ts";
import { type AdminRequest, bodyOf, type Finding, finding } from "./admin.ts";
import { bodyId, bodyText } from "./body-text.ts";
import { typedSecret } from "./dialog-fields.ts";
import * as messages from "./messages.ts";

/** What stands for a deployed sync-database; undefined for none of that id. */
export type TakeoverDesks = (id: string) => TakeoverDesk | undefined;

/**
 * Says what would be taken over from the Python ListSync, or takes it over.
 *
 * @param request - body: `{ id, path, secret }`; `secret` opens encrypted keys and is told to nobody
 * @param checkOnly nothing is written
 */
export function takeoverAsked(
  request: AdminRequest,
  desks: TakeoverDesks,
  checkOnly: boolean,
): Promise<Finding<ShownTakeover>> {
  const { id, path, secret } = bodyOf(request);
  return finding(() => {
    const desk = desks(bodyId(id, "database"));
    if (!desk) throw new InputError("not-deployed", messages.databaseNotDeployed());
    const typed = typedSecret(secret, "encryption key");
    const asks = { path: bodyText(path, "folder of ListSync"), checkOnly };
    return takeOver({ ...asks, ...(typed !== undefined && { secret: typed }) }, desk);
  });
}
