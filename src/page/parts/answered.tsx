import type { ComponentChildren } from "preact";
import type { Loaded } from "../api/use-answer.ts";
import { text } from "../i18n/words.ts";
import { Trouble } from "./notice.tsx";

/** What was answered, and why it is old, or not there. What is known stays on the screen. */
export function Answered<Data>({
  of: { data, error, isLoading },
  children,
}: {
  of: Loaded<Data>;
  children: (data: Data) => ComponentChildren;
}) {
  return (
    <div aria-busy={isLoading}>
      {error && <Trouble error={error} />}
      {data !== undefined && children(data)}
      {data === undefined && !error && <p class="loading">{text("common.loading")}</p>}
    </div>
  );
}
