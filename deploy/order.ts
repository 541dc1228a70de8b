import { parseArgs } from "node:util";

export const USAGE = `Usage:
  (nothing)                          run Node-RED with the flow "Full sync"
  once [--list LIST]... [--dry-run]  run one sync, print its summary and end
                                     exit code: 0 done, 1 done with errors, 2 failed
  --help                             print this

--list takes what a list-source node takes, for example imdb:ls012345678 or an address,
and can be given several times. Without it the lists of the environment are synced.`;

/** One sync, as the command line asks for it. */
export interface OnceOrder {
  command: "once";
  /** Empty for the lists of the environment. */
  lists: string[];
  dryRun: boolean;
}

/** What the command line asks for. */
export type Order = OnceOrder | { command: "serve" | "help" } | { command: "misread"; why: string };

/** Reads the command line; what is not understood starts nothing. */
export function readOrder(args: string[]): Order {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        list: { type: "string", multiple: true },
        "dry-run": { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
    const { list = [], "dry-run": dryRun = false, help } = values;
    const [command, ...others] = positionals;
    if (help) return { command: "help" };
    if (others.length > 0 || (command !== undefined && command !== "once"))
      return { command: "misread", why: `"${others[0] ?? command}" is not a command.` };
    if (command === "once")
      return { command, lists: list.map((each) => each.trim()).filter(Boolean), dryRun };
    if (list.length > 0 || dryRun)
      return { command: "misread", why: "--list and --dry-run belong to the command once." };
    return { command: "serve" };
  } catch (error) {
    return { command: "misread", why: error instanceof Error ? error.message : String(error) };
  }
}
