import type { ROUTES } from "../../node-red/page/contract/routes.ts";
import type { RouteName } from "../../node-red/page/contract/types.ts";

type Routes = typeof ROUTES;

/** How each route of the interface is asked. The compiler compares with the interface, whose schemas stay out of the page. */
export const ROUTE: {
  readonly [Name in RouteName]: readonly [Routes[Name]["method"], Routes[Name]["path"]];
} = {
  whoami: ["get", "whoami"],
  overview: ["get", "overview"],
  sync: ["post", "profiles/sync"],
  dryRun: ["post", "profiles/dry-run"],
  stop: ["post", "profiles/stop"],
  titles: ["get", "titles"],
  titleChoices: ["get", "titles/choices"],
  title: ["get", "title"],
  candidates: ["get", "title/candidates"],
  retry: ["post", "title/retry"],
  ignore: ["post", "title/ignore"],
  choose: ["post", "title/choose"],
  takeBack: ["post", "title/take-back"],
  cancel: ["post", "title/cancel"],
  lists: ["get", "lists"],
  list: ["get", "list"],
  syncList: ["post", "list/sync"],
  acceptList: ["post", "list/accept"],
  preview: ["post", "list/preview"],
  runs: ["get", "runs"],
  run: ["get", "run"],
  runDecisions: ["get", "run/decisions"],
  runExport: ["get", "run/export"],
  needsYou: ["get", "needs-you"],
  statistics: ["get", "statistics"],
  live: ["get", "live"],
  poster: ["get", "poster/:type/:id"],
};
