import { useContext } from "preact/hooks";
import { SessionContext } from "../../api/session-context.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { asked } from "../../app/database.ts";
import { changeQuery, route } from "../../app/route.ts";
import { format, text } from "../../i18n/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { RunBadge } from "../../parts/badge.tsx";
import { Choose } from "../../parts/choose.tsx";
import { Heading } from "../../parts/heading.tsx";
import { Link } from "../../parts/link.tsx";
import { When } from "../../parts/moment.tsx";
import { MoreButton } from "../../parts/more-button.tsx";
import { useMoreRows } from "../../parts/more-rows.ts";
import { triggerText } from "./trigger-text.ts";

const STATES = [
  "running",
  "completed",
  "completed_with_errors",
  "failed",
  "cancelled",
  "interrupted",
] as const;

/** All runs, newest first. */
export function Runs() {
  const { query } = route.value;
  const profile = query.get("profile") ?? "";
  const state = STATES.find((each) => each === query.get("state"));
  const dryRun = (["yes", "no"] as const).find((each) => each === query.get("dryRun"));
  const choices = useAnswer("titleChoices", asked.value, []);
  const { client } = useContext(SessionContext);
  const filters = { ...(profile && { profile }), ...(state && { state }), ...(dryRun && { dryRun }) };
  const question = { ...asked.value, ...filters, limit: "50" };
  const answer = useAnswer("runs", question, ["runs"]);
  const runs = useMoreRows(answer.data, (cursor) => client.ask("runs", { ...question, cursor }));
  const any = { value: "", label: text("titles.any") };
  const set = (name: string) => (value: string) => changeQuery({ [name]: value || undefined });
  return (
    <>
      <Heading>{text("nav.runs")}</Heading>
      <search class="filters fields">
        <Choose
          label={text("titles.profile")}
          value={profile}
          change={set("profile")}
          choices={[any, ...(choices.data?.profiles ?? []).map((name) => ({ value: name, label: name }))]}
        />
        <Choose
          label={text("runs.state")}
          value={state ?? ""}
          change={set("state")}
          choices={[any, ...STATES.map((each) => ({ value: each, label: text(`runState.${each}`) }))]}
        />
        <Choose
          label={text("runs.kind")}
          value={dryRun ?? ""}
          change={set("dryRun")}
          choices={[
            any,
            { value: "no", label: text("runs.real") },
            { value: "yes", label: text("run.dryRun") },
          ]}
        />
      </search>
      <Answered of={answer}>
        {({ total }) =>
          total === 0 ? (
            <p class="empty">{text("runs.none")}</p>
          ) : (
            <table class="stacked">
              <thead>
                <tr>
                  <th scope="col">{text("runs.run")}</th>
                  <th scope="col">{text("runs.state")}</th>
                  <th scope="col">{text("runs.lists")}</th>
                  <th scope="col">{text("runs.titles")}</th>
                  <th scope="col">{text("runs.duration")}</th>
                </tr>
              </thead>
              <tbody>
                {runs.rows.map(({ id, profile: name, trigger, dryRun: isDry, state: now, ...run }) => (
                  <tr key={id}>
                    <th scope="row">
                      <Link to={["runs", id]}>
                        {name}, <When at={run.startedAt} />
                      </Link>
                      <span class="hint">
                        {triggerText(trigger)}
                        {isDry && ` · ${text("run.dryRun")}`}
                      </span>
                    </th>
                    <td data-label={text("runs.state")}>
                      <RunBadge state={now} />
                      {run.error && <p class="reason">{run.error.message}</p>}
                    </td>
                    <td data-label={text("runs.lists")}>
                      {format.number(run.lists.read)}
                      {run.lists.failed > 0 &&
                        ` · ${text("profile.listsFailed", { count: run.lists.failed })}`}
                    </td>
                    <td data-label={text("runs.titles")}>
                      {run.total === undefined ? "–" : format.number(run.total)}
                    </td>
                    <td data-label={text("runs.duration")}>{format.duration(run.duration * 1000)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Answered>
      <MoreButton of={runs} />
    </>
  );
}
