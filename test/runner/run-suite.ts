import { spawn } from "node:child_process";
import { once } from "node:events";
import { endTree } from "./processes.ts";
import type { Suite } from "./suites.ts";

export interface Result {
  suite: Suite;
  passed: number;
  failed: number;
  skipped: number;
  seconds: number;
  output: string;
}

let started = 0;

/** Runs a suite to its end, or to the end of its time. Nothing that it started is left behind. */
export async function runSuite(suite: Suite): Promise<Result> {
  const begin = Date.now();
  const mark = `LISTSYNC_SUITE_${process.pid}_${++started}`;
  const child = spawn(process.execPath, [...suite.args, ...(suite.files ?? [])], {
    env: { ...process.env, ...suite.env, [mark]: suite.name },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const end = () => endTree(child, mark);
  process.once("exit", end);

  let output = "";
  let overdue = "";
  const giveUp = (why: string) => {
    overdue ||= `The suite "${suite.name}" ${why} and was ended, with everything it had started.`;
    end();
  };
  const { limitMs, silenceMs } = suite;
  const limit = setTimeout(() => giveUp(`did not end within ${words(limitMs)}`), limitMs);
  const silence = setTimeout(() => giveUp(`said nothing for ${words(silenceMs)}`), silenceMs);
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      output += chunk;
      silence.refresh();
    });

  const closed = once(child, "close");
  const [code] = await once(child, "exit");
  clearTimeout(limit);
  clearTimeout(silence);
  // what outlived its suite may hold the pipes open
  end();
  await closed;
  process.removeListener("exit", end);

  if (overdue) output += `\n\n${overdue}`;
  const counted = countTests(output, code === 0 && !overdue);
  return { suite, ...counted, seconds: Math.round((Date.now() - begin) / 1000), output };
}

const words = (ms: number) => (ms < 60_000 ? `${ms / 1000} s` : `${ms / 60_000} minutes`);

/** Mocha's own figures; a tool without figures counts as one test, and a runner that died as one failure. */
function countTests(output: string, ok: boolean): { passed: number; failed: number; skipped: number } {
  const figure = (word: string) => Number(new RegExp(`^\\s+(\\d+) ${word}`, "m").exec(output)?.[1] ?? 0);
  const passed = figure("passing");
  const failed = figure("failing");
  if (ok) return { passed: passed || 1, failed, skipped: figure("pending") };
  return { passed, failed: failed || 1, skipped: figure("pending") };
}
