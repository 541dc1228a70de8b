import { OUTCOME_STATUSES } from "../../../src/items/outcomes.ts";
import type { Answer } from "../../../src/node-red/page/contract/types.ts";
import { createCatalogue } from "../catalogue/catalogue.ts";

type TitleRow = Answer<"titles">["rows"][number];
type Outcome = (typeof OUTCOME_STATUSES)[number];

/** What the made-up interface knows. */
export interface PageData {
  titles: number;
  /** Puts this into every text that comes from outside. */
  evil?: string;
}

/** The times of the data are counted back from here. */
const NOW = Date.now();
const ago = (hours: number) => new Date(NOW - hours * 3_600_000).toISOString();

const known = createCatalogue().titles;

const REASONS: Partial<Record<Outcome, string>> = {
  failed: "The server answered HTTP 500 to three calls. It is tried again with the next sync.",
  not_found: "No title of the server fits. Check its name and year on the list, or choose the right title.",
  ambiguous: "Two titles of the server fit equally well. Choose the right one.",
  quota_exceeded: "The movie quota of this user is used up until Sunday.",
  declined: "Somebody declined it on the server.",
};

const SITES: Readonly<Record<string, string>> = { imdb: "IMDb", trakt: "Trakt", letterboxd: "Letterboxd" };

/** Makes all answers of a made-up interface. */
export function pageData({ titles, evil }: PageData) {
  const said = (text: string) => evil ?? text;

  const titleRow = (index: number): TitleRow => {
    const title = known[index % known.length];
    const outcome = OUTCOME_STATUSES[(index * 7) % OUTCOME_STATUSES.length];
    const reason = outcome && REASONS[outcome];
    return {
      key: `movie:tmdb:${index + 1}`,
      title: said(`${title?.title ?? "Title"}${index < known.length ? "" : ` ${index}`}`),
      year: title?.year ?? 1980,
      type: title?.mediaType ?? "movie",
      ...(outcome && { outcome }),
      ...(reason && { reason: said(reason) }),
      at: ago(index / 10),
      addedAt: ago(index),
      profile: said("Main"),
      tmdb: { type: title?.mediaType ?? "movie", id: index + 1 },
      ...(index % 9 === 4 && { decision: "ignore" as const }),
    };
  };

  const listNames = [
    { provider: "imdb", list: "top", name: said("Top 250"), url: evil ?? "https://www.imdb.com/chart/top/" },
    {
      provider: "trakt",
      list: "sean/horror",
      name: said("Horror"),
      url: evil ?? "https://trakt.tv/users/sean/lists/horror",
    },
    {
      provider: "letterboxd",
      list: "dave/best",
      name: said("Best of"),
      url: evil ?? "https://letterboxd.com/dave/list/best/",
    },
  ];
  const failedList = {
    provider: "trakt",
    list: "sean/horror",
    name: said("Horror"),
    label: said("Trakt list sean/horror"),
    error: {
      code: "private",
      message: said(
        'Trakt list "sean/horror" is private. Make it public, or add a Trakt account with access to it.',
      ),
    },
    at: ago(2),
  };
  const counts: Record<string, number> =
    titles === 0 ? {} : { requested: 12, already_available: 235, not_found: 3, ambiguous: 2, failed: 1 };

  const main: Answer<"overview">["profiles"][number] = {
    database: "db",
    profile: said("Main"),
    running: null,
    last: {
      runId: "run-1",
      state: "completed_with_errors",
      trigger: "schedule",
      dryRun: false,
      startedAt: ago(2.1),
      finishedAt: ago(2),
      counts,
      text: said("12 requested, 235 already there, 3 not found, 2 ambiguous, 1 failed."),
    },
    next: { at: ago(-4), text: said("today at 18:00") },
    automatic: true,
    failedLists: [failedList],
    lists: 3,
  };
  const running: Answer<"overview">["profiles"][number] = {
    ...main,
    profile: said("4K"),
    failedLists: [],
    running: {
      runId: "run-0",
      trigger: "manual",
      dryRun: false,
      startedAt: ago(0.05),
      done: 61,
      total: 250,
      counts: { requested: 4, already_available: 57 },
      lists: { read: 2, failed: 0 },
      passing: [0, 1, 2, 3, 4].map((index) => {
        const { key, title, year, type, outcome = "requested", tmdb } = titleRow(index);
        return {
          key,
          title,
          ...(year !== undefined && { year }),
          type,
          outcome,
          ...(tmdb && { tmdbId: tmdb.id }),
        };
      }),
    },
  };
  const days = Array.from({ length: 30 }, (_, index) => ({
    day: new Date(NOW - (29 - index) * 86_400_000).toISOString().slice(0, 10),
    requests: titles === 0 ? 0 : (index * 7) % 13,
    failed: titles === 0 ? 0 : (index * 5) % 3,
    arrived: titles === 0 ? 0 : (index * 3) % 7,
  }));

  const overview: Answer<"overview"> = {
    databases: [{ id: "db", name: said("Database") }],
    profiles: titles === 0 ? [] : [main, running],
    servers: [
      {
        id: "server",
        name: said("Living room"),
        product: said("Jellyseerr"),
        version: said("2.7.3"),
        up: true,
      },
    ],
    needsYou: titles === 0 ? 0 : Math.min(titles, 60) + 2,
    requests: days.map(({ day, requests }) => ({ day, requests })),
    arrived: Array.from({ length: Math.min(titles, 12) }, (_, index) => {
      const { title, type, key, tmdb } = titleRow(index);
      return {
        database: "db",
        title,
        type,
        key,
        by: said("Radarr"),
        at: ago(index * 5),
        ...(tmdb && { tmdbId: tmdb.id }),
      };
    }),
  };

  const title = (key: string): Answer<"title"> => {
    const row = titleRow(Math.max(0, Number(key.split(":").at(-1)) - 1));
    return {
      ...row,
      revision: "1",
      ids: { tmdb: 603, imdb: evil ?? "tt0133093" },
      description: said("What the server says of it, in a sentence or two."),
      rating: 8.7,
      lists: listNames.map((name, index) => ({
        ...name,
        site: said(SITES[name.provider] ?? name.provider),
        rank: index + 1,
        since: ago(900),
        left: index === 2,
      })),
      match: {
        tmdbId: 603,
        type: "movie",
        title: row.title,
        ...(row.year !== undefined && { year: row.year }),
        by: said("imdb"),
      },
      candidates: [
        { tmdbId: 603, type: "movie", title: row.title, year: 1999, standing: said("available") },
        { tmdbId: 604, type: "tv", title: said("Another one"), year: 2003 },
      ],
      decisions: row.decision ? [{ kind: row.decision, by: said("anna"), at: ago(30) }] : [],
      serverUrl: evil ?? "http://127.0.0.1:5055/movie/603",
      history: [
        {
          at: ago(2),
          outcome: row.outcome ?? "requested",
          reason: said("Part of it is in the library."),
          httpStatus: 409,
          requestId: 12,
          runId: "run-1",
        },
        {
          at: ago(50),
          until: ago(3),
          outcome: "failed",
          reason: said("The server did not answer within 30 seconds."),
          code: "timeout",
          runId: "run-2",
        },
        { at: ago(60), event: "available", by: said("Radarr"), outcome: "already_available" },
      ],
      actions: ["retry", "ignore", "choose", "cancel"],
    };
  };

  const listRow: Answer<"lists">["rows"] = listNames.map((name, index) => ({
    ...name,
    label: said(`List ${name.list}`),
    site: said(SITES[name.provider] ?? name.provider),
    profiles: [said("Main")],
    disabled: index === 2,
    titles: Math.ceil(titles / 3),
    announced: Math.ceil(titles / 3) + index,
    readAt: ago(2 + index),
    complete: index !== 2,
    warnings: index === 2 ? [said("Only the first page was read.")] : [],
    ...(index === 1 && { error: { ...failedList.error, at: ago(2), heldBack: false } }),
    difference: index * 4 - 4,
  }));
  const changed = (from: number) => ({
    rows: Array.from({ length: Math.min(3, titles) }, (_, index) => {
      const { key, title: name, type } = titleRow(from + index);
      return { key, title: name, type, at: ago(2) };
    }),
    total: Math.min(titles, 120),
  });

  const runRow = (index: number): Answer<"runs">["rows"][number] => ({
    id: `run-${index}`,
    profile: said("Main"),
    trigger: index % 3 === 0 ? "manual" : (evil ?? "schedule"),
    dryRun: index % 5 === 4,
    state: index === 0 ? "running" : index % 4 === 2 ? "failed" : "completed",
    startedAt: ago(index * 6 + 0.1),
    ...(index > 0 && { finishedAt: ago(index * 6) }),
    duration: 95,
    total: 253,
    lists: { read: 3, failed: index % 4 === 2 ? 1 : 0 },
    ...(index % 4 === 2 && {
      error: { code: "unreachable", message: said("The server at 127.0.0.1 did not answer.") },
    }),
  });
  const run = (id: string): Answer<"run"> => ({
    ...runRow(Number(id.replace(/\D/g, "")) || 1),
    counts,
    text: said("12 requested, 235 already there."),
    missing: 2,
    perList: listNames.map((name, index) => ({
      ...name,
      label: said(name.list),
      site: said(SITES[name.provider] ?? name.provider),
      titles: 80,
      announced: 80 + index,
      complete: index !== 2,
      warnings: [],
      ...(index === 1 && { error: failedList.error }),
    })),
  });
  const decision = (index: number): Answer<"runDecisions">["rows"][number] => {
    const { key, title: name, type, outcome = "requested", reason, at } = titleRow(index);
    return {
      key,
      title: name,
      type,
      outcome,
      ...(reason && { reason }),
      httpStatus: 201,
      requestId: index,
      at,
      lists: [listNames[0] ?? { provider: "imdb", list: "top" }],
    };
  };

  const waiting = Math.min(titles, 60);
  const needsYouRow = (index: number): Answer<"needsYou">["rows"][number] => {
    const { candidates } = title(`movie:tmdb:${index + 1}`);
    const outcome = (["ambiguous", "not_found", "failed"] as const)[index % 3] ?? "failed";
    return {
      ...titleRow(index),
      outcome,
      reason: said(REASONS[outcome] ?? ""),
      revision: "1",
      candidates,
      actions: ["choose", "retry", "ignore"],
    };
  };

  const statistics: Answer<"statistics"> = {
    titles,
    outcomes: counts,
    providers:
      titles === 0
        ? []
        : listNames.map(({ provider }) => ({
            provider,
            site: said(provider),
            titles: Math.ceil(titles / 3),
            outcomes: counts,
          })),
    requesters:
      titles === 0
        ? []
        : [
            { requester: { id: 0 }, titles: Math.ceil(titles / 2), outcomes: counts },
            { requester: { id: 3, name: said("Anna") }, titles: Math.floor(titles / 2), outcomes: counts },
          ],
    years:
      titles === 0
        ? []
        : [
            { year: 1972, titles: 4 },
            { year: 1999, titles: 40 },
            { year: 2024, titles: 12 },
            { year: null, titles: 2 },
          ],
    days,
  };

  return {
    titles,
    titleRow,
    title,
    overview,
    running,
    choices: {
      titles,
      outcomes: counts,
      lists: listNames.map((name) => ({ ...name, label: said(name.list) })),
      requesters: [{ id: 3, name: said("Anna") }],
      profiles: [said("Main")],
      years: titles === 0 ? null : { from: 1920, to: 2026 },
    } satisfies Answer<"titleChoices">,
    lists: { rows: titles === 0 ? [] : listRow } satisfies Answer<"lists">,
    list: (name: string): Answer<"list"> => ({
      ...(listRow.find(({ list }) => list === name) ?? listRow[0] ?? fail()),
      sizes: Array.from({ length: 20 }, (_, index) => ({
        at: ago((20 - index) * 24),
        runId: `run-${index}`,
        titles: 60 + index * 2,
        complete: true,
      })),
      added: changed(0),
      left: changed(10),
    }),
    runs: titles === 0 ? 0 : 120,
    runRow,
    run,
    decision,
    waiting,
    needsYouRow,
    waitingLists:
      titles === 0
        ? []
        : [
            { ...failedList, profile: said("Main"), heldBack: false, actions: ["sync" as const] },
            {
              ...failedList,
              list: "short",
              profile: said("Main"),
              heldBack: true,
              actions: ["sync" as const, "accept" as const],
            },
          ],
    statistics,
  };
}

function fail(): never {
  throw new Error("There is no such list.");
}
