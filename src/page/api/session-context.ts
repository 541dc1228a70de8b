import { createContext } from "preact";
import type { Session } from "./session.ts";

/** The session of whoever looks; `main.tsx` and the sidebar open it. */
export const SessionContext = createContext<Session>(undefined as unknown as Session);
