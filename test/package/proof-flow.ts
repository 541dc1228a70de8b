/** The types that the package brings. */
const TYPES = [
  "list-account",
  "list-source",
  "overseerr-request",
  "overseerr-search",
  "overseerr-server",
  "sync-database",
  "sync-entities",
  "sync-home-assistant",
  "sync-notify",
  "sync-monitor",
  "sync-schedule",
  "sync-state",
  "sync-trigger",
  "sync-watch",
  "sync-webhook",
];

/** Answers GET /runs with the runs of a fresh database: proves that SQLite opens where it was installed. */
export const proofFlow = [
  { id: "tab", type: "tab", label: "t" },
  { id: "db", type: "sync-database", name: "", file: "" },
  { id: "in", type: "http in", z: "tab", url: "/runs", method: "get", wires: [["state"]] },
  { id: "state", type: "sync-state", z: "tab", database: "db", operation: "runs", wires: [["out"], []] },
  { id: "out", type: "http response", z: "tab", wires: [] },
];

/**
 * Asks a Node-RED that runs the proof flow.
 *
 * @returns what is wrong; nothing when all types are there and the database answers
 */
export async function proofFaults(url: string): Promise<string[]> {
  const answer = await fetch(`${url}/nodes`, { headers: { accept: "application/json" } });
  const sets = (await answer.json()) as { module: string; types: string[]; enabled: boolean; err?: string }[];
  const ours = sets.filter((set) => set.module === "@list-sync/node-red-list-sync");
  const types = ours.flatMap((set) => set.types);
  const runs = await fetch(`${url}/runs`);
  const text = await runs.text();
  return [
    ...TYPES.filter((type) => !types.includes(type)).map((type) => `${type} is not there`),
    ...types.filter((type) => !TYPES.includes(type)).map((type) => `${type} should not be there`),
    ...ours.filter((set) => !set.enabled || set.err).map((set) => `${set.types}: ${set.err ?? "disabled"}`),
    ...(runs.status === 200 && text === "[]" ? [] : [`GET /runs answered ${runs.status}: ${text}`]),
  ];
}
