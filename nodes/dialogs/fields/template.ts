/** Whether a text is a template of a webhook: nothing, or JSON. */
export function isTemplate(value: unknown): boolean {
  const text = String(value ?? "").trim();
  if (text === "") return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
