import type { ComponentChildren } from "preact";
import type { ApiError } from "../api/api-error.ts";
import { text } from "../i18n/words.ts";

/** Something that people should know. */
export function Notice({
  kind,
  children,
}: {
  kind: "info" | "good" | "attention" | "broken";
  children: ComponentChildren;
}) {
  return (
    <div class={`notice ${kind}`} role={kind === "broken" ? "alert" : "status"}>
      {children}
    </div>
  );
}

/** Why there is no answer, in the interface's words where it has some. */
export const troubleText = ({ trouble, message }: ApiError): string => message || text(`trouble.${trouble}`);

/** Why something was not done; nobody tries it again but the person. */
export const Failed = ({ error }: { error: ApiError }) => <Notice kind="broken">{troubleText(error)}</Notice>;

/** Why there is no answer, and whether one has to do something. */
export function Trouble({ error }: { error: ApiError }) {
  return (
    <Notice kind="broken">
      {troubleText(error)} {error.isPassing && text("trouble.again")}
    </Notice>
  );
}
