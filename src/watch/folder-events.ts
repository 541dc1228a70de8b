import type { Stats } from "node:fs";
import { basename, relative, sep } from "node:path";
import { type FSWatcher, watch } from "chokidar";
import { touchOf } from "./print.ts";
import type { Watched } from "./watched.ts";

export interface FolderEventOptions extends Pick<Watched, "depth" | "fits" | "hidden"> {
  /** Without links in its path. */
  root: string;
  /** Milliseconds between two looks; undefined: the system tells. */
  pollMs: number | undefined;
  maxFiles: number;
  /** Something happened to a file that fits. @param path from the folder @param touch undefined when it is gone */
  onFile(path: string, touch: string | undefined): void;
  /** What is there has been told. */
  onReady(): void;
  /** More files fit than are watched. */
  onMore(): void;
  /** The folder itself may be gone. */
  onRootGone(): void;
  onError(error: Error): void;
}

/** What happens in a folder that is there, until it is closed. */
export interface FolderEvents {
  /** Paths of the files that are watched. */
  readonly files: ReadonlySet<string>;
  /** Those of them that are links: what happens where they lead is not told. */
  readonly links: ReadonlySet<string>;
  close(): Promise<void>;
}

/** Tells what happens in a folder. Events are hints: what became of a file is for the listener to look up. */
export function folderEvents(options: FolderEventOptions): FolderEvents {
  const { root, depth, fits, hidden, pollMs, maxFiles, onFile } = options;
  const files = new Set<string>();
  const links = new Set<string>();
  let closed = false;
  const below = (path: string): string => relative(root, path).split(sep).join("/");

  function isIgnored(path: string, stats: Stats | undefined): boolean {
    if (!stats || path === root) return false;
    if (stats.isDirectory()) return !hidden && basename(path).startsWith(".");
    const name = below(path);
    if (!(stats.isFile() || stats.isSymbolicLink()) || !fits(name)) return true;
    if (files.has(name)) return false;
    if (files.size >= maxFiles) {
      options.onMore();
      return true;
    }
    files.add(name);
    return false;
  }

  const watcher: FSWatcher = watch(root, {
    // without it, an error of a watch would end the process
    persistent: true,
    followSymlinks: false,
    ignored: isIgnored,
    depth,
    alwaysStat: true,
    ignorePermissionErrors: true,
    usePolling: pollMs !== undefined,
    ...(pollMs !== undefined && { interval: pollMs, binaryInterval: pollMs }),
  });
  const tell = (path: string, stats: Stats | undefined): void => {
    if (closed) return;
    const name = below(path);
    if (stats?.isSymbolicLink()) links.add(name);
    onFile(name, stats && touchOf(stats));
  };
  watcher.on("add", tell);
  watcher.on("change", tell);
  watcher.on("unlink", (path) => {
    files.delete(below(path));
    links.delete(below(path));
    tell(path, undefined);
  });
  watcher.on("unlinkDir", (path) => {
    if (!closed && path === root) options.onRootGone();
  });
  watcher.on("ready", () => {
    if (!closed) options.onReady();
  });
  watcher.on("error", (error) => {
    if (!closed) options.onError(error as Error);
  });

  return {
    files,
    links,
    async close() {
      closed = true;
      await watcher.close();
    },
  };
}
