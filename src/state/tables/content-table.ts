import type { AtOnce } from "../at-once.ts";
import type { Database } from "../database.ts";
import type { ListContent } from "../port/lists.ts";
import type { Store } from "../store.ts";

/** A list of a profile. */
export interface ContentRow {
  profile: string;
  provider: string;
  list: string;
  partial: number;
  /** Of its text. */
  bytes: number;
}

/** What stood on the lists of each profile when they were last read: one row for each list, with a text as content-text.ts makes it. */
export interface ContentTable extends AtOnce<Pick<Store, "forgetListContents">> {
  /** @param profile undefined for all */
  contents(profile: string | undefined): ContentRow[];
  /** Texts of some lists, in their order; undefined for one that is gone meanwhile. */
  contentTexts(rows: ContentRow[]): (string | undefined)[];
  saveContent(profile: string, content: Omit<ListContent, "items">, text: string, at: string): void;
}

export function contentTable(db: Database): ContentTable {
  const contents: ContentTable["contents"] = (profile) =>
    db.all<ContentRow>(
      profile === undefined
        ? "SELECT profile, provider, list, partial, octet_length(items) AS bytes FROM list_contents"
        : "SELECT profile, provider, list, partial, octet_length(items) AS bytes FROM list_contents WHERE profile = @profile",
      profile === undefined ? {} : { profile },
    );
  return {
    contents,
    contentTexts: (rows) =>
      db
        .all<{ items: string | null }>(
          `SELECT c.items FROM json_each(@rows) r LEFT JOIN list_contents c
             ON c.profile = r.value ->> 'profile' AND c.provider = r.value ->> 'provider' AND c.list = r.value ->> 'list'
           ORDER BY r.key`,
          { rows: JSON.stringify(rows) },
        )
        .map(({ items }) => items ?? undefined),
    saveContent(profile, { provider, list, partial = false }, items, at) {
      db.run(
        `INSERT INTO list_contents (profile, provider, list, read_at, items, partial)
         VALUES (@profile, @provider, @list, @at, @items, @partial)
         ON CONFLICT DO UPDATE SET read_at = @at, items = @items, partial = @partial`,
        { profile, provider, list, at, items, partial },
      );
    },
    forgetListContents(profile, keep) {
      const kept = new Set(keep.map(({ provider, list }) => `${provider}\n${list}`));
      for (const { provider, list } of contents(profile))
        if (!kept.has(`${provider}\n${list}`))
          db.run(
            "DELETE FROM list_contents WHERE profile = @profile AND provider = @provider AND list = @list",
            { profile, provider, list },
          );
    },
  };
}
