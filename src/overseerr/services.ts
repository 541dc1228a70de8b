import { keepSecret } from "../http/redact.ts";
import { readText } from "../items/values.ts";
import type { Client } from "./connection/api-call.ts";
import { detour } from "./connection/deadly-calls.ts";
import { asRecord, asRecords, unknownShape } from "./json-shape.ts";
import * as messages from "./messages.ts";
import { ServerError } from "./server-error.ts";

/** A Radarr or Sonarr of the server, with what a request can choose from. */
export interface Service {
  id: number;
  name: string;
  is4k: boolean;
  isDefault: boolean;
  profiles: { id: number; name: string }[];
  /** Paths. */
  rootFolders: string[];
  tags: { id: number; name: string }[];
  /** Why the choices are missing: the server could not ask it. */
  error?: string;
}

export interface Services {
  radarr: Service[];
  sonarr: Service[];
}

type Kind = keyof Services;
type Row = Record<string, unknown>;

/** The server waits for its Radarr without any timeout (measured), and a person for our answer. Milliseconds. */
const PATIENCE_MS = 3000;

/**
 * Reads all Radarr and Sonarr servers with their choices, in the way of the server's own settings: its shorter call,
 * `/service/radarr/{id}`, ends it when that Radarr fails. So would this one while it keeps the profiles that it has read
 * from there, hence an address that it does not know yet. One that cannot be asked is named with its error; the others
 * stay complete. A key that may not read the settings gets the servers without their choices.
 */
export async function fetchServices(client: Client, signal?: AbortSignal): Promise<Services> {
  const [radarr, sonarr] = await Promise.all([
    fetchKind(client, "radarr", signal),
    fetchKind(client, "sonarr", signal),
  ]);
  return { radarr, sonarr };
}

async function fetchKind(client: Client, kind: Kind, signal?: AbortSignal): Promise<Service[]> {
  try {
    const rows = await fetchRows(client, `/settings/${kind}`, signal);
    return await Promise.all(rows.map((row) => fetchService(client, kind, row, signal)));
  } catch (error) {
    if (!(error instanceof ServerError) || error.code !== "server-permission") throw error;
    const rows = await fetchRows(client, `/service/${kind}`, signal);
    return rows.map((row) => {
      const service = toService(kind, row);
      return { ...service, error: messages.administratorsOnly(service.name) };
    });
  }
}

async function fetchRows(client: Client, path: string, signal?: AbortSignal): Promise<Row[]> {
  const { body } = await client.call({ path, signal });
  if (!Array.isArray(body)) throw unknownShape(`GET ${path}`);
  return asRecords(body);
}

async function fetchService(client: Client, kind: Kind, row: Row, signal?: AbortSignal): Promise<Service> {
  const service = toService(kind, row);
  const { hostname, port, apiKey, useSsl, baseUrl } = row;
  const release = keepSecret(readText(apiKey));
  try {
    const { body } = await client.call({
      method: "POST",
      path: `/settings/${kind}/test`,
      json: { hostname, port, apiKey, useSsl: useSsl === true, baseUrl: detour(readText(baseUrl)) },
      signal,
      timeoutMs: PATIENCE_MS,
      retry: false,
      beside: true,
    });
    const choices = asRecord(body) ?? {};
    return {
      ...service,
      profiles: asRecords(choices.profiles).map(({ id, name }) => ({ id: Number(id), name: readText(name) })),
      rootFolders: asRecords(choices.rootFolders).map(({ path }) => readText(path)),
      tags: asRecords(choices.tags).map(({ id, label }) => ({ id: Number(id), name: readText(label) })),
    };
  } catch (error) {
    if (!(error instanceof ServerError)) throw error;
    const failed = messages.serviceUnreachable(service.name);
    return { ...service, error: error.code === "server-csrf" ? error.message : failed };
  } finally {
    release();
  }
}

function toService(kind: Kind, row: Row): Service {
  const id = Number(row.id);
  return {
    id,
    name: readText(row.name) || `${kind} ${id}`,
    is4k: row.is4k === true,
    isDefault: row.isDefault === true,
    profiles: [],
    rootFolders: [],
    tags: [],
  };
}
