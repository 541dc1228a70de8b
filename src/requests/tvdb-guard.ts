import type { Overseerr } from "../overseerr/overseerr.ts";
import { ServerError } from "../overseerr/server-error.ts";
import type { RunLimits } from "../runs/run-limits.ts";

/** By run, then by server: the default Sonarr servers, read once. */
const sonarrs = new WeakMap<RunLimits, Map<string, Promise<unknown>>>();

/**
 * Keeps a show without a TVDB id from a server that would end on it: Overseerr and Jellyseerr hand it to their default
 * Sonarr and do not survive its missing id. Waiting requests too, which end it when they are approved.
 *
 * @throws ServerError `server-dropped` when the show must not be posted
 */
export async function guardTvdb(
  is4k: boolean,
  overseerr: Overseerr,
  limits: RunLimits,
  signal?: AbortSignal,
): Promise<void> {
  const { name } = await overseerr.product({ signal });
  if (name === "Seerr") return;
  const rows = await readSonarrs(overseerr, limits, signal);
  const isTaken = (row: { isDefault?: unknown; is4k?: unknown }) =>
    row.isDefault === true && (row.is4k === true) === is4k;
  if (Array.isArray(rows) && !rows.some(isTaken)) return;
  throw new ServerError(
    "server-dropped",
    "The show was not requested: Sonarr needs a TVDB id, and TMDB knows none for this show. Add the show in Sonarr by hand, or give the item its tvdb_id.",
  );
}

function readSonarrs(overseerr: Overseerr, limits: RunLimits, signal?: AbortSignal): Promise<unknown> {
  const known = sonarrs.get(limits) ?? new Map<string, Promise<unknown>>();
  sonarrs.set(limits, known);
  const reading = known.get(overseerr.key) ?? overseerr.get("/service/sonarr", {}, { signal });
  known.set(overseerr.key, reading);
  return reading.catch((error: unknown) => {
    known.delete(overseerr.key);
    throw error;
  });
}
