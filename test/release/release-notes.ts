/**
 * `node test/release/release-notes.ts v1.2.3`: prints what CHANGELOG.md says of that version.
 * Fails when the tag, package.json and CHANGELOG.md do not name the same version.
 */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** What CHANGELOG.md says below the heading of a version; undefined when it has no such heading. */
export function releaseNotes(changelog: string, version: string): string | undefined {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((each) => /^\[?([^\]\s]+)/.exec(each)?.[1] === version);
  return section?.slice(section.indexOf("\n")).trim();
}

if (process.argv[1] === import.meta.filename) {
  const root = resolve(import.meta.dirname, "../..");
  const read = (name: string) => readFileSync(join(root, name), "utf8");
  const { version } = JSON.parse(read("package.json")) as { version: string };
  const tag = process.argv[2];
  const notes = releaseNotes(read("CHANGELOG.md"), version);
  if (tag !== `v${version}`) fail(`The tag is "${tag}", but package.json has version ${version}.`);
  if (!notes)
    fail(`CHANGELOG.md has no section "## ${version}". Merge the pull request "Next version" first.`);
  console.log(notes);
}

function fail(why: string): never {
  console.error(why);
  process.exit(1);
}
