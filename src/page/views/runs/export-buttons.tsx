import { useContext, useState } from "preact/hooks";
import { ApiError } from "../../api/api-error.ts";
import { searchOf } from "../../api/client.ts";
import { ROUTE } from "../../api/routes.ts";
import { SessionContext } from "../../api/session-context.ts";
import { asked } from "../../app/database.ts";
import { text } from "../../i18n/words.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { Failed } from "../../parts/notice.tsx";

/** Saves all decisions of a run as a file. It is read here and handed over, since a link could send no token. */
export function ExportButtons({ id }: { id: string }) {
  const { client } = useContext(SessionContext);
  const [error, setError] = useState<ApiError>();
  const save = async (kind: "csv" | "ndjson") => {
    try {
      const response = await client.open(ROUTE.runExport[1] + searchOf({ ...asked.value, id, format: kind }));
      const address = URL.createObjectURL(await response.blob());
      const link = Object.assign(document.createElement("a"), {
        href: address,
        download: `list-sync-${id}.${kind}`,
      });
      link.click();
      setError(undefined);
      // the browser has begun to read it by then
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    } catch (thrown) {
      setError(thrown instanceof ApiError ? thrown : new ApiError("away", ""));
    }
  };
  return (
    <>
      <p class="acts">
        <ActButton act={() => save("csv")}>{text("run.exportCsv")}</ActButton>
        <ActButton act={() => save("ndjson")}>{text("run.exportJson")}</ActButton>
      </p>
      {error && <Failed error={error} />}
    </>
  );
}
