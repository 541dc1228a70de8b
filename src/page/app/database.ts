import { computed } from "@preact/signals";
import { route } from "./route.ts";

/** The database that is looked at; undefined for the first one. It stands in the address, so that a link leads to it. */
export const database = computed(() => route.value.query.get("db") ?? undefined);

/** What every question names. */
export const asked = computed(() => (database.value === undefined ? {} : { database: database.value }));
