import { useContext } from "preact/hooks";
import type { ProfileState } from "../../api/session.ts";
import { SessionContext } from "../../api/session-context.ts";
import { useActs } from "../../api/use-acts.ts";
import { text } from "../../i18n/words.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { RunBadge } from "../../parts/badge.tsx";
import { Link, ShownDatabase } from "../../parts/link.tsx";
import { Moment } from "../../parts/moment.tsx";
import { OutcomeCounts } from "../../parts/outcome-counts.tsx";
import { SaidLine } from "../../parts/said-line.tsx";
import { FailedLists } from "./failed-lists.tsx";
import { NextDue } from "./next-due.tsx";
import { Running } from "./running.tsx";

/** A profile: what is running, what came of the last run, when the next is due, and what can be done now. */
export function ProfileCard({ state }: { state: ProfileState }) {
  const { who } = useContext(SessionContext);
  const { act, said } = useActs();
  const { database, profile, running, last, cannotStart, failedLists } = state;
  const body = { database, profile };
  const mayNot = !who.value?.rights.write;
  const why = mayNot ? text("who.cannotAct") : cannotStart;
  const start = (name: "sync" | "dryRun" | "stop") => async () => {
    await act(name, body, "profiles", "runs");
  };
  return (
    <ShownDatabase.Provider value={database}>
      <section class="card profile" aria-label={text("profile.label", { profile })}>
        <header>
          <h2>{profile}</h2>
          {running && (
            <span class="badge good">{text(running.dryRun ? "profile.dryRunning" : "profile.running")}</span>
          )}
        </header>
        {running && <Running run={running} profile={profile} />}
        {!running && last && (
          <div class="last">
            <p>
              <RunBadge state={last.state} /> <Moment at={last.finishedAt ?? last.startedAt} />
              {last.dryRun && ` · ${text("run.dryRun")}`} ·{" "}
              <Link to={["runs", last.runId]}>{text("title.run")}</Link>
            </p>
            {last.error && <p class="reason broken">{last.error.message}</p>}
            {Object.keys(last.counts).length === 0 && <p>{last.text}</p>}
            <OutcomeCounts
              counts={last.counts}
              to={["runs", last.runId]}
              query={(outcome) => ({ outcome })}
            />
          </div>
        )}
        {!running && !last && <p class="empty">{text("profile.never")}</p>}
        <NextDue state={state} />
        <FailedLists failed={failedLists} />
        <p class="acts">
          <ActButton kind="main" act={start("sync")} disabled={why !== undefined || running !== null}>
            {text("profile.sync")}
          </ActButton>
          <ActButton act={start("dryRun")} disabled={why !== undefined || running !== null}>
            {text("profile.dryRun")}
          </ActButton>
          <ActButton kind="danger" act={start("stop")} disabled={mayNot || running === null}>
            {text("profile.stop")}
          </ActButton>
        </p>
        {why !== undefined && <p class="hint">{why}</p>}
        <SaidLine said={said} />
      </section>
    </ShownDatabase.Provider>
  );
}
