import type { AccountContext } from "../account.ts";
import { ListError } from "../list-error.ts";
import { askServer, type MediaServer } from "./media-server.ts";

export interface ServerUser {
  id: string;
  name: string;
}

/**
 * The user whose lists are read. It is always looked up, because Emby answers for a user that does not exist with the
 * data of nobody in particular (observed in 2026).
 *
 * @param wanted name or id; absent: the account's, or the only one
 * @throws ListError `bad-input` naming the users that there are; as `askServer`
 */
export async function findUser(
  server: MediaServer,
  wanted: string | undefined,
  label: string,
  context: AccountContext,
): Promise<ServerUser> {
  const body = await askServer(server, "Users", label, context);
  const rows: unknown[] = Array.isArray(body) ? body : [];
  const users = rows.flatMap((row) => {
    const { Id: id, Name: name } = row as { Id?: unknown; Name?: unknown };
    return typeof id === "string" && typeof name === "string" ? [{ id, name }] : [];
  });
  if (users.length === 0)
    throw new ListError(
      "markup-changed",
      `${server.name} returned no users for ${label}. Check that the key is an administrator's, or update the package.`,
    );
  const text = (wanted ?? context.account?.user ?? "").trim().toLowerCase();
  const found = users.find(({ id, name }) => name.toLowerCase() === text || id.toLowerCase() === text);
  if (found) return found;
  const [only] = users;
  if (text === "" && users.length === 1 && only) return only;
  const names = users.map(({ name }) => name).join(", ");
  throw new ListError(
    "bad-input",
    text === ""
      ? `${label}: ${server.name} has several users. Enter one of them in the account: ${names}.`
      : `${server.name} has no user "${wanted ?? context.account?.user}". It has: ${names}.`,
  );
}
