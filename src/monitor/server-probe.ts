import type { ServerConnection } from "../overseerr/connection/server-connection.ts";
import { whyFailed } from "./why-failed.ts";

/** Milliseconds for which an answer holds: however many ask, the server is asked no more often. */
const HOLDS_MS = 30_000;

/** How a server was found; undefined when it answered. */
export type ServerFault = string | undefined;

interface Probe {
  at: number;
  fault: Promise<ServerFault>;
}

// of the process: several monitors may watch one server
const probes = new WeakMap<ServerConnection, Probe>();

/**
 * Asks whether a server answers and takes our key, or says what was found when it was asked last.
 *
 * @param now milliseconds since the epoch
 * @param report told of what nobody foresaw
 * @returns why it does not answer, in a sentence; undefined when it does
 */
export function probeServer(
  connection: ServerConnection,
  now: number,
  report: (error: unknown) => void,
): Promise<ServerFault> {
  const known = probes.get(connection);
  if (known && now - known.at < HOLDS_MS && now >= known.at) return known.fault;
  const probe = { at: now, fault: ask(connection, report) };
  probes.set(connection, probe);
  return probe.fault;
}

async function ask(connection: ServerConnection, report: (error: unknown) => void): Promise<ServerFault> {
  try {
    await connection.overseerr().alive();
    return undefined;
  } catch (error) {
    return whyFailed(error, report);
  }
}
