import { VERSION } from "../../http/user-agent.ts";
import { cut, fitLines, units } from "../cut.ts";
import * as messages from "../messages.ts";
import type { Level, Line, Notice, Section } from "../notice.ts";
import type { HttpForm } from "./http-channel.ts";
import { webAddress } from "./web-address.ts";

const NAME = "Discord";

/** What Discord takes (developer documentation, 2026-08); it counts characters, of which units are never fewer. */
const TITLE = 256;
const VALUE = 1024;
const DESCRIPTION = 4096;
/** Of all embeds together 6000; the rest is for names, titles and the foot. */
const ALL = 5600;
/** New requests shown with their poster, each in an embed of its own. */
const POSTERS = 4;

const COLORS: Readonly<Record<Level, number>> = {
  success: 0x2ecc71,
  info: 0x3498db,
  warning: 0xffaa00,
  failure: 0xe74c3c,
};

const PATH = /^\/api\/(v\d+\/)?webhooks\/\d+\/[\w-]+\/?$/;

/** A webhook of Discord; its whole address is a secret. @throws InputError `bad-config` */
export function discord(address: string, link: string | undefined): HttpForm {
  const url = webAddress(address, NAME, "https://discord.com/api/webhooks/123/abc", PATH);
  // without it a message that is not kept looks as if it were
  url.searchParams.set("wait", "true");
  return {
    name: NAME,
    url: url.href,
    body: (notice) => message(notice, link !== undefined && isWellFormed(link) ? link : undefined),
    answersWithId: true,
    saidIn: "message",
  };
}

/** Discord refuses a message with a link to a host of one word: `http://seerr:5055`. */
const isWellFormed = (link: string): boolean =>
  URL.canParse(link) && /[^.]\.[^.]/.test(new URL(link).hostname);

/** Of what Discord reads as markup or as a mention. Addresses must not become links either. */
const escapeMarkdown = (text: string): string =>
  text.replace(/[\\*_~|>#\-[\]()@<`]/g, "\\$&").replace(/:(?=\/\/)/g, "\\:");

function message(notice: Notice, link: string | undefined): object {
  let left = ALL;
  const take = (text: string): string => {
    left -= units(text);
    return text;
  };
  const { sections, progress, facts, level, at, profile } = notice;
  const title = take(cut(notice.title, TITLE, units, escapeMarkdown));
  const text = [
    escapeMarkdown(notice.summary),
    ...(progress ? [bar(progress), messages.processed(progress.done, progress.total)] : []),
  ];
  const description = take(cutLines(text, Math.min(DESCRIPTION, 1500)));
  const foot = take(`ListSync ${VERSION}${profile === undefined ? "" : ` · ${cut(profile, 100)}`}`);
  const fields = facts.map(({ name, value }) => ({ name: take(name), value: take(value), inline: true }));
  // results first on the screen; yet where room is short, they are the last to go without
  for (const { name, lines } of ORDER.flatMap((kind) => sections.filter((each) => each.kind === kind))) {
    const room = Math.min(VALUE, left - units(name));
    const value = room < 40 ? "" : fitLines(lines.map(lineOf), room, units, messages.andMore);
    if (value !== "") fields.push({ name: take(name), value: take(value), inline: false });
  }
  const embed = {
    title,
    description,
    color: COLORS[level],
    fields,
    footer: { text: foot },
    ...(!Number.isNaN(Date.parse(at)) && { timestamp: at }),
    ...(link !== undefined && { url: link }),
  };
  return {
    username: "ListSync",
    allowed_mentions: { parse: [] },
    embeds: [embed, ...posters(sections, take, () => left)],
  };
}

const ORDER: readonly Section["kind"][] = ["results", "requested", "available", "problems", "lists"];

const cutLines = (lines: string[], limit: number): string => fitLines(lines, limit, units, messages.andMore);

function lineOf({ text, detail, url, isFailed }: Line): string {
  const name = url === undefined ? escapeMarkdown(text) : `[${escapeMarkdown(text)}](${linkOf(url)})`;
  const line = detail ? `${name} – ${escapeMarkdown(detail)}` : name;
  return `${isFailed ? "⚠️" : "•"} ${line}`;
}

/** Brackets would end the link. */
const linkOf = (url: string): string =>
  url.replace(/[()<>\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** Ten blocks. */
function bar({ done, total }: { done: number; total: number }): string {
  const full = Math.floor((done / total) * 10);
  return `${"▰".repeat(full)}${"▱".repeat(10 - full)} ${Math.floor((done / total) * 100)} %`;
}

function posters(sections: Section[], take: (text: string) => string, left: () => number): object[] {
  return sections
    .filter(({ kind }) => kind === "requested" || kind === "available")
    .flatMap(({ lines }) => lines)
    .filter(({ poster }) => poster !== undefined)
    .slice(0, POSTERS)
    .flatMap(({ text, poster }) => {
      const title = cut(text, TITLE, units, escapeMarkdown);
      return left() < units(title) ? [] : [{ title: take(title), thumbnail: { url: poster } }];
    });
}
