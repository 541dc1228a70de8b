import { createRequire } from "node:module";
import type { Gauge } from "prom-client";
import { OUTCOME_STATUSES } from "../items/outcomes.ts";
import { COUNTED_KINDS } from "../overseerr/connection/call-watch.ts";
import { CALL_KINDS } from "../overseerr/health/call-kind.ts";

/** Seconds of a sync: from a look at what has not changed to ten thousand new titles. */
const SYNC_SECONDS = [1, 5, 15, 30, 60, 120, 300, 600, 1800, 3600];
/** Seconds of a call. */
const CALL_SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Everything that is measured, in a registry of its own: that of the process belongs to other packages. */
export type Metrics = ReturnType<typeof createMetrics>;

/** Makes the metrics. What is counted starts at 0, so that the first increase is seen as one. @param version of the package */
export function createMetrics(version: string) {
  // only where somebody watches: everybody else need not wait for it, nor hold it
  const prometheus: typeof import("prom-client") = createRequire(import.meta.url)("prom-client");
  const registry = new prometheus.Registry();
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new prometheus.Counter<Label>({ name, help, labelNames, registers });
  const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new prometheus.Gauge<Label>({ name, help, labelNames, registers });
  /** Without a value until it is set: 0 would be a lie. */
  const unknownAtFirst = (name: string, help: string): Gauge => {
    const made = gauge(name, help);
    made.remove();
    return made;
  };

  const metrics = {
    registry,
    // these four have had their names since ListSync for the desktop
    syncDuration: new prometheus.Histogram({
      name: "listsync_sync_duration_seconds",
      help: "Duration of syncs, without dry runs.",
      buckets: SYNC_SECONDS,
      registers,
    }),
    itemsProcessed: counter(
      "listsync_items_processed_total",
      "Titles that syncs have handled, by outcome, without dry runs.",
      "status",
    ),
    activeLists: gauge("listsync_active_lists", "Lists that are turned on, by site.", "provider"),
    lastSync: unknownAtFirst(
      "listsync_last_sync_timestamp",
      "When a sync completed last, in seconds since 1970. 0 if none ever has.",
    ),

    info: gauge("listsync_info", "Version of ListSync.", "version"),
    runs: counter("listsync_runs_total", "Syncs that have ended, by profile and state.", "profile", "state"),
    dryRuns: counter("listsync_dry_runs_total", "Dry runs that have ended."),
    profileLastSync: gauge(
      "listsync_profile_last_sync_timestamp_seconds",
      "When a sync of the profile completed last, in seconds since 1970; 0 if none ever has. Of profiles that nodes have.",
      "profile",
    ),
    running: gauge("listsync_runs_running", "Syncs that are running."),
    queue: gauge("listsync_queue_depth", "Titles of running syncs that are still to be handled."),
    failingLists: gauge(
      "listsync_failing_lists",
      "Lists that could not be read when they were read last, by error code.",
      "code",
    ),
    listFailures: counter(
      "listsync_list_failures_total",
      "Lists that could not be read, by error code.",
      "code",
    ),

    calls: counter("listsync_server_calls_total", "Calls of the server, by kind.", "kind"),
    callErrors: counter(
      "listsync_server_call_errors_total",
      "Calls of the server that failed or were refused, by kind and error code.",
      "kind",
      "code",
    ),
    callSeconds: new prometheus.Histogram({
      name: "listsync_server_call_duration_seconds",
      help: "Time until a call of the server is answered, repetitions included.",
      labelNames: ["kind"],
      buckets: CALL_SECONDS,
      registers,
    }),
    waitSeconds: counter(
      "listsync_server_wait_seconds_total",
      "Time that calls of the server have waited for their turn.",
      "kind",
    ),
    pauseSeconds: counter(
      "listsync_server_pause_seconds_total",
      "Time for which a kind of call has paused because the server was in trouble.",
      "kind",
    ),
    serverUp: gauge(
      "listsync_server_up",
      "Whether the server responds and accepts the API key. Asked every 30 seconds at most.",
    ),
    serverPaused: gauge("listsync_server_paused", "Whether a sync waits for the server to recover."),
    quota: gauge(
      "listsync_quota_remaining",
      "Requests left of the quota, of the user who has least. Missing where nobody has a limit.",
      "media_type",
    ),
    libraryAge: unknownAtFirst(
      "listsync_library_age_seconds",
      "Time since what the server knows was read. Missing before the first sync.",
    ),
    libraryTitles: unknownAtFirst(
      "listsync_library_titles",
      "Titles that the server knows. Missing before the first sync.",
    ),

    databaseUp: gauge("listsync_database_up", "Whether the sync database responds."),
    databaseBytes: gauge(
      "listsync_database_size_bytes",
      "Size of the sync database with its write-ahead log.",
    ),
  };

  metrics.info.set({ version }, 1);
  // only dry runs have that one
  for (const status of OUTCOME_STATUSES)
    if (status !== "would_request") metrics.itemsProcessed.inc({ status }, 0);
  for (const kind of COUNTED_KINDS) {
    for (const each of [metrics.calls, metrics.waitSeconds]) each.inc({ kind }, 0);
    metrics.callSeconds.zero({ kind });
  }
  for (const kind of CALL_KINDS) metrics.pauseSeconds.inc({ kind }, 0);
  return metrics;
}
