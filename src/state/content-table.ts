import type { Item } from "../items/item.ts";
import type { Database } from "./database.ts";
import type { ListContent, Store } from "./store.ts";

interface Row {
  provider: string;
  list: string;
  items: string;
  partial: number;
}

/** What stood on the lists of each profile when they were last read: one row for each list. */
export function contentTable(
  db: Database,
): Pick<Store, "listContents" | "saveListContent" | "forgetListContents"> {
  return {
    listContents: (profile) =>
      db
        .all<Row>(
          profile === undefined
            ? "SELECT provider, list, items, partial FROM list_contents"
            : "SELECT provider, list, items, partial FROM list_contents WHERE profile = @profile",
          profile === undefined ? {} : { profile },
        )
        .map(toContent),
    saveListContent(profile, { provider, list, items, partial = false }, at) {
      db.run(
        `INSERT INTO list_contents (profile, provider, list, read_at, items, partial)
         VALUES (@profile, @provider, @list, @at, @items, @partial)
         ON CONFLICT DO UPDATE SET read_at = @at, items = @items, partial = @partial`,
        { profile, provider, list, at, items: JSON.stringify(items.map(plain)), partial },
      );
    },
    forgetListContents(profile, keep) {
      const kept = new Set(keep.map(({ provider, list }) => `${provider}\n${list}`));
      const rows = db.all<Row>("SELECT provider, list FROM list_contents WHERE profile = @profile", {
        profile,
      });
      for (const { provider, list } of rows)
        if (!kept.has(`${provider}\n${list}`))
          db.run(
            "DELETE FROM list_contents WHERE profile = @profile AND provider = @provider AND list = @list",
            { profile, provider, list },
          );
    },
  };
}

const toContent = ({ provider, list, items, partial }: Row): ListContent => ({
  provider,
  list,
  items: JSON.parse(items) as Item[],
  ...(partial === 1 && { partial: true }),
});

/** Only what says which title it is; thousands of descriptions would help nobody. */
const plain = ({ title, year, mediaType, ids, sources }: Item): Item => ({
  title,
  ...(year !== undefined && { year }),
  mediaType,
  ids,
  sources,
});
