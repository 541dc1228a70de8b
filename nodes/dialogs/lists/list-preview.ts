import { askRuntime, isRefusal, type Refusal } from "../ask-runtime.ts";
import { flowFields, type Texts } from "../dialog.ts";
import { switchOff } from "../switch-off.ts";
import { accessChosen } from "./list-access.ts";
import type { ListEntry } from "./list-entry.ts";
import { type PreviewItem, previewPages } from "./preview-pages.ts";
import { shownSettings } from "./site-settings.ts";

const { textOf } = flowFields;

/** Fields that say how lists are fetched; a preview uses them as they stand. */
const FETCHING = [
  "imdbAccess",
  "imdbClient",
  "browserPath",
  "browserEndpoint",
  "animeSeasons",
  "animeSpecials",
  "timeout",
  "perMinute",
  "pageDelay",
];

interface Preview {
  label: string;
  name?: string;
  total?: number | null;
  complete: boolean;
  fetched: number;
  items: PreviewItem[];
  warnings?: string[];
}

/** What a preview needs of the row it belongs to. */
export interface PreviewContext {
  node: EditorNode;
  text: Texts;
  entry(): ListEntry;
}

/** Reads the list as the dialog describes it, and shows its titles. */
export async function openPreview(
  box: JQuery,
  button: JQuery,
  { node, text, entry }: PreviewContext,
): Promise<void> {
  switchOff(button, true);
  box.show().empty().text(text("answer.previewing"));
  const read = async (whole: boolean): Promise<Preview | Refusal | undefined> => {
    const ask = (body: object) =>
      askRuntime<Preview | { pending: string }>("list-source/preview", text, body);
    let answer = await ask({
      id: node.id,
      entry: entry(),
      whole,
      ...accessChosen(),
      siteSettings: shownSettings($("#list-sync-site-settings")),
      ...Object.fromEntries(FETCHING.map((id) => [id, textOf(id)])),
    });
    // a slow site answers later than the editor waits for one request: it is asked again until it is there, or the dialog gone
    while ("pending" in answer && box.get(0)?.isConnected) answer = await ask({ pending: answer.pending });
    return "pending" in answer ? undefined : answer;
  };
  const answer = await read(false);
  switchOff(button, false);
  if (answer) showPreview(box, answer, text, () => read(true));
}

function showPreview(
  box: JQuery,
  result: Preview | Refusal,
  text: Texts,
  readWhole: () => Promise<Preview | Refusal | undefined>,
): void {
  box.empty();
  const refuse = ({ message }: Refusal) =>
    $('<div class="list-sync-answer list-sync-error">').text(message).appendTo(box);
  if (isRefusal(result)) return void refuse(result);
  const { name, label, total, complete, fetched, items, warnings = [] } = result;
  const isCounted = total !== undefined && total !== null;
  const sentence = isCounted ? "previewTotal" : complete ? "previewAll" : "previewSome";
  $("<div>")
    .text(text(`answer.${sentence}`, { name: name || label, total, count: fetched }))
    .appendTo(box);
  const rest = async () => {
    const whole = await readWhole();
    if (whole && isRefusal(whole)) refuse(whole);
    return whole && !isRefusal(whole) ? whole.items : undefined;
  };
  // a list that is no longer than what it announces has no more to read
  const isAll = complete || (isCounted && items.length >= total);
  previewPages(box, items, text, isAll ? undefined : rest);
  for (const note of warnings) $('<div class="list-sync-answer">').text(note).appendTo(box);
}
