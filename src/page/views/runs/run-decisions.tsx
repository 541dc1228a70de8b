import { useContext } from "preact/hooks";
import { OUTCOME_STATUSES } from "../../../items/outcomes.ts";
import { SessionContext } from "../../api/session-context.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { asked } from "../../app/database.ts";
import { changeQuery, route } from "../../app/route.ts";
import { text } from "../../i18n/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { OutcomeBadge } from "../../parts/badge.tsx";
import { Choose } from "../../parts/choose.tsx";
import { Link } from "../../parts/link.tsx";
import { MoreButton } from "../../parts/more-button.tsx";
import { useMoreRows } from "../../parts/more-rows.ts";

/** Every decision of a run with its reason, of one outcome or of all. */
export function RunDecisions({ id }: { id: string }) {
  const wanted = route.value.query.get("outcome") ?? "";
  const outcome = OUTCOME_STATUSES.find((each) => each === wanted);
  const { client } = useContext(SessionContext);
  const question = { ...asked.value, id, ...(outcome && { outcome }), limit: "100" };
  const answer = useAnswer("runDecisions", question, ["runs"]);
  const decisions = useMoreRows(answer.data, (cursor) => client.ask("runDecisions", { ...question, cursor }));
  return (
    <>
      <h2>{text("run.decisions")}</h2>
      <Choose
        label={text("titles.outcome")}
        value={outcome ?? ""}
        change={(value) => changeQuery({ outcome: value || undefined })}
        choices={[
          { value: "", label: text("titles.any") },
          ...OUTCOME_STATUSES.map((each) => ({ value: each, label: text(`outcome.${each}`) })),
        ]}
      />
      <Answered of={answer}>
        {({ total }) => (
          <>
            <p role="status">{text("titles.count", { count: total })}</p>
            <ol class="history">
              {decisions.rows.map((row) => (
                <li key={`${row.key} ${row.is4k ?? ""} ${row.at}`}>
                  <p>
                    <OutcomeBadge outcome={row.outcome} />{" "}
                    <Link to={["titles", row.key]}>{row.title || text("common.untitled")}</Link>{" "}
                    <span class="hint">
                      {[row.year, text(`type.${row.type}`), row.is4k && "4K"].filter(Boolean).join(" · ")}
                    </span>
                  </p>
                  {row.reason !== undefined && <p class="reason">{row.reason}</p>}
                  <p class="hint">
                    {[
                      row.httpStatus !== undefined &&
                        text("title.httpStatus", { status: String(row.httpStatus) }),
                      row.requestId !== undefined && text("title.request", { number: String(row.requestId) }),
                      ...row.lists.map(({ name, list }) => name || list),
                    ]
                      .filter(Boolean)
                      .join(" · ")}
                  </p>
                </li>
              ))}
            </ol>
          </>
        )}
      </Answered>
      <MoreButton of={decisions} />
    </>
  );
}
