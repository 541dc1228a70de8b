import type { ApiError } from "../api/api-error.ts";
import { text } from "../i18n/words.ts";
import { ActButton } from "./act-button.tsx";
import { Failed } from "./notice.tsx";

/** Leads to the rows after these. */
export function MoreButton({
  of: { hasMore, more, error },
}: {
  of: { hasMore: boolean; more(): Promise<void>; error: ApiError | undefined };
}) {
  return (
    <>
      {error && <Failed error={error} />}
      {hasMore && <ActButton act={more}>{text("common.more")}</ActButton>}
    </>
  );
}
