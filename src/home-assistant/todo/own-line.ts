/** Begins the one line of a description that is ours. */
const PREFIX = "ListSync: ";

/** What our line in a description says; undefined when there is none. */
export function ownLine(description: string): string | undefined {
  const line = description.split(/\r?\n/).find((text) => text.startsWith(PREFIX));
  return line?.slice(PREFIX.length);
}

/**
 * Replaces our line in a description, or appends one; all other lines stay as they are.
 *
 * @param text what our line shall say; undefined takes it away
 */
export function withOwnLine(description: string, text: string | undefined): string {
  const before = ownLine(description);
  const line = text === undefined ? undefined : text.replaceAll(/\s+/g, " ").trim();
  if (before === line) return description;
  const lines = description === "" ? [] : description.split("\n");
  const kept = lines.filter((one) => !one.startsWith(PREFIX));
  return [...kept, ...(line === undefined ? [] : [PREFIX + line])].join("\n");
}
