import * as v from "valibot";
import { list, listQuery, lists, listsQuery, preview, previewBody, syncListBody } from "./lists.ts";
import { needsYou, needsYouQuery } from "./needs-you.ts";
import { overview, overviewQuery, startBody, started } from "./overview.ts";
import { posterParams, posterQuery } from "./poster.ts";
import { decisionsQuery, exportQuery, run, runDecisions, runQuery, runs, runsQuery } from "./runs.ts";
import { statistics, statisticsQuery } from "./statistics.ts";
import {
  actBody,
  actedTitle,
  candidates,
  candidatesQuery,
  chooseBody,
  retryBody,
  takeBackBody,
  title,
  titleChoices,
  titleChoicesQuery,
  titleQuery,
  titles,
  titlesQuery,
} from "./titles.ts";
import { whoami } from "./whoami.ts";

/** A route of the page's interface. */
interface Route {
  method: "get" | "post";
  /** Below `list-sync/api/`. */
  path: string;
  /** `any`: whoever Node-RED lets in. */
  right: "any" | "read" | "write";
  summary: string;
  /** Of a GET. */
  query?: v.GenericSchema;
  /** JSON of a POST. */
  body?: v.GenericSchema;
  /** Words within the path. */
  params?: v.GenericSchema;
  /** What is answered with 200: JSON of this form, or a content type. */
  answer: v.GenericSchema | readonly string[];
  /** Answers 409 with the present state to whoever comes second. */
  conflicts?: true;
}

const nothing = v.object({});

/** All routes, by name. Whatever is wrong is answered as `{ error: { code, message } }` with 400 to 504. */
export const ROUTES = {
  whoami: {
    method: "get",
    path: "whoami",
    right: "any",
    summary: "Who asks, and with which rights.",
    query: nothing,
    answer: whoami,
  },
  overview: {
    method: "get",
    path: "overview",
    right: "read",
    summary: "Profiles, servers, requests of 30 days, what arrived.",
    query: overviewQuery,
    answer: overview,
  },
  sync: {
    method: "post",
    path: "profiles/sync",
    right: "write",
    summary: "Starts a sync of a profile, with all nodes that have it.",
    body: startBody,
    answer: started,
  },
  dryRun: {
    method: "post",
    path: "profiles/dry-run",
    right: "write",
    summary: "Starts a dry run of a profile.",
    body: startBody,
    answer: started,
  },
  stop: {
    method: "post",
    path: "profiles/stop",
    right: "write",
    summary: "Stops what is running in a profile.",
    body: startBody,
    answer: started,
  },
  titles: {
    method: "get",
    path: "titles",
    right: "read",
    summary: "Titles, filtered and sorted, page by page.",
    query: titlesQuery,
    answer: titles,
  },
  titleChoices: {
    method: "get",
    path: "titles/choices",
    right: "read",
    summary: "What the filters of titles can be set to.",
    query: titleChoicesQuery,
    answer: titleChoices,
  },
  title: {
    method: "get",
    path: "title",
    right: "read",
    summary: "All that is known of a title.",
    query: titleQuery,
    answer: title,
  },
  candidates: {
    method: "get",
    path: "title/candidates",
    right: "read",
    summary: "Searches the server for titles to choose from.",
    query: candidatesQuery,
    answer: candidates,
  },
  retry: {
    method: "post",
    path: "title/retry",
    right: "write",
    summary: "Looks for a title again, by the flow behind its profile.",
    body: retryBody,
    answer: actedTitle,
    conflicts: true,
  },
  ignore: {
    method: "post",
    path: "title/ignore",
    right: "write",
    summary: "Never asks for a title again.",
    body: actBody,
    answer: actedTitle,
    conflicts: true,
  },
  choose: {
    method: "post",
    path: "title/choose",
    right: "write",
    summary: "Says which title of the server is meant.",
    body: chooseBody,
    answer: actedTitle,
    conflicts: true,
  },
  takeBack: {
    method: "post",
    path: "title/take-back",
    right: "write",
    summary: "Takes back that a title is ignored, or which one is meant.",
    body: takeBackBody,
    answer: actedTitle,
    conflicts: true,
  },
  cancel: {
    method: "post",
    path: "title/cancel",
    right: "write",
    summary: "Cancels our own request for a title.",
    body: actBody,
    answer: actedTitle,
    conflicts: true,
  },
  lists: {
    method: "get",
    path: "lists",
    right: "read",
    summary: "Lists, as they were read last.",
    query: listsQuery,
    answer: lists,
  },
  list: {
    method: "get",
    path: "list",
    right: "read",
    summary: "One list: its sizes, what came and what left.",
    query: listQuery,
    answer: list,
  },
  syncList: {
    method: "post",
    path: "list/sync",
    right: "write",
    summary: "Syncs only this list.",
    body: syncListBody,
    answer: started,
  },
  acceptList: {
    method: "post",
    path: "list/accept",
    right: "write",
    summary: "Syncs a list that is held back, as short as it is.",
    body: syncListBody,
    answer: started,
  },
  preview: {
    method: "post",
    path: "list/preview",
    right: "read",
    summary: "Reads the beginning of a list, and changes nothing.",
    body: previewBody,
    answer: preview,
  },
  runs: {
    method: "get",
    path: "runs",
    right: "read",
    summary: "Runs, newest first.",
    query: runsQuery,
    answer: runs,
  },
  run: {
    method: "get",
    path: "run",
    right: "read",
    summary: "One run: by list and by outcome.",
    query: runQuery,
    answer: run,
  },
  runDecisions: {
    method: "get",
    path: "run/decisions",
    right: "read",
    summary: "What a run did with each title, and why.",
    query: decisionsQuery,
    answer: runDecisions,
  },
  runExport: {
    method: "get",
    path: "run/export",
    right: "read",
    summary: "The same as a file.",
    query: exportQuery,
    answer: ["text/csv", "application/x-ndjson"],
  },
  needsYou: {
    method: "get",
    path: "needs-you",
    right: "read",
    summary: "What waits for a person.",
    query: needsYouQuery,
    answer: needsYou,
  },
  statistics: {
    method: "get",
    path: "statistics",
    right: "read",
    summary: "Titles by site, requester and year; what was done day by day.",
    query: statisticsQuery,
    answer: statistics,
  },
  live: {
    method: "get",
    path: "live",
    right: "read",
    summary: "Server-sent events: see the table of events.",
    query: nothing,
    answer: ["text/event-stream"],
  },
  poster: {
    method: "get",
    path: "poster/:type/:id",
    right: "read",
    summary: "A poster; 404 where there is none, 503 where it cannot be read at the moment.",
    params: posterParams,
    query: posterQuery,
    answer: ["image/jpeg", "image/png"],
  },
} as const satisfies Record<string, Route>;
