import type { Item } from "../items/item.ts";
import type { Database } from "./database.ts";
import type { ListContent, Store } from "./store.ts";

interface Row {
  provider: string;
  list: string;
  items: string;
}

/** What stood on the lists of each profile when they were last read as a whole: one row for each list. */
export function contentTable(
  db: Database,
): Pick<Store, "listContents" | "saveListContent" | "forgetListContents"> {
  return {
    listContents: (profile) =>
      db
        .all<Row>(
          profile === undefined
            ? "SELECT provider, list, items FROM list_contents"
            : "SELECT provider, list, items FROM list_contents WHERE profile = @profile",
          profile === undefined ? {} : { profile },
        )
        .map(toContent),
    saveListContent(profile, { provider, list, items }, at) {
      db.run(
        `INSERT INTO list_contents (profile, provider, list, read_at, items)
         VALUES (@profile, @provider, @list, @at, @items)
         ON CONFLICT DO UPDATE SET read_at = @at, items = @items`,
        { profile, provider, list, at, items: JSON.stringify(items.map(plain)) },
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

const toContent = ({ provider, list, items }: Row): ListContent => ({
  provider,
  list,
  items: JSON.parse(items) as Item[],
});

/** Only what says which title it is; thousands of descriptions would help nobody. */
const plain = ({ title, year, mediaType, ids, sources }: Item): Item => ({
  title,
  ...(year !== undefined && { year }),
  mediaType,
  ids,
  sources,
});
