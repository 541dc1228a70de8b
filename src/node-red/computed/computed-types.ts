import type { Field } from "../../fields/field.ts";

/** How values are given that are computed for every message, by Node-RED's own words. */
export const COMPUTED_TYPES = ["msg", "flow", "global", "env", "jsonata"] as const;
export type ComputedType = (typeof COMPUTED_TYPES)[number];

/** Node-RED's word for a value that is written as it is. */
export const plainType = ({ kind }: Field): "num" | "bool" | "str" =>
  kind === "number" ? "num" : kind === "yes or no" ? "bool" : "str";

/** How a value is computed, read as the words of fields are: in any case, blanks around it; undefined for a plain one. */
export function computedType(type: unknown): ComputedType | undefined {
  const word = typeof type === "string" ? type.trim().toLowerCase() : undefined;
  return COMPUTED_TYPES.find((known) => known === word);
}
