import { randomUUID } from "node:crypto";
import { InputError } from "../errors.ts";
import type { AccountContext, LoginFlow, LoginTokens } from "../lists/account.ts";

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
      const id = randomUUID();
      sessions.set(id, { ...session, state, endsAt: now() + shown.expiresIn * 1000 });
      return { session: id, ...shown };
    },
    async poll(id, signal) {
      const session = sessions.get(id);
      if (!session || session.endsAt < now()) {
        sessions.delete(id);
        throw new InputError("bad-input", "The code has expired. Press Log in again for a new one.");
      }
      const answer = await session.flow.poll(session.state, session.context(signal));
      if (answer.kind === "pending")
        return { pending: true, ...(answer.interval !== undefined && { interval: answer.interval }) };
      sessions.delete(id);
      await session.keep(answer.tokens);
      const { user } = answer.tokens;
      return { pending: false, ...(user !== undefined && { user }) };
    },
  };
}
