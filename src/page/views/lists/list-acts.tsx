import { useContext, useState } from "preact/hooks";
import type { Answer } from "../../../node-red/page/contract/types.ts";
import { SessionContext } from "../../api/session-context.ts";
import { useActs } from "../../api/use-acts.ts";
import { asked } from "../../app/database.ts";
import { text } from "../../i18n/words.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { SaidLine } from "../../parts/said-line.tsx";

type Preview = Extract<Answer<"preview">, { rows: unknown }>;

/** Looks at what is on a list now, or syncs it alone. */
export function ListActs({ row: { provider, list, profiles, error } }: { row: Answer<"list"> }) {
  const { who } = useContext(SessionContext);
  const { act, said } = useActs();
  const [preview, setPreview] = useState<Preview>();
  const [profile] = profiles;
  if (profile === undefined) return <p class="hint">{text("list.noProfile")}</p>;
  const body = { ...asked.value, profile, provider, list };
  const off = !who.value?.rights.write;
  const look = async () => {
    let found = await act("preview", body);
    // some sites take longer than one answer may
    while (found && "pending" in found) found = await act("preview", { pending: found.pending });
    setPreview(found);
  };
  return (
    <>
      <p class="acts">
        <ActButton
          kind="main"
          disabled={off}
          act={async () => void (await act("syncList", body, "runs", "lists"))}
        >
          {text("list.sync")}
        </ActButton>
        <ActButton act={look}>{text("list.preview")}</ActButton>
        {error?.heldBack && (
          <ActButton
            kind="danger"
            disabled={off}
            act={async () => void (await act("acceptList", body, "runs", "lists"))}
          >
            {text("list.accept")}
          </ActButton>
        )}
      </p>
      {off && <p class="hint">{text("who.cannotAct")}</p>}
      <SaidLine said={said} />
      {preview && (
        <section class="card" aria-label={text("list.previewLabel")}>
          <h2>{preview.name ?? preview.label}</h2>
          <p>
            {preview.total !== undefined && text("titles.count", { count: preview.total })}{" "}
            {!preview.complete && text("lists.incomplete")}
          </p>
          {preview.warnings.map((warning) => (
            <Notice key={warning} kind="attention">
              {warning}
            </Notice>
          ))}
          <ol class="plain numbered">
            {preview.rows.map(({ title, year, type }, index) => (
              // a preview does not change, and a title may stand there twice
              <li key={index}>
                {title || text("common.untitled")}{" "}
                <span class="hint">{[year, text(`type.${type}`)].filter(Boolean).join(" · ")}</span>
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}
