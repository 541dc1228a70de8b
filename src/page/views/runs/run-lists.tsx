import type { Answer } from "../../../node-red/page/contract/types.ts";
import { format, text } from "../../i18n/words.ts";
import { Badge } from "../../parts/badge.tsx";
import { Link } from "../../parts/link.tsx";

/** What a run did with each list. */
export function RunLists({ lists }: { lists: Answer<"run">["perList"] }) {
  if (lists.length === 0) return null;
  return (
    <>
      <h2>{text("run.lists")}</h2>
      <table class="stacked">
        <thead>
          <tr>
            <th scope="col">{text("lists.list")}</th>
            <th scope="col">{text("lists.titles")}</th>
            <th scope="col">{text("lists.state")}</th>
          </tr>
        </thead>
        <tbody>
          {lists.map(
            ({ provider, list, name, label, site, titles, announced, complete, warnings, error }) => (
              <tr key={JSON.stringify([provider, list])}>
                <th scope="row">
                  <Link to={["lists", provider, list]}>{name || label}</Link>
                  <span class="hint">{site}</span>
                </th>
                <td data-label={text("lists.titles")}>
                  {format.number(titles)}
                  {announced !== undefined && announced !== titles && (
                    <span class="hint"> {text("lists.announced", { announced })}</span>
                  )}
                </td>
                <td data-label={text("lists.state")}>
                  {error && <Badge level="broken">{text("lists.failed")}</Badge>}
                  {!error && (
                    <Badge level={complete ? "good" : "attention"}>
                      {text(complete ? "lists.complete" : "lists.incomplete")}
                    </Badge>
                  )}
                  {error && <p class="reason">{error.message}</p>}
                  {warnings.map((warning) => (
                    <p key={warning} class="reason">
                      {warning}
                    </p>
                  ))}
                </td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </>
  );
}
