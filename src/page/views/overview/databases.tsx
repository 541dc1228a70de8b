import type { Answer } from "../../../node-red/page/contract/types.ts";
import { text } from "../../i18n/words.ts";
import { Choose } from "../../parts/choose.tsx";
import { Notice } from "../../parts/notice.tsx";

/** Which databases there are, and what is wrong with one. */
export function Databases({
  databases,
  chosen,
  choose,
}: {
  databases: Answer<"overview">["databases"];
  /** Id of the one that is looked at; undefined for the first. */
  chosen: string | undefined;
  choose: (id: string) => void;
}) {
  const [first] = databases;
  if (!first) return <Notice kind="info">{text("overview.noDatabase")}</Notice>;
  return (
    <>
      {databases.length > 1 && (
        <Choose
          label={text("overview.database")}
          value={chosen ?? first.id}
          choices={databases.map(({ id, name }) => ({ value: id, label: name || id }))}
          change={choose}
        />
      )}
      {databases.map(({ id, name, error, readOnly }) => (
        <div key={id}>
          {error && (
            <Notice kind="broken">{text("overview.databaseError", { name, why: error.message })}</Notice>
          )}
          {readOnly !== undefined && <Notice kind="attention">{readOnly}</Notice>}
        </div>
      ))}
    </>
  );
}
