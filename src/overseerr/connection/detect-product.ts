import { readText } from "../../items/values.ts";
import { asRecord } from "../json-shape.ts";
import type { Product, ProductName } from "../product.ts";
import { ServerError } from "../server-error.ts";
import type { Client } from "./api-call.ts";
import * as messages from "./messages.ts";

type Caller = Pick<Client, "host" | "call">;

/** GET /status of a release asks GitHub first, without a timeout of its own; offline that takes long. Milliseconds. */
const STATUS_PATIENCE_MS = 10_000;

/**
 * Finds out which product answers. The version tells (2.x Jellyseerr, 3.x Seerr), otherwise the names of the
 * public settings (recorded on Overseerr 1.34.0, Jellyseerr 2.7.3 and Seerr 3.1.0). Needs no API key.
 *
 * @throws ServerError `server-path` when something else answers
 */
export async function detectProduct(client: Caller, signal?: AbortSignal): Promise<Product> {
  const [{ body }, version] = await Promise.all([
    client.call({ path: "/settings/public", signal }),
    readVersion(client, signal),
  ]);
  const settings = asRecord(body);
  if (typeof settings?.initialized !== "boolean")
    throw new ServerError("server-path", messages.notAServer(client.host));
  const name = nameByVersion(version) ?? nameBySettings(settings);
  return {
    name,
    version,
    movie4k: settings.movie4kEnabled === true,
    series4k: settings.series4kEnabled === true,
    // Overseerr has no such setting and always takes season 0.
    specials: name === "Overseerr" || settings.enableSpecialEpisodes === true,
    partialRequests: settings.partialRequestsEnabled !== false,
  };
}

async function readVersion(client: Caller, signal?: AbortSignal): Promise<string> {
  try {
    const { body } = await client.call({
      path: "/status",
      signal,
      timeoutMs: STATUS_PATIENCE_MS,
      retry: false,
    });
    return readText(asRecord(body)?.version) || "unknown";
  } catch (error) {
    // The settings decide whether it is the server at all; the version is worth no failure.
    if (error instanceof ServerError) return "unknown";
    throw error;
  }
}

/** 1.x is no proof of Overseerr: early Jellyseerr counted the same way. */
function nameByVersion(version: string): ProductName | undefined {
  const major = Number(/^v?(\d+)\./.exec(version)?.[1] ?? 0);
  if (major >= 3) return "Seerr";
  return major === 2 ? "Jellyseerr" : undefined;
}

function nameBySettings(settings: Record<string, unknown>): ProductName {
  if ("hideBlocklisted" in settings) return "Seerr";
  return "hideBlacklisted" in settings || "mediaServerType" in settings ? "Jellyseerr" : "Overseerr";
}
