import type { FunctionComponent } from "preact";
import type { TextKey } from "../i18n/texts.ts";
import { About } from "../views/about.tsx";
import { ListPage } from "../views/lists/list-page.tsx";
import { Lists } from "../views/lists/lists.tsx";
import { NeedsYou } from "../views/needs-you/needs-you.tsx";
import { Overview } from "../views/overview/overview.tsx";
import { RunPage } from "../views/runs/run-page.tsx";
import { Runs } from "../views/runs/runs.tsx";
import { Statistics } from "../views/statistics/statistics.tsx";
import { TitlePage } from "../views/titles/title-page.tsx";
import { Titles } from "../views/titles/titles.tsx";

/** A view, which is given the way to it. */
export interface View {
  title: TextKey;
  View: FunctionComponent<{ path: readonly string[] }>;
}

const FIRST: View = { title: "nav.overview", View: Overview };

const VIEWS: Readonly<Record<string, { all: View; one?: View }>> = {
  titles: { all: { title: "nav.titles", View: Titles }, one: { title: "title.one", View: TitlePage } },
  lists: { all: { title: "nav.lists", View: Lists }, one: { title: "list.one", View: ListPage } },
  runs: { all: { title: "nav.runs", View: Runs }, one: { title: "run.one", View: RunPage } },
  "needs-you": { all: { title: "nav.needsYou", View: NeedsYou } },
  statistics: { all: { title: "nav.statistics", View: Statistics } },
  about: { all: { title: "nav.about", View: About } },
};

/** The view of a way; what is unknown leads to the first one. */
export function viewOf([name = "", ...rest]: readonly string[]): View {
  const found = Object.hasOwn(VIEWS, name) ? VIEWS[name] : undefined;
  if (!found) return FIRST;
  return rest.length > 0 && found.one ? found.one : found.all;
}
