import { refuse } from "./refusal.ts";

/** A query parameter as the OpenAPI file declares it. */
export interface Parameter {
  type: "number" | "string";
  values?: string[];
  required?: boolean;
}

const RESERVED = /[:/?#[\]@!$&'()*+,;=]/;

/**
 * Checks the raw query string as express-openapi-validator does: unknown names, reserved characters that are not
 * percent-encoded (the raw value counts, not the decoded one), empty values, types and allowed values.
 * @returns the decoded values
 */
export function validateQuery(raw: string, declared: Record<string, Parameter>): Record<string, string> {
  const values: Record<string, string> = {};
  for (const pair of raw.split("&").filter(Boolean)) {
    const at = pair.indexOf("=");
    const name = decode(at < 0 ? pair : pair.slice(0, at));
    const value = at < 0 ? "" : pair.slice(at + 1);
    const path = `.query.${name}`;
    const parameter = declared[name];
    if (!parameter) fail(path, `Unknown query parameter '${name}'`);
    else if (value === "") fail(path, `Empty value found for query parameter '${name}'`);
    else if (RESERVED.test(value))
      fail(path, `Parameter '${name}' must be url encoded. Its value may not contain reserved characters.`);
    values[name] = decode(value);
  }
  for (const [name, parameter] of Object.entries(declared)) check(name, values[name], parameter);
  return values;
}

function check(name: string, value: string | undefined, { type, values, required }: Parameter): void {
  if (value === undefined) {
    if (required) invalid("request.query", `should have required property '${name}'`, name, "required");
  } else if (type === "number" && !Number.isFinite(Number(value)))
    invalid(`request.query.${name}`, "should be number", name, "type");
  else if (values && !values.includes(value))
    invalid(
      `request.query.${name}`,
      `should be equal to one of the allowed values: ${values.join(", ")}`,
      name,
      "enum",
    );
}

function fail(path: string, message: string): never {
  throw refuse(400, message, [{ path, message }]);
}

function invalid(where: string, what: string, name: string, code: string): never {
  throw refuse(400, `${where} ${what}`, [
    { path: `.query.${name}`, message: what, errorCode: `${code}.openapi.validation` },
  ]);
}

/** A broken percent sequence is taken as it stands. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
