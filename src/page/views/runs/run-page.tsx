import { useContext } from "preact/hooks";
import { SessionContext } from "../../api/session-context.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { asked } from "../../app/database.ts";
import { format, text } from "../../i18n/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { RunBadge } from "../../parts/badge.tsx";
import { Heading } from "../../parts/heading.tsx";
import { Link } from "../../parts/link.tsx";
import { When } from "../../parts/moment.tsx";
import { Notice } from "../../parts/notice.tsx";
import { OutcomeCounts } from "../../parts/outcome-counts.tsx";
import { Progress } from "../../parts/progress.tsx";
import { ExportButtons } from "./export-buttons.tsx";
import { RunDecisions } from "./run-decisions.tsx";
import { RunLists } from "./run-lists.tsx";
import { triggerText } from "./trigger-text.ts";

/** One run: how it went, by list and by outcome, with each decision and its reason. */
export function RunPage({ path: [, id = ""] }: { path: readonly string[] }) {
  const { profiles } = useContext(SessionContext);
  const answer = useAnswer("run", { ...asked.value, id }, ["runs"]);
  const live = [...profiles.value.values()].find(({ running }) => running?.runId === id)?.running;
  return (
    <>
      <p class="back">
        <Link to={["runs"]}>{text("run.back")}</Link>
      </p>
      {!answer.data && <Heading>{text("run.one")}</Heading>}
      <Answered of={answer}>
        {(run) => (
          <>
            <Heading>
              {text("run.title", { profile: run.profile, at: format.dateTime(run.startedAt) })}
            </Heading>
            <p>
              <RunBadge state={run.state} /> {triggerText(run.trigger)}
              {run.dryRun && ` · ${text("run.dryRun")}`} · {format.duration(run.duration * 1000)}
              {run.finishedAt !== undefined && (
                <>
                  {" "}
                  · {text("run.finished")} <When at={run.finishedAt} />
                </>
              )}
            </p>
            {run.state === "running" && live && (
              <Progress label={text("run.one")} done={live.done} total={live.total} />
            )}
            {run.text && <p>{run.text}</p>}
            {run.error && <Notice kind="broken">{run.error.message}</Notice>}
            {run.missing > 0 && run.state !== "running" && (
              <Notice kind="attention">{text("run.missing", { count: run.missing })}</Notice>
            )}
            <OutcomeCounts
              counts={run.state === "running" ? (live?.counts ?? run.counts) : run.counts}
              to={["runs", id]}
              query={(outcome) => ({ outcome })}
            />
            <ExportButtons id={id} />
            <RunLists lists={run.perList} />
            <RunDecisions id={id} />
          </>
        )}
      </Answered>
    </>
  );
}
