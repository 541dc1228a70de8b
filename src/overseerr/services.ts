import { readText } from "../items/values.ts";
import type { Client } from "./client.ts";
import { asRecord, asRecords, unknownShape } from "./json-shape.ts";
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

/** The server waits for its Radarr without any time-out (measured), so we do not. Milliseconds. */
const PATIENCE_MS = 10_000;

/**
 * Reads all Radarr and Sonarr servers with their choices. One that cannot be asked is named with its error; the
 * others stay complete.
 */
export async function fetchServices(client: Client, signal?: AbortSignal): Promise<Services> {
  const [radarr, sonarr] = await Promise.all([
    fetchKind(client, "radarr", signal),
    fetchKind(client, "sonarr", signal),
  ]);
  return { radarr, sonarr };
}

async function fetchKind(
  client: Client,
  kind: "radarr" | "sonarr",
  signal?: AbortSignal,
): Promise<Service[]> {
  const { body } = await client.call({ path: `/service/${kind}`, signal });
  if (!Array.isArray(body)) throw unknownShape(`the question for its ${kind} servers`);
  return Promise.all(asRecords(body).map((row) => fetchService(client, kind, row, signal)));
}

async function fetchService(
  client: Client,
  kind: "radarr" | "sonarr",
  row: Record<string, unknown>,
  signal?: AbortSignal,
): Promise<Service> {
  const id = Number(row.id);
  const service: Service = {
    id,
    name: readText(row.name) || `${kind} ${id}`,
    is4k: row.is4k === true,
    isDefault: row.isDefault === true,
    profiles: [],
    rootFolders: [],
    tags: [],
  };
  try {
    const path = `/service/${kind}/${id}`;
    const { body } = await client.call({ path, signal, timeoutMs: PATIENCE_MS, retry: false });
    const choices = asRecord(body) ?? {};
    return {
      ...service,
      profiles: asRecords(choices.profiles).map(({ id, name }) => ({ id: Number(id), name: readText(name) })),
      rootFolders: asRecords(choices.rootFolders).map(({ path }) => readText(path)),
      tags: asRecords(choices.tags).map(({ id, label }) => ({ id: Number(id), name: readText(label) })),
    };
  } catch (error) {
    if (!(error instanceof ServerError)) throw error;
    return { ...service, error: `The server cannot ask ${service.name} for its choices. Is it running?` };
  }
}
