import { askRuntime, isRefusal } from "../ask-runtime.ts";
import type { Texts } from "../dialog.ts";
import { switchOff } from "../switch-off.ts";
import { serverInUse } from "./server-users.ts";

/** A title as a preview gives it. */
export interface PreviewItem {
  title: string;
  year?: number;
  mediaType: string;
  rating?: number;
  ids: Record<string, unknown>;
}

/** What the server says of one title of a page. */
interface Known {
  status?: string;
  poster?: string;
}

/** Titles on one page. */
const PAGE = 10;

/** What is said of a title: name, year, type, rating. */
function factsOf({ title, year, mediaType, rating }: PreviewItem, text: Texts): string {
  const facts = [title + (year ? ` (${year})` : ""), text(`mediaType.${mediaType}`)];
  if (rating !== undefined) facts.push(text("answer.rating", { rating }));
  return facts.join(" · ");
}

/** One title: its place in the list, its poster or what stands for one, what is said of it. */
function lineOf(item: PreviewItem, place: number, text: Texts): JQuery {
  const poster = $('<span class="list-sync-poster" aria-hidden="true">').append('<i class="fa fa-film"></i>');
  const facts = $('<span class="list-sync-facts">').text(`${place}. ${factsOf(item, text)}`);
  return $("<li>").append(poster, facts);
}

/** The picture comes through Node-RED: the browser asks no other site, and proves to it who asks. */
async function showPoster(line: JQuery, path: string, text: Texts): Promise<void> {
  const found = await askRuntime<{ image: string | null }>(
    `list-source/poster?path=${encodeURIComponent(path)}`,
    text,
  );
  if (isRefusal(found) || !found.image) return;
  $('<img alt="">').attr("src", found.image).appendTo(line.find(".list-sync-poster").empty());
}

/**
 * Shows titles page by page, with what would happen to them where there is a server to ask.
 *
 * @param rest reads all titles, when somebody turns to a page beyond the first ones; undefined where these are all
 */
export function previewPages(
  box: JQuery,
  first: PreviewItem[],
  text: Texts,
  rest: (() => Promise<PreviewItem[] | undefined>) | undefined,
): void {
  let items = first;
  let readRest = rest;
  let page = 0;
  const rows = $('<ol class="list-sync-titles">').appendTo(box);
  const note = $('<div class="list-sync-answer" role="status" aria-live="polite">').appendTo(box);
  const place = $('<span role="status" aria-live="polite">');
  const pagesOf = () => Math.max(1, Math.ceil(items.length / PAGE));

  const show = async () => {
    const asked = page;
    const shown = items.slice(page * PAGE, (page + 1) * PAGE);
    const lines = shown.map((item, index) => lineOf(item, page * PAGE + index + 1, text));
    rows.empty().append(lines);
    note.text("");
    place.text(text("answer.page", { page: page + 1, pages: `${pagesOf()}${readRest ? "+" : ""}` }));
    // the one that is on goes first, since it takes the focus of the other
    const isLast = page + 1 >= pagesOf() && !readRest;
    switchOff(previous, false);
    switchOff(next, isLast, previous);
    switchOff(previous, page === 0, next);
    const server = serverInUse();
    if (server === undefined) return;
    const found = await askRuntime<{ titles: Known[]; late: boolean; problem?: string }>(
      "list-source/preview-outcomes",
      text,
      { server, items: shown },
    );
    if (asked !== page) return;
    if (isRefusal(found)) return void note.text(text("answer.noOutcomes", { message: found.message }));
    for (const [index, { status, poster }] of found.titles.entries()) {
      const line = lines[index];
      if (line && status)
        line.find(".list-sync-facts").append(document.createTextNode(` · ${text(`status.${status}`)}`));
      if (line && poster) void showPoster(line, poster, text);
    }
    if (found.late) note.text(text("answer.lateOutcomes"));
    else if (found.problem) note.text(text("answer.noOutcomes", { message: found.problem }));
  };

  const turn = async (by: number) => {
    if (page + by >= pagesOf() && readRest) {
      const read = readRest;
      readRest = undefined;
      switchOff(next, true);
      place.text(text("answer.previewing"));
      items = (await read()) ?? items;
    }
    page = Math.min(Math.max(page + by, 0), pagesOf() - 1);
    await show();
  };
  const button = (key: string, by: number) =>
    $(`<button type="button" class="red-ui-button red-ui-button-small list-sync-${key}">`)
      .text(text(`button.${key}`))
      .on("click", () => void turn(by));
  const [previous, next] = [button("previous", -1), button("next", 1)];
  if (pagesOf() > 1 || readRest)
    $('<div class="list-sync-line list-sync-pages">').append(previous, place, next).appendTo(box);
  void show();
}
