/** What is said of values that cannot be used: facts in, sentence out. */

/** Where a value was written, and so is corrected. */
export const REMEDIES = {
  dialog: "Correct it in the node's dialog.",
  message: "Correct it in the message.",
  event: "Correct it in the event.",
  list: "Correct it in the list, in the node's dialog or in the message.",
  environment: "Correct it in the environment and restart Node-RED.",
  settings: "Correct it in settings.js and restart Node-RED.",
} as const;

/** @param value as it is shown @param remedy a sentence */
export const mustBe = (name: string, expects: string, value: string, remedy: string) =>
  `${name} must be ${expects}; it is ${value}. ${remedy}`;

/** @param what `List 3` @param meant undefined when no known name is near it */
export const unknownProperty = (
  what: string,
  name: string,
  { meant, names, remedy }: { meant?: string | undefined; names: readonly string[]; remedy: string },
) => {
  const hint = meant ? `Did you mean "${meant}"?` : `The properties are ${names.join(", ")}.`;
  return `${what} has the unknown property "${name}". ${hint} ${remedy}`;
};

export const misspelt = (name: string, meant: string, remedy: string) =>
  `msg.${name} is not a property that this node reads. Did you mean msg.${meant}? ${remedy}`;

/** @param label `server URL` */
export const variableNotSet = (label: string, name: string) =>
  `The ${label} needs the environment variable ${name}, which is not set. Set it and restart Node-RED, or enter the value itself.`;

/** Half a sentence, to complete "must be …". */
export const numberRange = ({
  min,
  max,
  whole,
}: {
  min: string;
  max: string | undefined;
  whole: boolean;
}) => {
  const kind = whole ? "a whole number" : "a number";
  return max === undefined ? `${kind}, ${min} or more` : `${kind} from ${min} to ${max}`;
};

export const trueOrFalse = () => "true or false";

export const text = () => "text";

export const list = () => "a list";

export const nodeOfType = (type: string) => `a node of the type ${type}`;

/** `a, b or c` */
export const either = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
