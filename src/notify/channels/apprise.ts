import type { HttpResponse } from "../../http/http.ts";
import { calm } from "../clean.ts";
import { cut, units } from "../cut.ts";
import * as messages from "../messages.ts";
import { type Notice, posterOf } from "../notice.ts";
import { plainText } from "../plain-text.ts";
import { authorization } from "./authorization.ts";
import type { Verdict } from "./channel.ts";
import type { HttpForm } from "./http-channel.ts";
import { webAddress } from "./web-address.ts";

const NAME = "the Apprise API";

/** Most services behind it take less and cut, or split, by themselves. */
const BODY = 4000;
const TITLE = 250;

const PATH = /\/notify\/[\w-]{1,128}\/?$/;

/**
 * A key of an Apprise API: `http://apprise:8000/notify/my-key`. Services behind it that ping people do so by `@`, which no
 * format of Apprise escapes.
 *
 * @param tag which of the services of the key; undefined for all
 * @throws InputError `bad-config`
 */
export function apprise(address: string, token: string | undefined, tag: string | undefined): HttpForm {
  const url = webAddress(address, NAME, "http://apprise:8000/notify/my-key", PATH);
  return {
    name: NAME,
    url: url.href,
    headers: authorization(token),
    body: (notice) => message(notice, tag, posterOf(notice)),
    // it fetches the poster itself, and refuses the whole message where it cannot
    plainer: (notice) => (posterOf(notice) === undefined ? undefined : message(notice, tag)),
    doubt,
    saidIn: "error",
  };
}

function doubt({ status }: HttpResponse): Verdict | undefined {
  if (status === 204) return { kind: "refused", why: messages.nothingConfigured() };
  // the others got it: once more would be twice for them
  if (status === 424) return { kind: "refused", why: messages.someNotNotified() };
  return undefined;
}

function message(notice: Notice, tag: string | undefined, poster?: string): object {
  return {
    title: cut(calm(notice.title), TITLE, units),
    body: plainText(notice, BODY, units, calm),
    type: notice.level,
    format: "text",
    ...(tag !== undefined && { tag }),
    ...(poster !== undefined && { attach: [poster] }),
  };
}
