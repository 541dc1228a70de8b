import type { ChildProcess } from "node:child_process";

/**
 * What a run tells: that it goes on, its summary, or that something failed. `isRunning`: the run goes on all the same.
 */
type Told = { sign: true } | { summary: Summary } | { error: string; isRunning: boolean };

/** The parts of a run's summary that a terminal shows, see docs/messages.md. */
interface Summary {
  state: string;
  text: string;
  lists: { label: string; items: number; total?: number; error?: { message: string } }[];
  problems: { title: string; status: string; reason?: string }[];
}

/** Exit codes. */
const DONE = 0;
const WITH_ERRORS = 1;
const FAILED = 2;

/** Minutes for Node-RED to start and the run to begin; on the smallest machines that is one. */
const BEGIN_MINUTES = 5;

/** Minutes for which a run may say nothing: longer than a site makes it wait, and than a run without titles is kept open. */
const SILENT_MINUTES = 90;

/** Seconds for Node-RED to end. */
const END_SECONDS = 30;

/** How long is waited, in milliseconds. */
interface Patience {
  begin: number;
  silent: number;
  end: number;
}

/**
 * Follows a run in a Node-RED of its own, prints its summary on stdout, errors on stderr, and ends Node-RED. A run that never
 * begins, or of which nothing is heard any more, has failed.
 *
 * @returns the exit code: 0 done, 1 done with errors, 2 failed
 */
export function followRun(
  nodeRed: ChildProcess,
  patience: Patience = {
    begin: BEGIN_MINUTES * 60_000,
    silent: SILENT_MINUTES * 60_000,
    end: END_SECONDS * 1000,
  },
): Promise<number> {
  let result = FAILED;
  let errors = 0;
  let hasBegun = false;
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;

  function end(): void {
    // what a Node-RED that closes still says must not put its end off
    isOver = true;
    clearTimeout(timer);
    nodeRed.kill("SIGTERM");
    timer = setTimeout(() => nodeRed.kill("SIGKILL"), patience.end);
  }

  function wait(): void {
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        console.error(hasBegun ? silent(patience.silent) : neverBegan(patience.begin));
        end();
      },
      hasBegun ? patience.silent : patience.begin,
    );
  }

  function goesOn(): void {
    hasBegun = true;
    wait();
  }

  nodeRed.on("message", (told: Told) => {
    if (isOver) return;
    if ("sign" in told) return goesOn();
    if ("summary" in told) {
      print(told.summary);
      result = resultOf(told.summary, errors);
      return end();
    }
    errors += 1;
    console.error(told.error);
    if (told.isRunning) return goesOn();
    end();
  });
  wait();
  return new Promise((resolve) => {
    nodeRed.once("exit", () => {
      clearTimeout(timer);
      resolve(result);
    });
    nodeRed.once("error", (error) => {
      clearTimeout(timer);
      console.error(`Node-RED cannot be started: ${error.message}`);
      resolve(FAILED);
    });
  });
}

const neverBegan = (ms: number) =>
  `The sync did not begin within ${inWords(ms)}. Look above for what Node-RED says, for example nodes that are missing, and start it again.`;

const silent = (ms: number) =>
  `Nothing was heard of the sync for ${inWords(ms)}, so it was ended. Start it again; what it has requested is remembered.`;

const inWords = (ms: number) =>
  ms < 60_000 ? counted(Math.ceil(ms / 1000), "second") : counted(Math.round(ms / 60_000), "minute");

const counted = (count: number, unit: string) => `${count} ${unit}${count === 1 ? "" : "s"}`;

function resultOf({ state }: Summary, errors: number): number {
  if (state === "completed") return errors === 0 ? DONE : WITH_ERRORS;
  return state === "completed_with_errors" ? WITH_ERRORS : FAILED;
}

function print({ text, lists, problems }: Summary): void {
  console.log(text);
  for (const { label, items, total, error } of lists)
    console.log(
      error
        ? `  failed  ${label}: ${error.message}`
        : `  read    ${label}: ${items}${total !== undefined && total !== items ? ` of ${total}` : ""} titles`,
    );
  for (const { title, status, reason } of problems)
    console.log(`  ${status}  ${title}${reason ? `: ${reason}` : ""}`);
}
