import type { ProfileState } from "../../api/session.ts";
import { text } from "../../i18n/words.ts";
import { Moment } from "../../parts/moment.tsx";

/** When the next run is due, or why none is. */
export function NextDue({ state: { next, automatic, running } }: { state: ProfileState }) {
  // nothing is due while it is running, unless a time says so
  if (running && next?.at === undefined) return null;
  if (!next) return <p class="hint">{text("profile.noSchedule")}</p>;
  return (
    <p class="hint">
      {next.at ? (
        <>
          {text("profile.next")} <Moment at={next.at} />
        </>
      ) : (
        next.text
      )}
      {next.pausedUntil !== undefined && (
        <>
          {" "}
          · {text("profile.pausedUntil")} <Moment at={next.pausedUntil} />
        </>
      )}
      {!automatic && ` · ${text("profile.notAutomatic")}`}
    </p>
  );
}
