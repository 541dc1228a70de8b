/** An answer that is not 2xx, thrown by whatever finds out. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    super(`refused with ${status}`);
    this.status = status;
    this.body = body;
  }
}

/** A refusal in the shape of the validator and of `next({status, message})`. */
export const refuse = (status: number, message: string, errors?: ValidationError[]) =>
  new Refusal(status, errors ? { message, errors } : { message });

/** A refusal in the shape of the authentication middleware: `error`, not `message`. */
export const refuseAccess = () =>
  new Refusal(403, { status: 403, error: "You do not have permission to access this endpoint" });

/** The database's own words, which some routes pass on. */
export const unknownUser = (id: number) =>
  `Could not find any entity of type "User" matching: ${JSON.stringify({ where: { id } }, null, 4)}`;

export interface ValidationError {
  path: string;
  message: string;
  errorCode?: string;
}
