import type { Answer } from "../../../node-red/page/contract/types.ts";
import { format, text } from "../../i18n/words.ts";
import { OutcomeBadge } from "../../parts/badge.tsx";
import { Link } from "../../parts/link.tsx";
import { When } from "../../parts/moment.tsx";

/** What became of a title, newest first, with the reason of each time. */
export function TitleHistory({ history }: { history: Answer<"title">["history"] }) {
  return (
    <>
      <h2>{text("title.history")}</h2>
      {history.length === 0 && <p class="empty">{text("title.noHistory")}</p>}
      <ol class="history">
        {history.map((entry) => {
          const { at, until, event, by, outcome, reason, httpStatus, requestId, is4k, seasons, runId } =
            entry;
          return (
            <li key={`${at} ${runId ?? by ?? ""} ${outcome}`}>
              <p>
                {event === "available" ? (
                  <span class="badge good">{text("title.available", { by: by ?? "" })}</span>
                ) : (
                  <OutcomeBadge outcome={outcome} />
                )}{" "}
                <When at={at} />
                {until !== undefined && (
                  <span class="hint">
                    {" "}
                    {text("title.until")} <When at={until} />
                  </span>
                )}
              </p>
              {reason !== undefined && <p class="reason">{reason}</p>}
              <p class="hint">
                {[
                  httpStatus !== undefined && text("title.httpStatus", { status: String(httpStatus) }),
                  requestId !== undefined && text("title.request", { number: String(requestId) }),
                  is4k && "4K",
                  seasons &&
                    seasons.length > 0 &&
                    text("title.seasons", { list: format.list(seasons.map(String)) }),
                ]
                  .filter(Boolean)
                  .join(" · ")}{" "}
                {runId !== undefined && <Link to={["runs", runId]}>{text("title.run")}</Link>}
              </p>
            </li>
          );
        })}
      </ol>
    </>
  );
}
