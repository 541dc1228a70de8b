import type * as v from "valibot";
import type { LIVE_EVENTS } from "./live.ts";
import type { refusal } from "./parts.ts";
import type { ROUTES } from "./routes.ts";
import type { conflict } from "./titles.ts";

type Routes = typeof ROUTES;
export type RouteName = keyof Routes;

/** What a browser writes behind the address of a GET. */
export type Query<Name extends RouteName> = Routes[Name] extends {
  query: infer Schema extends v.GenericSchema;
}
  ? v.InferInput<Schema>
  : never;

/** What a browser sends to a POST. */
export type Body<Name extends RouteName> = Routes[Name] extends { body: infer Schema extends v.GenericSchema }
  ? v.InferInput<Schema>
  : never;

/** What is understood of a question. */
export type Asked<Name extends RouteName> = Routes[Name] extends
  | { query: infer Schema extends v.GenericSchema }
  | { body: infer Schema extends v.GenericSchema }
  ? v.InferOutput<Schema>
  : never;

/** What a route answers, where that is JSON. */
export type Answer<Name extends RouteName> = Routes[Name] extends {
  answer: infer Schema extends v.GenericSchema;
}
  ? v.InferOutput<Schema>
  : never;

export type Refused = v.InferOutput<typeof refusal>;
/** With 409. */
export type Conflict = v.InferOutput<typeof conflict>;

/** Events of the stream by name. */
export type LiveEvents = { [Name in keyof typeof LIVE_EVENTS]: v.InferOutput<(typeof LIVE_EVENTS)[Name]> };
