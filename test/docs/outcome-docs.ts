import { OUTCOME_STATUSES, OUTCOMES } from "../../src/items/outcomes.ts";
import { SHORT_REASONS } from "../../src/node-red/statuses/messages.ts";
import { ERRORS } from "./examples/errors.ts";
import { ROOMS } from "./examples/rooms.ts";

/** Every outcome, with what it is called in summaries and the reason where nothing more precise is known. */
export function outcomeTable(): string {
  const rows = OUTCOME_STATUSES.map((status) => {
    const { phrase, reason = "" } = OUTCOMES[status];
    return `| \`${status}\` | ${phrase} | ${reason} |`;
  });
  return [
    "| `outcome.status` | In summaries | Reason, unless there is a more precise one |",
    "|---|---|---|",
    ...rows,
  ].join("\n");
}

/** The reasons of outcomes and the sentences of errors, by what they are about. */
export function reasonSections(): string {
  return ROOMS.filter(({ sentences }) => sentences.length > 0)
    .map(({ title, sentences }) => `### ${title}\n\n${sentences.map((text) => `- ${text}`).join("\n")}`)
    .join("\n\n");
}

/** Every code of an error, with the words that a node's status shows, and what is said: what it means and what to do. */
export function errorTable(): string {
  const rows = Object.entries(SHORT_REASONS)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([code, short]) => `| \`${code}\` | ${short} | ${ERRORS[code as keyof typeof ERRORS]} |`);
  return ["| `code` | Status of the node | What it means, and what to do |", "|---|---|---|", ...rows].join(
    "\n",
  );
}
