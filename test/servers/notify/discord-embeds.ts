import type { FormProblem } from "./discord-errors.ts";

interface Embed {
  title?: unknown;
  description?: unknown;
  color?: unknown;
  timestamp?: unknown;
  fields?: { name?: unknown; value?: unknown }[];
  footer?: { text?: unknown };
  author?: { name?: unknown };
  url?: unknown;
  thumbnail?: { url?: unknown };
}

/** What Discord refuses of embeds: limits of each part, and of all of them together. */
export function embedProblems(embeds: unknown): FormProblem[] {
  if (!Array.isArray(embeds)) return [{ path: "embeds", message: "Only lists are allowed." }];
  const problems: FormProblem[] = [];
  if (embeds.length > 10) problems.push({ path: "embeds", message: "Must be 10 or fewer in length." });
  let all = 0;
  for (const [place, embed] of (embeds as Embed[]).entries()) {
    const refuse = (path: string, message: string) =>
      void problems.push({ path: `embeds.${place}.${path}`, message });
    const text = (path: string, given: unknown, most: number, isNeeded = false) => {
      if (typeof given === "string") all += given.length;
      if (isNeeded && (typeof given !== "string" || !given.trim())) refuse(path, "This field is required");
      else if (given !== undefined && (typeof given !== "string" || given.length > most))
        refuse(path, `Must be ${most} or fewer in length.`);
    };
    const { title, description, fields = [], footer, author, url, thumbnail, color, timestamp } = embed;
    text("title", title, 256);
    text("description", description, 4096);
    text("footer.text", footer?.text, 2048);
    text("author.name", author?.name, 256);
    if (fields.length > 25) refuse("fields", "Must be 25 or fewer in length.");
    for (const [number, { name, value }] of fields.entries()) {
      text(`fields.${number}.name`, name, 256, true);
      text(`fields.${number}.value`, value, 1024, true);
    }
    for (const [path, link] of [
      ["url", url],
      ["thumbnail.url", thumbnail?.url],
    ] as const)
      if (link !== undefined && !isWellFormed(link)) refuse(path, "Not a well formed URL.");
    if (color !== undefined && !(Number.isInteger(color) && Number(color) >= 0 && Number(color) <= 0xffffff))
      refuse("color", "int value should be between 0 and 16777215.");
    if (timestamp !== undefined && !(/^\d{4}-\d\d-\d\d/.test(String(timestamp)) && isMoment(timestamp)))
      refuse("timestamp", "Could not parse. Should be ISO8601.");
  }
  if (all > 6000) problems.push({ path: "embeds", message: "Embed size exceeds maximum size of 6000" });
  return problems;
}

const isMoment = (text: unknown): boolean => !Number.isNaN(Date.parse(String(text)));

/** Names of one word, as people have at home, are none to Discord. */
const isWellFormed = (link: unknown): boolean =>
  typeof link === "string" &&
  /^https?:\/\//.test(link) &&
  URL.canParse(link) &&
  /[^.]\.[^.]/.test(new URL(link).hostname);
