import type { OutcomeStatus } from "../../items/item.ts";
import { OUTCOMES } from "../../items/outcomes.ts";
import type { Answer } from "../../node-red/page/contract/types.ts";
import { text } from "../i18n/words.ts";

/** How good or bad something is; each has its colour, and the words say it as well. */
export type Level = "good" | "quiet" | "attention" | "broken";

export const Badge = ({ level, children }: { level: Level; children: string }) => (
  <span class={`badge ${level}`}>{children}</span>
);

/** What was done with a title. */
export const OutcomeBadge = ({ outcome }: { outcome: OutcomeStatus | undefined }) =>
  outcome === undefined ? (
    <Badge level="quiet">{text("outcome.none")}</Badge>
  ) : (
    <Badge level={OUTCOMES[outcome].level}>{text(`outcome.${outcome}`)}</Badge>
  );

export type RunState = Answer<"run">["state"];

const RUN_LEVELS: Readonly<Record<RunState, Level>> = {
  running: "good",
  completed: "good",
  completed_with_errors: "attention",
  failed: "broken",
  cancelled: "quiet",
  interrupted: "attention",
};

/** How a run stands. */
export const RunBadge = ({ state }: { state: RunState }) => (
  <Badge level={RUN_LEVELS[state]}>{text(`runState.${state}`)}</Badge>
);
