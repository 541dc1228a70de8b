import { parseArgs } from "node:util";
import { guards, long, type Suite } from "./suites.ts";

/** What somebody typed that names no suite or no file; `message` says what there is. */
export class ChoiceError extends Error {}

/**
 * Which suites to run, and which part of each.
 *
 * @param args - names of suites; `--long` for all of `test/long`; paths of test files (or parts of them); `-g words` for the
 *   tests whose names hold these words. Files without a suite choose the suites that hold them
 * @param all - for tests
 * @throws ChoiceError
 */
export function chooseSuites(args: string[], all = { guards, long }): Suite[] {
  const { values, positionals } = readArguments(args);
  const every = [...all.guards, ...all.long];
  const isFile = (word: string) => /[/.]/.test(word);
  const names = positionals.filter((word) => !isFile(word));
  const files = positionals.filter(isFile);
  const strange = names.find((name) => !every.some((suite) => suite.name === name));
  if (strange !== undefined)
    throw new ChoiceError(
      `There is no suite "${strange}". Suites: ${every.map(({ name }) => name).join(", ")}`,
    );
  const byName = every.filter(({ name }) => names.includes(name));
  const byDefault = values.long ? all.long : files.length > 0 ? every : all.guards;
  const chosen = names.length > 0 ? byName : byDefault;
  return narrow(files.length > 0 ? withFiles(chosen, files) : chosen, values.grep);
}

function readArguments(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { long: { type: "boolean" }, grep: { type: "string", short: "g" } },
    });
  } catch (error) {
    throw new ChoiceError(error instanceof Error ? error.message : String(error));
  }
}

function withFiles(suites: Suite[], wanted: string[]): Suite[] {
  const parts = suites.flatMap((suite) => {
    const files = suite.files?.filter((file) =>
      wanted.some((part) => file.includes(part.replace(/^\.\//, ""))),
    );
    return files?.length ? { ...suite, files } : [];
  });
  if (parts.length === 0)
    throw new ChoiceError(
      `No suite of ${suites.map(({ name }) => name).join(", ")} has a file like ${wanted.join(", ")}`,
    );
  return parts;
}

/** Only mocha knows names of tests; a linter beside them would say nothing about these words. */
function narrow(suites: Suite[], grep: string | undefined): Suite[] {
  if (grep === undefined) return suites;
  const parts = suites.filter(({ files }) => files);
  if (parts.length === 0) throw new ChoiceError("-g needs a suite with tests");
  return parts.map((suite) => ({ ...suite, args: [...suite.args, "--grep", grep] }));
}
