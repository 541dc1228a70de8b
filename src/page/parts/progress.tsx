import { text } from "../i18n/words.ts";

/** How far a run has come. */
export function Progress({ label, done, total }: { label: string; done: number; total: number | undefined }) {
  return (
    <div class="progress">
      <progress aria-label={label} {...(total !== undefined && { value: done, max: Math.max(total, 1) })} />
      <span>
        {total === undefined ? text("profile.readingLists") : text("profile.done", { done, total })}
      </span>
    </div>
  );
}
