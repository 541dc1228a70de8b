import type { AccountContext, AccountForm } from "../account.ts";
import { ListError } from "../list-error.ts";
import { isPage, siteError } from "../site-error.ts";

/** Radarr or Sonarr. */
export interface Arr {
  id: "radarr" | "sonarr";
  name: "Radarr" | "Sonarr";
}

/**
 * Asks Radarr's or Sonarr's API v3.
 *
 * A wrong key is 401 with an empty body (`{"error":"Unauthorized"}` in older versions); a wrong URL base is 404, a
 * redirect to a login, or the page of the web interface with HTTP 200 (Radarr 1b9662d, 2025-11; Sonarr 49df353, 2026-06).
 *
 * @param path below `/api/v3/`, with its query
 * @param label the list, for errors
 * @throws ListError `auth-required`, `bad-input`, and those of `refusal`
 */
export async function askArr(
  arr: Arr,
  path: string,
  label: string,
  { http, account, origin, signal }: AccountContext,
): Promise<unknown> {
  const { key, url } = account ?? {};
  if (!key || !url)
    throw new ListError(
      "auth-required",
      `${label} needs the address and the API key of ${arr.name}. Enter both in an account for ${arr.name}; the key is under Settings > General.`,
    );
  const response = await http.request({
    url: `${origin(url)}/api/v3/${path}`,
    headers: { "X-Api-Key": key },
    signal,
  });
  const { status, body } = response;
  const httpStatus = { httpStatus: status };
  if (status === 401)
    throw new ListError(
      "auth-required",
      `${arr.name} rejected the API key. Copy it again from its Settings > General.`,
      httpStatus,
    );
  if (status === 404 || (status >= 300 && status < 400))
    throw new ListError(
      "bad-input",
      `There is no API of ${arr.name} at the account's address (HTTP ${status}). Enter it with its URL base, for example http://192.168.1.20:7878/${arr.id}.`,
      httpStatus,
    );
  if (status === 200 && isPage(body))
    throw new ListError(
      "markup-changed",
      `${arr.name} answered with a web page. Enter its address with its URL base, for example http://192.168.1.20:7878/${arr.id}.`,
      httpStatus,
    );
  if (status === 200 && typeof body === "object" && body !== null) return body;
  throw siteError(response, arr.name, label);
}

/** What an account of Radarr or Sonarr holds, and how it is proven. */
export const arrAccount = (arr: Arr, port: number): AccountForm => ({
  label: `${arr.name} API key`,
  required: true,
  where: `${arr.name}: Settings > General > Security`,
  fields: [
    { id: "url", label: "Address", required: true, placeholder: `http://192.168.1.20:${port}` },
    { id: "key", label: "API key", required: true },
  ],
  async test(context) {
    const body = await askArr(arr, "system/status", arr.name, context);
    const { appName = arr.name, version } = body as { appName?: string; version?: string };
    if (appName !== arr.name)
      throw new ListError("bad-input", `This is the address of ${appName}, not of ${arr.name}.`);
    return `${arr.name} ${version ?? ""} answers.`.replace("  ", " ");
  },
});
