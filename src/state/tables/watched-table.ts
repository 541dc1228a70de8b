import type { AtOnce } from "../at-once.ts";
import type { Database } from "../database.ts";
import type { WatchedFiles } from "../port/nodes.ts";
import type { Store } from "../store.ts";

/** What nodes have told of the files that they watch. */
export function watchedTable(db: Database): AtOnce<Pick<Store, "watchedFiles" | "saveWatchedFiles">> {
  return {
    watchedFiles(node) {
      const row = db.get<{ what: string; files: string }>(
        "SELECT what, files FROM watched_files WHERE node = @node",
        { node },
      );
      return row && { what: row.what, files: JSON.parse(row.files) as WatchedFiles["files"] };
    },
    saveWatchedFiles(node, watched) {
      if (!watched) return void db.run("DELETE FROM watched_files WHERE node = @node", { node });
      db.run(
        `INSERT INTO watched_files (node, what, files) VALUES (@node, @what, @files)
         ON CONFLICT DO UPDATE SET what = @what, files = @files`,
        { node, what: watched.what, files: JSON.stringify(watched.files) },
      );
    },
  };
}
