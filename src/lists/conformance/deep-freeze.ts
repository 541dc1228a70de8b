/** Makes a value one that nobody can change: whoever tries, fails. Bytes cannot be frozen. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value) || ArrayBuffer.isView(value))
    return value;
  for (const each of Object.values(value)) deepFreeze(each);
  return Object.freeze(value);
}
