import { useContext } from "preact/hooks";
import type { ApiError } from "../api/api-error.ts";
import { SessionContext } from "../api/session-context.ts";
import { text } from "../i18n/words.ts";
import { ActButton } from "../parts/act-button.tsx";
import { Heading } from "../parts/heading.tsx";
import { Notice, troubleText } from "../parts/notice.tsx";

/** Why nothing can be shown, and what to do about it. */
export function Barrier({ error }: { error: ApiError }) {
  const { renew } = useContext(SessionContext);
  if (error.trouble === "login")
    return (
      <section class="card barrier">
        <Heading>{text("barrier.login.title")}</Heading>
        <p>{text("barrier.login.text")}</p>
        <p class="acts">
          {/* the editor is one step up, whatever stands before it */}
          <a class="ls-button main" href="../">
            {text("barrier.login.link")}
          </a>
          <ActButton act={async () => renew()}>{text("barrier.login.again")}</ActButton>
        </p>
      </section>
    );
  return (
    <Notice kind="broken">
      {troubleText(error)} {error.isPassing && text("trouble.again")}
    </Notice>
  );
}
