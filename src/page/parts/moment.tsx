import { signal } from "@preact/signals";
import { format } from "../i18n/words.ts";

/** Rises as often as people look at a clock. */
const tick = signal(0);
setInterval(() => {
  tick.value += 1;
}, 10_000);

/** A time as it is told: `5 minutes ago`, with date and time for who wants it exactly. */
export function Moment({ at }: { at: string }) {
  void tick.value;
  return (
    <time dateTime={at} title={format.dateTime(at)}>
      {format.ago(at, Date.now())}
    </time>
  );
}

/** A time in full. */
export const When = ({ at }: { at: string }) => <time dateTime={at}>{format.dateTime(at)}</time>;
