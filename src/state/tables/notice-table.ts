import type { AtOnce } from "../at-once.ts";
import type { Database } from "../database.ts";
import type { Notifier } from "../port/nodes.ts";
import type { Store } from "../store.ts";

/** More news than anybody reads in a digest; a channel that is gone for good must not fill the disk. */
const MOST = 1000;

type Notices = Pick<Store, "notifier" | "saveNotifier" | "keepNews" | "keptNews" | "forgetNews">;

/** What nodes that notify people remember, and keep for their digests. */
export function noticeTable(db: Database, most: number = MOST): AtOnce<Notices> {
  const save = (node: string, notifier: Notifier) =>
    db.run(
      "INSERT INTO notifiers (node, state) VALUES (@node, @state) ON CONFLICT DO UPDATE SET state = @state",
      { node, state: JSON.stringify(notifier) },
    );
  return {
    notifier(node) {
      const row = db.get<{ state: string }>("SELECT state FROM notifiers WHERE node = @node", { node });
      return row && (JSON.parse(row.state) as Notifier);
    },
    saveNotifier(node, notifier) {
      if (notifier) return void save(node, notifier);
      db.transaction(() => {
        db.run("DELETE FROM notifiers WHERE node = @node", { node });
        db.run("DELETE FROM notices WHERE node = @node", { node });
      });
    },
    keepNews(node, news) {
      db.transaction(() => {
        db.run("INSERT INTO notices (node, news) VALUES (@node, @news)", {
          node,
          news: JSON.stringify(news),
        });
        db.run(
          `DELETE FROM notices WHERE node = @node AND id <=
           (SELECT id FROM notices WHERE node = @node ORDER BY id DESC LIMIT 1 OFFSET @most)`,
          { node, most },
        );
      });
    },
    keptNews: (node) =>
      db
        .all<{ id: number; news: string }>("SELECT id, news FROM notices WHERE node = @node ORDER BY id", {
          node,
        })
        .map(({ id, news }) => ({ id, news: JSON.parse(news) as object })),
    forgetNews(node, upTo, notifier) {
      db.transaction(() => {
        db.run("DELETE FROM notices WHERE node = @node AND id <= @upTo", { node, upTo });
        save(node, notifier);
      });
    },
  };
}
