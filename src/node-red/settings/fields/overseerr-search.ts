import type { Stored } from "../../../fields/field.ts";
import { node, number, text, yesNo } from "../../../fields/kinds.ts";
import { nodeFields, unchanged } from "./node-fields.ts";

/** The fields of `overseerr-search`. */
export const OVERSEERR_SEARCH = nodeFields({
  type: "overseerr-search",
  dialog: {
    server: node({ label: "Server", nodeType: "overseerr-server" }),
    database: node({ label: "Database", nodeType: "sync-database" }),
    language: text({
      label: "Language",
      form: [/^[a-z]{2,3}([-_][a-z]{2,4})?$/i, "a language code such as en or pt-BR"],
      message: true,
    }),
    yearTolerance: yesNo({ label: "Accept a year that is one off", default: true }),
    minScore: number({ label: "Least score", default: 0.9, min: 0, max: 1 }),
    typeStrict: yesNo({ label: "Match only the media type of the list", default: true }),
  },
  migrations: [unchanged],
});

/** What `overseerr-search` stores. */
export type SearchConfig = Stored<typeof OVERSEERR_SEARCH.dialog>;
