import type { OutcomeStatus } from "./item.ts";
import * as messages from "./messages.ts";

/** Everything that the product does with an outcome, apart from deciding on it. */
export interface OutcomeFacts {
  /** What it is called behind a number; outcomes of one phrase are counted together. */
  phrase: string;
  /** Whether somebody should look: `broken` is red until the next success, `attention` yellow, `quiet` no reason to. */
  level: "good" | "quiet" | "attention" | "broken";
  /** By which output of overseerr-request it leaves: requested, not needed, refused. */
  output: 0 | 1 | 2;
  /** Of the outcomes of one title the one with the highest number is shown. */
  telling: number;
  /** A person can do something about it, so the summary names the title. */
  needsPerson: boolean;
  /** Whoever wrote the title down need not wait for it any more: its to-do entry is ticked. */
  settles: boolean;
  /** Everything on the server is as it was before. */
  changesNothing?: true;
  /** What is said where the outcome brings no reason of its own. */
  reason?: string;
}

/** The outcomes in the order in which a summary names them. */
export const OUTCOMES: Readonly<Record<OutcomeStatus, OutcomeFacts>> = {
  requested: {
    phrase: "requested",
    level: "good",
    output: 0,
    telling: 10,
    needsPerson: false,
    settles: true,
  },
  would_request: {
    phrase: "would be requested",
    level: "good",
    output: 0,
    telling: 9,
    needsPerson: false,
    settles: false,
    changesNothing: true,
  },
  cancelled: {
    phrase: "cancelled",
    level: "good",
    output: 0,
    telling: 8,
    needsPerson: false,
    settles: false,
  },
  not_found: {
    phrase: "not found",
    level: "attention",
    output: 2,
    telling: 11,
    needsPerson: true,
    settles: false,
    changesNothing: true,
    reason: messages.notFound(),
  },
  ambiguous: {
    phrase: "ambiguous",
    level: "attention",
    output: 2,
    telling: 12,
    needsPerson: true,
    settles: false,
    changesNothing: true,
    reason: messages.ambiguous(),
  },
  failed: {
    phrase: "failed",
    level: "broken",
    output: 2,
    telling: 13,
    needsPerson: true,
    settles: false,
    changesNothing: true,
  },
  quota_exceeded: {
    phrase: "stopped by a quota",
    level: "attention",
    output: 2,
    telling: 7,
    needsPerson: true,
    settles: false,
    changesNothing: true,
    reason: messages.quotaUsedUp(),
  },
  declined: {
    phrase: "declined",
    level: "quiet",
    output: 2,
    telling: 5,
    needsPerson: false,
    settles: false,
    reason: messages.declined(),
  },
  blocklisted: {
    phrase: "blocklisted",
    level: "quiet",
    output: 2,
    telling: 6,
    needsPerson: false,
    settles: false,
    reason: messages.blocklisted(),
  },
  skipped: { phrase: "skipped", level: "quiet", output: 1, telling: 4, needsPerson: false, settles: false },
  already_available: {
    phrase: "already there",
    level: "good",
    output: 1,
    telling: 1,
    needsPerson: false,
    settles: true,
  },
  already_requested: {
    phrase: "already there",
    level: "good",
    output: 1,
    telling: 2,
    needsPerson: false,
    settles: true,
  },
  partially_available: {
    phrase: "already there",
    level: "good",
    output: 1,
    telling: 3,
    needsPerson: false,
    settles: true,
  },
};

/** All outcomes, in the order in which a summary names them. */
export const OUTCOME_STATUSES = Object.keys(OUTCOMES) as OutcomeStatus[];

/** The outcomes for which something holds. */
export const outcomesWhere = (holds: (facts: OutcomeFacts) => boolean): OutcomeStatus[] =>
  OUTCOME_STATUSES.filter((status) => holds(OUTCOMES[status]));

/** Numbers of outcomes as phrases: `["12 requested", "235 already there"]`. */
export function outcomePhrases(counts: Partial<Record<OutcomeStatus, number>>): string[] {
  const phrases = new Map<string, number>();
  for (const status of OUTCOME_STATUSES) {
    const { phrase } = OUTCOMES[status];
    const number = counts[status] ?? 0;
    if (number > 0) phrases.set(phrase, (phrases.get(phrase) ?? 0) + number);
  }
  return [...phrases].map(([phrase, number]) => `${number} ${phrase}`);
}
