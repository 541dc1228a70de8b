import type { EmptyFlow } from "../../bench/empty-flow.ts";
import type { Row } from "../../bench/results.ts";
import { hardTitles } from "../../src/overseerr/search/hard-titles.ts";
import { firstSyncs } from "./rows.ts";
import { allRows, callsTable, growthTable, number, peersTable, seconds, sumOf } from "./tables.ts";

/** docs/performance.md. */
export function performancePage(rows: readonly Row[], emptyFlows: readonly EmptyFlow[] = []): string {
  const sizes = [...new Set(rows.map(({ titles }) => titles))];
  const growth = firstSyncs(rows);
  const machines = [...new Set(rows.map(({ machine, date }) => `${machine}, ${date}`))];
  const calls = rows.filter(
    (row) => row.titles === 1000 && row.library === 2306 && row.concurrency === 4 && row.run !== "again",
  );
  return `${[
    "# Performance",
    "<!-- This page is made of performance.json by `npm run docs`; `npm run bench` measures. -->",
    HOW,
    `Measured on: ${machines.join("; ")}.`,
    "## 1,000 titles, beside other programs and the limit",
    BESIDE,
    "![Seconds of the first sync of 1,000 titles](images/performance-programs.svg)",
    "First sync, 700 titles are new:",
    peersTable(rows, "first"),
    "A later sync, nothing is new:",
    peersTable(rows, "steady"),
    ...(calls.length > 0 ? ["Which calls these are, with 4 in parallel:", callsTable(calls)] : []),
    "## Right titles",
    RIGHT,
    "## Growth",
    GROWTH,
    "![Cost of a first sync by the number of titles](images/performance-growth.svg)",
    growthTable(growth, emptyFlows),
    MEMORY,
    "## What breaks first",
    breaks(rows),
    "## Every run",
    EVERY,
    ...sizes.flatMap((titles) => [`### ${number(titles)} titles`, allRows(rows, titles)]),
  ].join("\n\n")}\n`;
}

const HOW = `What a sync costs, measured by \`npm run bench\`: the flow "Full sync" as it is shipped, in a real Node-RED process, with
one list and a test server that behaves like Seerr 3. Each call takes as long as is usual between programs on one network: a search
150 ms, details of a title 60 ms, a request 80 ms, a page of the library 25 ms, a page of the list 200 ms. Beyond 1,000 titles
these times are divided by as much as there are more titles (never below 1 ms, 3 ms for a request), so that a run takes minutes, not hours.

Of every ten titles two are available, one is requested by somebody else, seven are new; every fourth is a show. The library is filled up
with titles that are on no list. The **limit** is what no program can spare: a request for each new title, a search for each title without a
TMDB id, a look at each show that somebody else requested in part or as a whole, and the library's pages, times their latency, divided by the number of
parallel calls, plus the list's pages, which follow one another.

- *first*: the database is empty. *again*: immediately after it. *steady*: once more; nothing has changed. *1 % new*: one title of a hundred has left the
  list, as many others are new.
- *MiB above idle*: most memory of the whole process (RSS), less what the same process needed before its first sync; *of it young*:
  how much more V8 kept for objects that were just made. Rows with – there are older: today's package computes about half as long.
- *× limit*: seconds divided by those of the limit; where the limit is below a second, the seconds above it.
- *Loop held*: longest time in which Node-RED came to nothing else, by a timer of 5 ms inside the process; what other programs on the
  machine took counts as well. *Computing*: most that its thread computed in one turn of the event loop.
- *Right*: titles with exactly the request they should have, all runs of the scenario together; a request too many is *wrong*.

\`npm run bench -- --titles 1000 --ids tmdb\` measures these rows again and leaves the others as they are; without a choice all are measured, which
takes hours. Rows that were never run are not shown.`;

const BESIDE = `ListSync 0.6.6 and listseerr 0.3.0 were measured once, each with its own number of parallel calls (1 and 5), against a server with the same
latencies and the same shares of titles. To find a title by its IMDb id ListSync asks Trakt, once per title (*other calls*). listseerr drops titles without a
TMDB id without a word, so it has no rows for them. Their later sync is one outside ListSync's window of 48 hours, in which it skips titles.`;

const RIGHT = `The same programs on 34 titles that are easily taken for others (remakes, accents, numerals, two-part films, a film and a show of the same
number):

| Program | List has | Right | Wrong title requested | Missed |
| --- | --- | ---: | ---: | ---: |
| ListSync 0.6.6 | all ids | 31 | 1 | 1 |
| ListSync 0.6.6 | IMDb ids | 31 | 1 | 2 |
| ListSync 0.6.6, Trakt finds nothing | IMDb ids | 20 | 6 | 8 |
| ListSync 0.6.6 | title + year | 23, and 1 by luck | 6 | 4 |
| listseerr 0.3.0 | all ids | 30 to 31 | 0 | 2 to 3 |

Of this package each change is tested with ${hardTitles.length} such titles, a third each by IMDb ids, TMDB ids, and title and year: no wrong title may be requested, and none with an id
may be missed (\`test/flows/hard-cases.test.ts\`).`;

const GROWTH = `First sync, 4 parallel calls, a library of at least 2,306 rows. Both axes are powers of ten; the dashed line is what 1,000 titles cost, times the number of
titles.`;

const MEMORY = `**Where the memory goes.** The goals are 25 MiB above an idle Node-RED for 1,000 titles, 60 for 10,000 and 350 for 100,000; they are
missed. *Empty flow* is what Node-RED itself needs above idle for as many messages, without this package, a call or a database: an array is
split, and three function nodes pass each part on. Of the 152 MiB that three syncs of 1,000 titles in a row came to (measured apart on
2026-11-29), 80 to 100 were *young*, 30 were V8's old generation, 15 SQLite, HTTP and other native memory, 7 compiled code. After a collection 4 MB of
objects were left. V8 keeps twice as much room for new objects, on both sides of its copying collector, when enough of them
live on for a while, as messages do that wait for an answer; what lived on it collects late, since its bound is gigabytes away. Both are options
of the process, which are not a package's to set: with \`NODE_OPTIONS=--max-semi-space-size=8\` the first sync of 1,000 titles needed 31 MiB above idle, the third
one 55, and the idle Node-RED 15 MiB less. On machines with less memory V8 chooses a smaller bound by itself: 64 MiB with 4 GB and more, 32 with
2 GB, 16 with 1 GB.`;

/** What happens first when there are more titles, as far as it was measured. */
function breaks(rows: readonly Row[]): string {
  const most = Math.max(0, ...rows.map(({ titles }) => titles));
  const failed = rows.filter((row) => row.state !== "completed" || row.right < row.wanted || row.wrong > 0);
  const held = Math.max(0, ...rows.filter(({ titles }) => titles === most).map((row) => row.computingMs));
  const measured =
    failed.length === 0
      ? `Up to ${number(most)} titles every run that was measured completed, with every request right. What is felt first is the event loop: with ${number(most)} titles its thread computed up to ${number(held)} ms in one turn, in which other flows and the editor wait. There is no message about that.`
      : `Runs that did not end well: ${failed.map((row) => `${number(row.titles)} titles, ${row.run} (${row.state}, ${number(row.right)} of ${number(row.wanted)} right)`).join("; ")}.`;
  return `${measured}

The first bound is the length of a list that you keep yourself: of a file or an address 100,000 titles are read. Of a longer list the rest is left
out, the sync goes on, and the run's summary warns:

> The list has 100,001 entries: only the first 100,000 titles were read. Split it, or raise listSync.sites.own.mostTitles in settings.js.`;
}

const EVERY = `*Of them enough* are the calls of the limit. A first sync also asks three times what the server is: version, settings, where its shows come from.`;

const counted = (calls: number) => `${number(calls)} ${calls === 1 ? "call" : "calls"}`;

/** Figures that the README quotes: the runs of 1,000 titles by TMDB ids, 4 parallel calls. */
export function readmeFigures(rows: readonly Row[]): string {
  const of = (run: Row["run"]) =>
    rows.find(
      (row) =>
        row.titles === 1000 &&
        row.library === 2306 &&
        row.concurrency === 4 &&
        row.ids === "tmdb" &&
        row.run === run,
    );
  const [first, steady] = [of("first"), of("steady")];
  if (!first || !steady) return "[What a sync costs](docs/performance.md)";
  const line = (name: string, row: Row, others: string) =>
    `| ${name} | ${number(sumOf(row.calls))} | ${seconds(row.seconds)} s | ${counted(sumOf(row.limitCalls))}, ${seconds(row.limitSeconds)} s | ${others} |`;
  return [
    "| 1,000 titles, 700 of them new | Calls | Time | The least possible | Other programs |",
    "|---|---:|---:|---:|---:|",
    line("First sync", first, "1,700 to 2,700 calls, 71 to 189 s"),
    line("Later sync", steady, "1,000 to 2,000 calls, 13 to 130 s"),
    "",
    "[How it was measured, and how it grows](docs/performance.md)",
  ].join("\n");
}
