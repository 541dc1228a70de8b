import { NOTICE_FIELDS, noticeFields } from "../notice-fields.ts";
import { authorization } from "./authorization.ts";
import type { HttpForm } from "./http-channel.ts";
import { readTemplate } from "./template.ts";
import { webAddress } from "./web-address.ts";

const NAME = "the webhook";

/**
 * An address that takes JSON.
 *
 * @param template JSON with fields such as `{{text}}`; undefined sends all fields
 * @throws InputError `bad-config`
 */
export function webhook(address: string, token: string | undefined, template: string | undefined): HttpForm {
  const url = webAddress(address, NAME, "https://example.org/hook");
  const fill = template === undefined ? undefined : readTemplate(template, NOTICE_FIELDS);
  return {
    name: NAME,
    url: url.href,
    headers: authorization(token),
    body: (notice) => fill?.(noticeFields(notice)) ?? noticeFields(notice),
  };
}
