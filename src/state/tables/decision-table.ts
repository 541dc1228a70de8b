import { foldTitle } from "../../items/fold.ts";
import { itemKey } from "../../items/key.ts";
import { isNameless, namedKey } from "../../items/named-key.ts";
import type { AtOnce } from "../at-once.ts";
import type { Database } from "../database.ts";
import type { Decision } from "../port/decisions.ts";
import type { Store } from "../store.ts";

interface Row {
  name: string;
  kind: Decision["kind"];
  item: string;
  matched: string | null;
  decided_by: string | null;
  at: string;
}

/** Milliseconds after which the very first decision counts at the latest when another process wrote it. */
const LATEST = 100;

/** What people decided about titles, for good. Nothing here hangs on an item that may be forgotten. */
export function decisionTable(
  db: Database,
): AtOnce<Pick<Store, "decide" | "takeBack" | "decisionsOn" | "ignoredAs" | "decisions">> {
  const find = (where: string, parameters: Record<string, string | number | boolean | undefined>) =>
    db.all<Row>(`SELECT name, kind, item, matched, decided_by, at FROM decisions WHERE ${where}`, parameters);

  let areThere = true;
  let lookAgain = 0;
  /** Most people never decide anything: then titles are not looked up one by one. */
  function areAny(): boolean {
    const now = performance.now();
    if (now < lookAgain) return areThere;
    areThere = db.get("SELECT 1 AS found FROM decisions LIMIT 1") !== undefined;
    lookAgain = now + LATEST;
    return areThere;
  }

  return {
    decide: ({ kind, item, match, by, at }, seen) =>
      db.transaction(() => {
        const name = namedKey(item);
        const [before] = find("name = @name AND kind = @kind", { name, kind }).map(toDecision);
        if (seen !== undefined && (before?.at ?? null) !== seen) return { done: false, before };
        const { title, year, mediaType, ids } = item;
        const plain = { title, ...(year !== undefined && { year }), mediaType, ids };
        db.run(UPSERT, {
          name,
          kind,
          key: itemKey(item),
          folded: foldTitle(title),
          item: JSON.stringify(plain),
          mediaType: match?.mediaType,
          tmdbId: match?.tmdbId,
          matched: match && JSON.stringify(match),
          by,
          at,
        });
        areThere = true;
        return { done: true, before };
      }),
    takeBack: (name, kind) =>
      db.run("DELETE FROM decisions WHERE name = @name AND kind = @kind", { name, kind }) > 0,
    decisionsOn: (item) => {
      if (!areAny()) return [];
      // a list that gives a bare id means whatever goes by it
      return find("key = @key AND (name = @name OR @nameless) ORDER BY at DESC", {
        key: itemKey(item),
        name: namedKey(item),
        nameless: isNameless(item),
      }).map(toDecision);
    },
    ignoredAs: ({ mediaType, tmdbId }) => {
      if (!areAny()) return undefined;
      return find(
        "tmdb_id = @tmdbId AND media_type = @mediaType AND kind = 'ignore' ORDER BY at DESC LIMIT 1",
        {
          mediaType,
          tmdbId,
        },
      ).map(toDecision)[0];
    },
    decisions: ({ kind, text, limit = 100, offset = 0 } = {}) =>
      db.snapshot(() => {
        const where = "kind = coalesce(@kind, kind) AND instr(folded, @text) > 0";
        const asked = { kind, text: foldTitle(text ?? "") };
        return {
          decisions: find(`${where} ORDER BY at DESC, name LIMIT @limit OFFSET @offset`, {
            ...asked,
            limit,
            offset,
          }).map(toDecision),
          total:
            db.get<{ count: number }>(`SELECT COUNT(*) AS count FROM decisions WHERE ${where}`, asked)
              ?.count ?? 0,
        };
      }),
  };
}

const UPSERT = `
  INSERT INTO decisions (name, kind, key, folded, item, media_type, tmdb_id, matched, decided_by, at)
  VALUES (@name, @kind, @key, @folded, @item, @mediaType, @tmdbId, @matched, @by, @at)
  ON CONFLICT DO UPDATE SET folded = @folded, item = @item, media_type = @mediaType, tmdb_id = @tmdbId,
    matched = @matched, decided_by = @by, at = @at`;

const toDecision = ({ name, kind, item, matched, decided_by: by, at }: Row): Decision => ({
  name,
  kind,
  item: JSON.parse(item),
  ...(matched !== null && { match: JSON.parse(matched) }),
  ...(by !== null && { by }),
  at,
});
