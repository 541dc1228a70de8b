import { InputError } from "../../errors.ts";
import {
  deployedHeaders,
  type HeaderRow,
  headerRows,
  isFromElsewhere,
} from "../settings/deployed-headers.ts";
import type { ServerConfig } from "../settings/fields/overseerr-server.ts";
import type { Deployed } from "./dialog-fields.ts";
import * as messages from "./messages.ts";

/**
 * Extra headers as a dialog shows them: what is typed there counts as it is, what only the runtime knows (a stored
 * value, a variable, a file) counts if it is deployed.
 *
 * @param rows rows of the dialog; a row with a slot and no value stands for the stored one
 * @param checkAddress throws unless deployed secrets may go to the address of the dialog
 * @throws InputError `bad-input`; `bad-config` naming a variable or file
 */
export function dialogHeaders(
  rows: unknown,
  node: Deployed<ServerConfig> | undefined,
  checkAddress: () => void,
): HeaderRow[] {
  return headerRows(rows).flatMap((row) => {
    if (row.value === "" ? !row.slot : !isFromElsewhere(row.value)) return row;
    checkAddress();
    const deployed = headerRows(node?.config.headers).find(
      ({ value, slot }) => value === row.value && slot === row.slot,
    );
    if (node && deployed)
      return deployedHeaders([{ ...deployed, name: row.name }], node.env, { ...node.config });
    throw new InputError("bad-input", messages.headerNotDeployed(row.name));
  });
}
