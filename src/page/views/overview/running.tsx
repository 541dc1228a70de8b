import type { ProfileState } from "../../api/session.ts";
import { text } from "../../i18n/words.ts";
import { OutcomeBadge } from "../../parts/badge.tsx";
import { Link } from "../../parts/link.tsx";
import { Moment } from "../../parts/moment.tsx";
import { OutcomeCounts } from "../../parts/outcome-counts.tsx";
import { Poster } from "../../parts/poster.tsx";
import { Progress } from "../../parts/progress.tsx";

/** What is going on in a profile: how far it is, and the titles that pass by. */
export function Running({ run, profile }: { run: NonNullable<ProfileState["running"]>; profile: string }) {
  const { done, total, startedAt, counts, lists, passing } = run;
  return (
    <div class="running">
      <Progress label={text("profile.progress", { profile })} done={done} total={total} />
      <p class="hint">
        {text("profile.started")} <Moment at={startedAt} /> ·{" "}
        {text("profile.listsRead", { count: lists.read })}
        {lists.failed > 0 && ` · ${text("profile.listsFailed", { count: lists.failed })}`}
      </p>
      <OutcomeCounts counts={counts} />
      <ul class="passing" aria-label={text("profile.passing")}>
        {passing.slice(0, 6).map(({ key, title, year, type, outcome, tmdbId }) => (
          <li key={key}>
            <Poster
              of={tmdbId !== undefined && type !== "unknown" ? { type, id: tmdbId } : undefined}
              title={title}
              width="92"
            />
            <Link to={["titles", key]}>
              {title} {year !== undefined && <span class="year">{year}</span>}
            </Link>
            <OutcomeBadge outcome={outcome} />
          </li>
        ))}
      </ul>
    </div>
  );
}
