import type { Answer } from "../../../node-red/page/contract/types.ts";
import { text } from "../../i18n/words.ts";
import { Link } from "../../parts/link.tsx";
import { Moment } from "../../parts/moment.tsx";

/** Titles that came to a list or left it. */
export function ListChanges({ title, changes }: { title: string; changes: Answer<"list">["added"] }) {
  if (changes.total === 0) return null;
  return (
    <section class="card">
      <h2>{title}</h2>
      <ul class="plain">
        {changes.rows.map(({ key, title: name, year, type, at }) => (
          <li key={key}>
            <Link to={["titles", key]}>{name || text("common.untitled")}</Link>
            <span class="hint">
              {" "}
              {[year, text(`type.${type}`)].filter(Boolean).join(" · ")} · <Moment at={at} />
            </span>
          </li>
        ))}
      </ul>
      {changes.total > changes.rows.length && (
        <p class="hint">{text("common.andMore", { count: changes.total - changes.rows.length })}</p>
      )}
    </section>
  );
}
