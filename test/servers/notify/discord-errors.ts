/** What is wrong with a field of a form. */
export interface FormProblem {
  /** `embeds.0.url`. */
  path: string;
  message: string;
}

/** As Discord says it: an object as deep as the form, with `_errors` below each field. */
export function formErrors(problems: FormProblem[]): object {
  const errors: Record<string, unknown> = {};
  for (const { path, message } of problems) {
    let place = errors;
    for (const name of path.split(".")) {
      place[name] ??= {};
      place = place[name] as Record<string, unknown>;
    }
    place._errors = [...((place._errors as object[] | undefined) ?? []), { code: "BASE_TYPE", message }];
  }
  return errors;
}
