/** What a command is refused with; `code` and `message` go over the wire as they are. */
export class CommandError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export const unauthorized = () => new CommandError("unauthorized", "Unauthorized");
export const unknownCommand = () => new CommandError("unknown_command", "Unknown command.");
