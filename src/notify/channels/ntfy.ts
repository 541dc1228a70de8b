import { InputError } from "../../errors.ts";
import { bytes, cut } from "../cut.ts";
import * as messages from "../messages.ts";
import { type Level, type Notice, posterOf } from "../notice.ts";
import { plainText } from "../plain-text.ts";
import { authorization } from "./authorization.ts";
import type { HttpForm } from "./http-channel.ts";
import { webAddress } from "./web-address.ts";

const NAME = "ntfy";

/** A message of 4096 bytes becomes an attachment already. */
const MESSAGE = 4095;
const TITLE = 250;

const PRIORITY: Readonly<Record<Level, number>> = { success: 3, info: 2, warning: 3, failure: 4 };
/** Names of emoji that ntfy shows in front of the title. */
const TAGS: Readonly<Record<Level, string>> = {
  success: "white_check_mark",
  info: "information_source",
  warning: "warning",
  failure: "rotating_light",
};

/**
 * A topic of ntfy, by its own address: `https://ntfy.sh/my-topic`. Text is shown as it is, nothing needs escaping.
 *
 * @throws InputError `bad-config`
 */
export function ntfy(address: string, token: string | undefined, link: string | undefined): HttpForm {
  const url = webAddress(address, NAME, "https://ntfy.sh/my-topic");
  const path = url.pathname.replace(/\/+$/, "");
  const topic = decodeURIComponent(path.slice(path.lastIndexOf("/") + 1));
  if (!/^[-\w]{1,64}$/.test(topic)) throw new InputError("bad-config", messages.noTopic());
  // as JSON it goes to the root: headers would have to be written in letters of 1968
  url.pathname = path.slice(0, path.lastIndexOf("/") + 1);
  return {
    name: NAME,
    url: url.href,
    headers: authorization(token),
    // who knows the topic can read along
    body: (notice) => ({ topic, ...message(notice, link) }),
    preview: (notice) => message(notice, link),
    answersWithId: true,
    saidIn: "error",
  };
}

function message(notice: Notice, link: string | undefined): object {
  const { level } = notice;
  const poster = posterOf(notice);
  return {
    title: cut(notice.title, TITLE, bytes),
    message: plainText(notice, MESSAGE, bytes),
    priority: PRIORITY[level],
    tags: [TAGS[level]],
    ...(link !== undefined && { click: link }),
    ...(poster !== undefined && { attach: poster }),
  };
}
