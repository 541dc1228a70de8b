/** What stands for all values beyond the first ones. */
const REST = "other";

/**
 * Bounds the values of a label: messages can name any profile, and each value is a series that is kept for good.
 *
 * @param most values that are told apart
 */
export function bounded(most = 20): (value: string) => string {
  const known = new Set<string>();
  return (value) => {
    if (known.has(value)) return value;
    if (known.size >= most) return REST;
    known.add(value);
    return value;
  };
}
