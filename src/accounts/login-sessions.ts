import { randomUUID } from "node:crypto";
import { InputError } from "../errors.ts";
import type { AccountContext, LoginFlow, LoginTokens } from "../lists/account.ts";
import { ListError } from "../lists/list-error.ts";
import { isConfirmationPage } from "./confirmation-page.ts";
import * as messages from "./messages.ts";

/** A login that waits for a person to confirm its code. */
interface Session {
  flow: LoginFlow;
  state: unknown;
  context(signal: AbortSignal): AccountContext;
  /** Milliseconds since the epoch. */
  endsAt: number;
  /** Keeps the tokens once they are there. */
  keep(tokens: LoginTokens): Promise<void>;
}

/** What the dialog shows while it waits. */
export interface StartedLogin {
  session: string;
  url: string;
  code?: string;
  /** Seconds. */
  expiresIn: number;
  /** Seconds between two polls. */
  interval: number;
}

export type PolledLogin = { pending: true; interval?: number } | { pending: false; user?: string };

/** Logins that wait at once. */
const MOST = 50;

/** Seconds that a code may last, whatever the site says: a session takes place in memory. */
const LIFETIME_S = { least: 1, most: 3600 };

/** Seconds between two polls: the dialog must neither hammer the site nor seem to have gone to sleep. */
const INTERVAL_S = { least: 1, most: 60 };

const within = ({ least, most }: { least: number; most: number }, seconds: number): number =>
  Math.min(most, Math.max(least, seconds));

/** The logins that dialogs have begun. Their states, which may hold secrets, never leave the runtime. */
export interface LoginSessions {
  /** @throws ListError */
  start(session: Omit<Session, "state" | "endsAt">, signal: AbortSignal): Promise<StartedLogin>;
  /** @throws InputError `bad-input` when the session is unknown or over; ListError */
  poll(id: string, signal: AbortSignal): Promise<PolledLogin>;
}

/** @param now milliseconds since the epoch */
export function createLoginSessions(now: () => number = Date.now): LoginSessions {
  const sessions = new Map<string, Session>();
  return {
    async start(session, signal) {
      for (const [id, { endsAt }] of sessions) if (endsAt < now()) sessions.delete(id);
      const { state, ...shown } = await session.flow.start(session.context(signal));
      if (!isConfirmationPage(shown.url)) throw new ListError("markup-changed", messages.insecurePage());
      // whoever presses again and again waits for the last one
      const [oldest] = sessions.keys();
      if (oldest !== undefined && sessions.size >= MOST) sessions.delete(oldest);
      const id = randomUUID();
      const expiresIn = within(LIFETIME_S, shown.expiresIn);
      sessions.set(id, { ...session, state, endsAt: now() + expiresIn * 1000 });
      return { session: id, ...shown, expiresIn, interval: within(INTERVAL_S, shown.interval) };
    },
    async poll(id, signal) {
      const session = sessions.get(id);
      if (!session || session.endsAt < now()) {
        sessions.delete(id);
        throw new InputError("bad-input", messages.codeExpired());
      }
      const answer = await session.flow.poll(session.state, session.context(signal));
      if (answer.kind === "pending")
        return {
          pending: true,
          ...(answer.interval !== undefined && { interval: within(INTERVAL_S, answer.interval) }),
        };
      sessions.delete(id);
      await session.keep(answer.tokens);
      const { user } = answer.tokens;
      return { pending: false, ...(user !== undefined && { user }) };
    },
  };
}
