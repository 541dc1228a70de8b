import { ListSyncError } from "../../errors.ts";
import { type Permissions, readPermissions } from "../permissions.ts";
import type { Product } from "../product.ts";
import { ServerError } from "../server-error.ts";
import { toUser, type User } from "../users.ts";
import type { Client } from "./api-call.ts";
import { type ClientOptions, createClient } from "./client.ts";
import { isReadOnly } from "./csrf-check.ts";
import * as messages from "./messages.ts";

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
 * TLS, timeout, key, user to act as, or CSRF protection. Changes nothing on the server.
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
        message: messages.csrfProtected(product.name),
      };
    const permissions = readPermissions(user.permissions ?? 0);
    return {
      ok: true,
      text: messages.signedInAs(product.name, product.version, user.name),
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
    const more = code === "server-path" ? message : messages.otherProgram(httpStatus);
    throw new ServerError("server-path", messages.notAServer(host, more), { httpStatus });
  };

function warningsOf(product: Product, user: User, may: Permissions, wants4k: boolean): string[] {
  const warnings: string[] = [];
  if (!may.requestMovie || !may.requestTv)
    warnings.push(
      messages.mayNotRequest(user.name, may.requestMovie ? "shows" : may.requestTv ? "movies" : "anything"),
    );
  if (!wants4k) return warnings;
  if (!product.movie4k) warnings.push(messages.no4k("Radarr", "movies"));
  if (!product.series4k) warnings.push(messages.no4k("Sonarr", "shows"));
  if (!may.request4kMovie || !may.request4kTv)
    warnings.push(
      messages.mayNotRequest(
        user.name,
        may.request4kMovie ? "shows" : may.request4kTv ? "movies" : "anything",
        true,
      ),
    );
  return warnings;
}
