import { signal } from "@preact/signals";
import { format } from "../i18n/words.ts";

/** Milliseconds since 1970, as often as people look at a clock. */
const now = signal(Date.now());
setInterval(() => {
  now.value = Date.now();
}, 10_000);

/** A time as it is told: `5 minutes ago`, with date and time for who wants it exactly. */
export function Moment({ at }: { at: string }) {
  return (
    <time dateTime={at} title={format.dateTime(at)}>
      {format.ago(at, now.value)}
    </time>
  );
}

/** A time in full. */
export const When = ({ at }: { at: string }) => <time dateTime={at}>{format.dateTime(at)}</time>;
