import type { AtOnce } from "../at-once.ts";
import type { Database } from "../database.ts";
import type { Store } from "../store.ts";

/** Of more requests whose time is not over the oldest are forgotten: hours at the highest rate a webhook has by itself. */
const MOST = 100_000;

/** What signed requests were answered, for as long as their signature would be accepted again. */
export function signedTable(
  db: Database,
  most: number = MOST,
): AtOnce<Pick<Store, "signedAnswer" | "saveSignedAnswer">> {
  return {
    signedAnswer(request, at) {
      const row = db.get<{ answer: string }>(
        "SELECT answer FROM signed_requests WHERE request = @request AND until > @at",
        { request, at },
      );
      return row && (JSON.parse(row.answer) as object);
    },
    saveSignedAnswer(request, answer, until, at) {
      db.transaction(() => {
        db.run("DELETE FROM signed_requests WHERE until <= @at", { at });
        db.run(
          `INSERT INTO signed_requests (request, until, answer) VALUES (@request, @until, @answer)
           ON CONFLICT DO UPDATE SET until = @until, answer = @answer`,
          { request, until, answer: JSON.stringify(answer) },
        );
        db.run(
          "DELETE FROM signed_requests WHERE id <= (SELECT seq FROM sqlite_sequence WHERE name = 'signed_requests') - @most",
          { most },
        );
      });
    },
  };
}
