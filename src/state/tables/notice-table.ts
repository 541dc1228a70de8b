import type { AtOnce } from "../at-once.ts";
import type { Database } from "../database.ts";
import type { Notifier } from "../port/nodes.ts";
import type { Store } from "../store.ts";

/**
 * More news than anybody reads in a digest; a channel that is gone for good must not fill the disk, nor one digest the memory.
 * A scan of a library finds thousands of titles within minutes, and a run may have thousands of problems.
 */
const MOST = { rows: 10_000, bytes: 8_000_000 };

/** Looked for too many each time, a scan would take longer with each title: this part more than allowed is kept meanwhile. */
const SLACK = 0.01;

type Notices = Pick<Store, "notifier" | "saveNotifier" | "keepNews" | "keptNews" | "forgetNews">;

/** What nodes that notify people remember, and keep for their digests. */
export function noticeTable(db: Database, most: typeof MOST = MOST): AtOnce<Notices> {
  let [rows, bytes] = [0, 0];
  /** Whether enough was kept since the last look. */
  function isTimeToLook(text: string): boolean {
    rows += 1;
    bytes += Buffer.byteLength(text);
    if (rows < most.rows * SLACK && bytes < most.bytes * SLACK) return false;
    [rows, bytes] = [0, 0];
    return true;
  }

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
      const text = JSON.stringify(news);
      db.transaction(() => {
        db.run("INSERT INTO notices (node, news) VALUES (@node, @text)", { node, text });
        if (isTimeToLook(text)) db.run(FORGET_OLDEST, { node, ...most });
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

/** The newest stays, however long it is. */
const FORGET_OLDEST = `
  DELETE FROM notices WHERE node = @node AND id <= (
    SELECT id FROM (
      SELECT id, row_number() OVER newest AS place, sum(octet_length(news)) OVER newest AS size
      FROM notices WHERE node = @node WINDOW newest AS (ORDER BY id DESC)
    ) WHERE place > 1 AND (place > @rows OR size > @bytes) ORDER BY id DESC LIMIT 1)`;
