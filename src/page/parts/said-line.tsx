import type { Said } from "../api/use-acts.ts";
import { Failed, Notice } from "./notice.tsx";

/** What came of the last click. */
export function SaidLine({ said: { message, error } }: { said: Said }) {
  if (error?.trouble === "conflict") return <Notice kind="attention">{error.message}</Notice>;
  if (error) return <Failed error={error} />;
  return message === undefined ? null : <Notice kind="good">{message}</Notice>;
}
