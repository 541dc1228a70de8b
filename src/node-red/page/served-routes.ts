import { VERSION } from "../../http/user-agent.ts";
import { reportable } from "../report-error.ts";
import { listSyncSettings } from "../settings/list-sync-settings.ts";
import { type ActDesk, cancel, choose, ignore, retry, takeItBack } from "./acts/act-on-title.ts";
import { type Actions, actionLog } from "./acts/action-log.ts";
import { onceEach } from "./acts/once-each.ts";
import { startProfile, stopProfile } from "./acts/start-profile.ts";
import { type Call, json, parsed, type Served, stream } from "./answer.ts";
import { posterParams } from "./contract/poster.ts";
import { ROUTES } from "./contract/routes.ts";
import type { RouteName } from "./contract/types.ts";
import { createDesk } from "./desk/desk.ts";
import { knownOnce } from "./desk/known-once.ts";
import { listPreviews } from "./lists/preview-list.ts";
import { readList, readLists } from "./lists/read-lists.ts";
import { startList } from "./lists/start-list.ts";
import { liveHub } from "./live/live-hub.ts";
import { serveLive } from "./live/serve-live.ts";
import { readNeedsYou } from "./overview/needs-you.ts";
import { readOverview } from "./overview/read-overview.ts";
import { readStatistics } from "./overview/read-statistics.ts";
import type { PagePort } from "./page-port.ts";
import { posterReader } from "./posters/read-poster.ts";
import { sendPoster } from "./posters/send-poster.ts";
import { exportRun } from "./runs/export-run.ts";
import { findRuns, readRun, runDecisions } from "./runs/read-runs.ts";
import { findCandidates } from "./titles/find-candidates.ts";
import { countAll, findTitles, titleChoices } from "./titles/find-titles.ts";
import { readTitle } from "./titles/read-title.ts";
import { userNames } from "./titles/user-names.ts";

/** Milliseconds for which the numbers of all titles are kept. */
const COUNTS_MS = 30_000;

/** Everything that can be asked, by name. */
export function servedRoutes(RED: PagePort): Partial<Record<RouteName, Served>> {
  const desk = createDesk(RED);
  const now = () => new Date();
  const users = userNames(desk);
  const counts = knownOnce(countAll, COUNTS_MS);
  const once = onceEach();
  const previews = listPreviews(RED, desk);
  const report = (error: unknown) => RED.log.error(reportable(error).message);
  const logs = new Map<string, Actions>();
  const hub = liveHub(desk, report);
  const live = serveLive(hub);
  const posters = posterReader(desk, listSyncSettings(RED.settings));

  function acts(file: string): Actions {
    const log = logs.get(file) ?? actionLog();
    logs.set(file, log);
    return log;
  }
  function titleDesk({ database: id }: { database?: string | undefined }, { who }: Call): ActDesk {
    const database = desk.database(id);
    return { desk, database, users: users(), acts: acts(database.memory.file), who };
  }
  /** The same request of the same person is done once. */
  const idOf = (route: RouteName, requestId: string | undefined, { who }: Call) =>
    requestId === undefined ? undefined : JSON.stringify([route, who.name, requestId]);

  type Asked = { database?: string | undefined; requestId?: string | undefined };
  const acted =
    <Ask, Answer>(route: RouteName, work: (asked: Ask, at: ActDesk) => Promise<Answer>) =>
    (asked: Ask & Asked, call: Call) =>
      once.run(idOf(route, asked.requestId, call), async () => {
        const at = titleDesk(asked, call);
        const answer = await work(asked, at);
        hub.told(at.database, "decisions");
        return answer;
      });
  const begun =
    <Ask extends Asked, Answer>(
      route: RouteName,
      work: (asked: Ask, at: Pick<ActDesk, "desk" | "database">) => Promise<Answer>,
    ) =>
    (asked: Ask, call: Call) =>
      once.run(idOf(route, asked.requestId, call), async () =>
        work(asked, { desk, database: desk.database(asked.database) }),
      );

  return {
    whoami: json(ROUTES.whoami, async (_asked, { who }) => ({ ...who, version: VERSION })),
    overview: json(ROUTES.overview, (asked) =>
      readOverview(asked, { desk, passingOf: hub.passingOf, report, now }),
    ),
    sync: json(
      ROUTES.sync,
      begun("sync", ({ profile }, at) => startProfile({ ...at, profile }, {})),
    ),
    dryRun: json(
      ROUTES.dryRun,
      begun("dryRun", ({ profile }, at) => startProfile({ ...at, profile }, { dryRun: true })),
    ),
    stop: json(
      ROUTES.stop,
      begun("stop", ({ profile }, at) => stopProfile({ ...at, profile })),
    ),
    titles: json(ROUTES.titles, async (asked) => findTitles(desk.database(asked.database), asked, users())),
    titleChoices: json(ROUTES.titleChoices, async ({ database }) =>
      titleChoices(desk.database(database), counts, users()),
    ),
    title: json(ROUTES.title, async (asked, call) => readTitle(asked.key, titleDesk(asked, call))),
    candidates: json(ROUTES.candidates, async (asked, { signal }) =>
      findCandidates(asked, { desk, database: desk.database(asked.database) }, signal),
    ),
    retry: json(ROUTES.retry, acted("retry", retry)),
    ignore: json(ROUTES.ignore, acted("ignore", ignore)),
    choose: json(ROUTES.choose, acted("choose", choose)),
    takeBack: json(ROUTES.takeBack, acted("takeBack", takeItBack)),
    cancel: json(ROUTES.cancel, acted("cancel", cancel)),
    lists: json(ROUTES.lists, async (asked) => readLists(desk.database(asked.database), asked)),
    list: json(ROUTES.list, async (asked) => readList(desk.database(asked.database), asked)),
    syncList: json(
      ROUTES.syncList,
      begun("syncList", (asked, at) => startList(at, asked, false)),
    ),
    acceptList: json(
      ROUTES.acceptList,
      begun("acceptList", (asked, at) => startList(at, asked, true)),
    ),
    preview: json(ROUTES.preview, (asked) =>
      previews(asked, () => desk.database("pending" in asked ? undefined : asked.database), desk),
    ),
    runs: json(ROUTES.runs, async (asked) => findRuns(desk.database(asked.database), asked, now())),
    run: json(ROUTES.run, async (asked) => readRun(desk.database(asked.database), asked, now())),
    runDecisions: json(ROUTES.runDecisions, async (asked) =>
      runDecisions(desk.database(asked.database), asked),
    ),
    runExport: stream(ROUTES.runExport, async (asked, { signal }, response) =>
      exportRun(desk.database(asked.database), asked, response, signal),
    ),
    needsYou: json(ROUTES.needsYou, async (asked, call) =>
      readNeedsYou(asked, titleDesk(asked, call), now()),
    ),
    live: stream(ROUTES.live, async (_asked, call, response, request) => live(call, response, request)),
    poster: stream(ROUTES.poster, async ({ w }, _call, response, { params }) => {
      const { type, id } = parsed(posterParams, params);
      sendPoster(response, await posters({ type, id, width: w }));
    }),
    statistics: json(ROUTES.statistics, async (asked) =>
      readStatistics(desk.database(asked.database), asked, users(), now()),
    ),
  };
}
