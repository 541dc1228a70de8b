import { refuse, type ValidationError } from "./refusal.ts";

const error = (path: string, message: string, code: string): ValidationError => ({
  path: `.body${path}`,
  message,
  errorCode: `${code}.openapi.validation`,
});

/** Checks the body of `POST /request` as its schema says; unknown fields are accepted. */
export function validateRequestBody(body: Record<string, unknown>): void {
  const errors: ValidationError[] = [];
  for (const name of ["mediaType", "mediaId"])
    if (body[name] === undefined)
      errors.push(error(`.${name}`, `should have required property '${name}'`, "required"));
  if (body.mediaType !== undefined && body.mediaType !== "movie" && body.mediaType !== "tv")
    errors.push(error(".mediaType", "should be equal to one of the allowed values: movie, tv", "enum"));
  for (const name of ["mediaId", "tvdbId", "serverId", "profileId", "languageProfileId"])
    errors.push(...typeError(body, name, "number"));
  if (body.userId !== null) errors.push(...typeError(body, "userId", "number"));
  errors.push(...typeError(body, "is4k", "boolean"), ...typeError(body, "rootFolder", "string"));
  errors.push(...seasonErrors(body.seasons));
  if (errors.length === 0) return;
  const sentence = errors.map(({ path, message }) => {
    const where = message.startsWith("should have required") ? "" : path.slice(".body".length);
    return `request.body${where} ${message}`;
  });
  throw refuse(400, sentence.join(", "), errors);
}

function typeError(body: Record<string, unknown>, name: string, type: string): ValidationError[] {
  const value = body[name];
  return value === undefined || typeof value === type ? [] : [error(`.${name}`, `should be ${type}`, "type")];
}

/** `seasons` is a list of numbers or the word "all"; the validator complains about both forms at once. */
function seasonErrors(seasons: unknown): ValidationError[] {
  if (seasons === undefined || seasons === "all") return [];
  const path = ".seasons";
  const notAll = error(path, "should be equal to one of the allowed values: all", "enum");
  const neither = error(path, "should match exactly one schema in oneOf", "oneOf");
  if (!Array.isArray(seasons)) return [error(path, "should be array", "type"), notAll, neither];
  const bad = seasons.flatMap((season, index) => {
    const at = `${path}[${index}]`;
    if (typeof season !== "number") return [error(at, "should be number", "type")];
    return season < 0 ? [error(at, "should be >= 0", "minimum")] : [];
  });
  return bad.length === 0 ? [] : [...bad, error(path, "should be string", "type"), notAll, neither];
}
