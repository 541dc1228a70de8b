import type { Answer } from "../../../node-red/page/contract/types.ts";
import { text } from "../../i18n/words.ts";
import { Link } from "../../parts/link.tsx";
import { Moment } from "../../parts/moment.tsx";
import { Poster } from "../../parts/poster.tsx";

/** What became available lately. */
export function Arrived({ arrived }: { arrived: Answer<"overview">["arrived"] }) {
  if (arrived.length === 0) return null;
  return (
    <section class="card" aria-labelledby="arrived-title">
      <h2 id="arrived-title">{text("overview.arrived")}</h2>
      <ul class="shelf">
        {arrived.map(({ database, key, title, type, tmdbId, at, by }) => (
          <li key={`${database} ${key} ${at}`}>
            <Link to={["titles", key]} query={{ db: database }}>
              <Poster
                of={tmdbId !== undefined && type !== "unknown" ? { type, id: tmdbId } : undefined}
                title={title}
                width="185"
              />
              <span class="name">{title}</span>
            </Link>
            <span class="hint">
              <Moment at={at} /> · {by}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
