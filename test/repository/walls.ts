/**
 * Which room of src/ may import which: the source of the rules in biome.json and of the picture in CONTRIBUTING.md. After a
 * change here run `npm run docs`, which writes both.
 *
 * Not in the table, because every room may name them: the files directly in src/ (errors, scopes, messages), which import no
 * room, the port of the memory (`state/store.ts` and its parts in `state/port/`), and `runs/run.ts`, what a run is.
 */
export const WALLS: Readonly<Record<string, readonly string[]>> = {
  fields: [],
  http: [],
  items: [],
  files: ["http"],
  overseerr: ["http", "items"],
  lists: ["fields", "http", "items", "files", "overseerr"],
  accounts: ["http", "files", "lists"],
  browser: ["http", "lists"],
  state: ["http", "items", "files", "lists"],
  runs: ["http", "items", "files", "lists", "state"],
  backup: ["http", "files", "state", "runs"],
  listsync: ["http", "files", "lists", "state"],
  schedule: ["runs"],
  webhook: ["fields", "http", "items", "files", "lists", "runs"],
  requests: ["http", "items", "lists", "overseerr", "runs", "state"],
  sources: ["http", "items", "lists", "runs"],
  watch: ["files", "lists", "runs"],
  monitor: ["http", "items", "lists", "overseerr", "requests", "runs", "state"],
  "home-assistant": ["fields", "http", "items", "lists", "runs"],
  notify: ["http", "items", "runs", "home-assistant"],
  "node-red": [
    "fields",
    "http",
    "items",
    "files",
    "overseerr",
    "lists",
    "accounts",
    "browser",
    "runs",
    "backup",
    "listsync",
    "requests",
    "sources",
    "schedule",
    "webhook",
    "watch",
    "monitor",
    "home-assistant",
    "notify",
  ],
  page: ["items", "node-red"],
};

export const PORTS: readonly string[] = ["state/store.ts", "state/port/*.ts", "runs/run.ts"];

const OUTSIDE = "src/ imports nothing from Node-RED; nodes/ is the place for it.";
const nodeRed = {
  group: ["@node-red/*", "node-red/*", "node-red-*", "node-red", "**/nodes/**"],
  message: OUTSIDE,
};

/** Rooms that have a folder of another room's name: `../home-assistant` may mean that folder there. */
const NAMESAKES: Readonly<Record<string, readonly string[]>> = {
  lists: ["home-assistant", "overseerr"],
  "node-red": ["page"],
};

/** The part `overrides` of biome.json. */
export function biomeOverrides(): object[] {
  const rooms = Object.keys(WALLS);
  const rule = (includes: string[], patterns: object[]) => ({
    includes,
    linter: { rules: { style: { noRestrictedImports: { level: "error", options: { patterns } } } } },
  });
  return [
    {
      includes: ["src/**", "nodes/**", "plugins/**"],
      linter: {
        rules: { suspicious: { noImportCycles: { level: "error", options: { ignoreTypes: false } } } },
      },
    },
    rule(
      ["src/*.ts", "!src/index.ts"],
      [
        nodeRed,
        { group: rooms.map((room) => `./${room}/**`), message: "The files directly in src/ import no room." },
      ],
    ),
    // what lists and servers write there is text, whatever it looks like
    { includes: ["src/page/**"], plugins: ["./src/page/text-only.grit"] },
    ...rooms.map((room) => {
      const shut = rooms.filter((other) => other !== room && !WALLS[room]?.includes(other));
      const group = shut.flatMap((other) => [
        ...(NAMESAKES[room]?.includes(other) ? [] : [`../${other}/**`]),
        `../../${other}/**`,
        `../../../${other}/**`,
      ]);
      const ports = PORTS.filter((port) => shut.some((other) => port.startsWith(`${other}/`)));
      const open = ["../", "../../", "../../../"].flatMap((up) => ports.map((port) => `!${up}${port}`));
      const message = `src/${room} may not import this room. CONTRIBUTING.md has the picture, test/repository/walls.ts its source.`;
      return rule(
        [`src/${room}/**`],
        [nodeRed, ...(group.length > 0 ? [{ group: [...group, ...open], message }] : [])],
      );
    }),
  ];
}

/** The picture for CONTRIBUTING.md: each room stands below those that it may import. */
export function picture(): string {
  const width = Math.max(...Object.keys(WALLS).map((room) => room.length));
  const lines = Object.entries(WALLS).map(
    ([room, open]) => `${room.padEnd(width)}  ${open.length > 0 ? `→ ${open.join(", ")}` : "no other room"}`,
  );
  return ["```", ...lines, "```"].join("\n");
}
