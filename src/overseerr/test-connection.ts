import { ListSyncError } from "../errors.ts";
import { type Client, type ClientOptions, createClient } from "./client.ts";
import { isReadOnly } from "./csrf-check.ts";
import { type Permissions, readPermissions } from "./permissions.ts";
import type { Product } from "./product.ts";
import { ServerError } from "./server-error.ts";
import { toUser, type User } from "./users.ts";

/** What a test of the connection found out. */
export type ConnectionTest =
  | {
      ok: true;
      /** One line for the dialog: `Seerr 3.1.0, signed in as admin.` */
      text: string;
      product: Product;
      user: User;
      permissions: Permissions;
      /** Sentences about what will not work though the connection does. */
      warnings: string[];
    }
  | { ok: false; code: string; message: string };

/** A person waits in front of the dialog. Milliseconds. */
const PATIENCE_MS = 15_000;

/**
 * Tries a server's address and key as a person entered them, and says in a sentence what is wrong: address, sub-path,
 * TLS, time-out, key, user to act as, or CSRF protection. Changes nothing on the server.
 *
 * @param options.asUser the user in whose name requests will be made
 * @param options.wants4k whether 4K will be requested, to warn when no 4K server is set up
 */
export async function testConnection(
  options: ClientOptions & { asUser?: number; wants4k?: boolean; signal?: AbortSignal },
): Promise<ConnectionTest> {
  const { asUser, wants4k = false, signal } = options;
  let client: Client | undefined;
  try {
    client = createClient({
      ...options,
      retries: 0,
      timeoutMs: Math.min(options.timeoutMs ?? PATIENCE_MS, PATIENCE_MS),
    });
    // One after the other, so that the first thing that is wrong is the one that is named.
    const product = await client.product(signal).catch(noServer(client.host));
    // The calls so far take any key; only this one says whether it is right.
    const user = toUser((await client.call({ path: "/auth/me", asUser, signal })).body);
    if (await isReadOnly(client, signal))
      return {
        ok: false,
        code: "server-csrf",
        message: `${product.name} answers, but CSRF protection makes its API read-only. Switch it off in the server's Settings (General or Network) and restart the server.`,
      };
    const permissions = readPermissions(user.permissions ?? 0);
    return {
      ok: true,
      text: `${product.name} ${product.version}, signed in as ${user.name}.`,
      product,
      user,
      permissions,
      warnings: warningsOf(product, user, permissions, wants4k),
    };
  } catch (error) {
    if (error instanceof ListSyncError) return { ok: false, code: error.code, message: error.message };
    throw error;
  } finally {
    client?.close();
  }
}

/**
 * The first question is open to everybody: whatever refuses it, or answers it in another shape, is another program. Only
 * a proxy in front may say that the server is down, or that it is asked too often.
 */
const noServer =
  (host: string) =>
  (error: unknown): never => {
    const { code, httpStatus, message } = error instanceof ServerError ? error : {};
    if (httpStatus === undefined || httpStatus > 500 || httpStatus === 429) throw error;
    const more =
      code === "server-path"
        ? message
        : `It answers /api/v1/settings/public with status ${httpStatus}. Check the server's address and port: is it that of Radarr, Sonarr or another program?`;
    throw new ServerError(
      "server-path",
      `What answers at ${host} is no Overseerr, Jellyseerr or Seerr. ${more}`,
      { httpStatus },
    );
  };

function warningsOf(product: Product, user: User, may: Permissions, wants4k: boolean): string[] {
  const warnings: string[] = [];
  if (!may.requestMovie || !may.requestTv)
    warnings.push(
      `${user.name} may not request ${may.requestMovie ? "shows" : may.requestTv ? "movies" : "anything"}.`,
    );
  if (!wants4k) return warnings;
  if (!product.movie4k)
    warnings.push("No 4K Radarr is set up: 4K movies can be requested, but nothing will fetch them.");
  if (!product.series4k)
    warnings.push("No 4K Sonarr is set up: 4K shows can be requested, but nothing will fetch them.");
  if (!may.request4kMovie || !may.request4kTv)
    warnings.push(
      `${user.name} may not request ${may.request4kMovie ? "shows" : may.request4kTv ? "movies" : "anything"} in 4K.`,
    );
  return warnings;
}
