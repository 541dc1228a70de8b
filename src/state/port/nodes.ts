/** Where a device of Home Assistant is shown. */
export interface ShownDevice {
  way: "MQTT" | "companion" | "states";
  /** Id of the configuration node that it goes through, of a broker or of a connection. */
  via: string;
  /** Address behind that node, without secrets. */
  where: string;
  /** Entity ids of plain states. */
  ids?: string[];
}

/** Files that a node watches, as it has told of them. */
export interface WatchedFiles {
  /** What is watched, as its settings say. */
  what: string;
  /** Prints by paths, see watch/print.ts. */
  files: [path: string, print: { touch: string; hash: string }][];
}

/** What a node that notifies people remembers of itself. Times are ISO 8601. */
export interface Notifier {
  /** When its digest comes, in its own words; a time of another plan is no time of this one. */
  plan?: string;
  /** When the next digest is due. */
  dueAt?: string;
  /** News up to this number are on their way in a digest, and nobody knows yet whether it arrived. */
  sending?: number;
  /** Problems of each profile that people know of, see notify/known-problems.ts. */
  known?: Record<string, string[]>;
}

/** What single nodes remember of themselves. */
export interface NodeMemory {
  /** Where a device is shown; undefined when that was never saved. */
  shownDevices(device: string): Promise<ShownDevice[] | undefined>;
  saveShownDevices(device: string, shown: ShownDevice[]): Promise<void>;
  /** What a node has told of the files that it watches; undefined when that was never saved. @param node its id */
  watchedFiles(node: string): Promise<WatchedFiles | undefined>;
  /** @param watched undefined to forget them */
  saveWatchedFiles(node: string, watched: WatchedFiles | undefined): Promise<void>;
  /** What a node that notifies remembers of itself; undefined when that was never saved. @param node its id */
  notifier(node: string): Promise<Notifier | undefined>;
  /** @param notifier undefined to forget it, and the news that it keeps */
  saveNotifier(node: string, notifier: Notifier | undefined): Promise<void>;
  /** Keeps news for a node's next digest; of too many the oldest are forgotten. */
  keepNews(node: string, news: object): Promise<void>;
  /** What is kept for a node, the oldest first. */
  keptNews(node: string): Promise<{ id: number; news: object }[]>;
  /** Forgets what is kept for a node up to this number, and saves what it remembers of itself, both or neither. */
  forgetNews(node: string, upTo: number, notifier: Notifier): Promise<void>;
  /** What a signed request was answered, that is still the same one then. @param request its name @param at ISO 8601 */
  signedAnswer(request: string, at: string): Promise<object | undefined>;
  /** Remembers it until then, and forgets those whose time is over. Times are ISO 8601. */
  saveSignedAnswer(request: string, answer: object, until: string, at: string): Promise<void>;
}
