import type { OutcomeStatus } from "../../items/item.ts";
import { OUTCOME_STATUSES, OUTCOMES } from "../../items/outcomes.ts";
import type { LinkQuery } from "../app/route.ts";
import { format, text } from "../i18n/words.ts";
import { Link } from "./link.tsx";

/** How many titles have which outcome, in the order of the summaries. */
export function OutcomeCounts({
  counts,
  to,
  query = () => ({}),
}: {
  counts: Readonly<Record<string, number>>;
  /** Where each leads. */
  to?: readonly string[];
  query?: (outcome: OutcomeStatus) => LinkQuery;
}) {
  const given = OUTCOME_STATUSES.filter((outcome) => (counts[outcome] ?? 0) > 0);
  if (given.length === 0) return null;
  return (
    <ul class="counts">
      {given.map((outcome) => {
        const words = (
          <>
            <b>{format.number(counts[outcome] ?? 0)}</b> {text(`outcome.${outcome}`)}
          </>
        );
        return (
          <li key={outcome} class={`badge ${OUTCOMES[outcome].level}`}>
            {to ? (
              <Link to={to} query={query(outcome)}>
                {words}
              </Link>
            ) : (
              words
            )}
          </li>
        );
      })}
    </ul>
  );
}
