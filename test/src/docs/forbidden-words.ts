/** A phrase that no text may hold, and what to say instead. */
export interface ForbiddenWords {
  words: RegExp;
  instead: string;
}

/** What people read as translated; the glossary and the style page of CONTRIBUTING say why. */
export const FORBIDDEN: readonly ForbiddenWords[] = [
  { words: /(?<!\bthere )\b(?:is|are) no (?!longer\b|more than\b|limit\b)/i, instead: "is not a …" },
  {
    words: /\bdo(?:es)? not take (?:the|this|a) (?:API key|client id|key|login|token)/i,
    instead: "rejected the …",
  },
  { words: /\btakes (?:the|this) (?:API key|client id|key|login|token)/i, instead: "accepted the …" },
  { words: /\bits turn\b/i, instead: "It will be requested in a later run" },
  { words: /something went wrong/i, instead: "Unexpected error" },
  { words: /\brun is on\b/i, instead: "a sync is already running" },
  { words: /\banswers again\b|\banswers? (?:is|are) used again/i, instead: "reuse responses" },
  { words: /\b(?:lists|calls|pages|requests|titles) at once\b/i, instead: "parallel …" },
  { words: /\bat once\b/i, instead: "immediately, in parallel, or at the same time" },
  { words: /\bby hand\b/i, instead: "manually, or say who does what" },
  { words: /\bdoubles\b/i, instead: "duplicates" },
  { words: /\bagain and again\b/i, instead: "repeatedly" },
  {
    words: /\b(?:stands?|stood) (?:on|in|at|there|behind|beside|between|before|under|here|with)\b/i,
    instead: "is, or is listed",
  },
  { words: /\bput before\b/i, instead: "shown to, or decided by" },
  {
    words: /\b(?:asks?|asked) for fewer requests\b|\basks? to slow down\b/i,
    instead: "is limiting requests",
  },
  { words: /\bkeeps? (?:programs|us|others) out\b|\bkeeps? many out\b/i, instead: "blocks automated access" },
  {
    words: /\bin a form that\b|\bin an unknown (?:form|shape)\b|\banother form than\b/i,
    instead: "in an unexpected format",
  },
  { words: /\bany more\b/i, instead: "no longer" },
  { words: /\banew\b/i, instead: "again" },
  { words: /\bfor instance\b/i, instead: "for example" },
  { words: /\bwithout an end\b|\bwithout end\b/i, instead: "endlessly" },
  { words: /\bbegins? no\b|\bcosts? no\b|\bknows? no\b/i, instead: "does not …" },
  { words: /\bnumber of the user\b|\buser's number\b/i, instead: "user id" },
  { words: /\bwhoever\b/i, instead: "anyone who, or name them" },
  { words: /\bsends? on to\b/i, instead: "redirects to" },
  { words: /\btime-outs?\b/i, instead: "timeout" },
  { words: /\b(?:does|did|do) not answer\b/i, instead: "does not respond" },
  { words: /\blook(?:s|ed)? after\b/i, instead: "maintain, check" },
  { words: /\bevery so many\b|\bso long after\b/i, instead: "at an interval, this long after" },
  {
    words: /\b(?:a word|a file|a server|a line) of (?:yours|ours|its own)\b/i,
    instead: "your own, its own …",
  },
  { words: /\bheed(?:s|ed)?\b/i, instead: "used, ignored" },
  {
    words: /\bis to be (?:done|taken)\b|\bare to be (?:done|taken)\b/i,
    instead: "there is nothing to do, provides",
  },
  { words: /\bmeanwhile due\b|\bis over by then\b/i, instead: "has ended by then" },
  { words: /\b(?:gives?|gave|given) (?:free )?space back\b/i, instead: "reclaims free space" },
  { words: /(?<!#)\bset-up\b/i, instead: "setup" },
  { words: /\bswitched (?:on|off)\b/i, instead: "turned on, turned off" },
  {
    words: /(?<!\/)\b(?:favourite|licence|colour|behaviour|programme)s?\b(?!["/])/i,
    instead: "the American spelling",
  },
  { words: /\bworth while\b|\bgood-bye\b/i, instead: "worth it, or a plain sentence" },
  { words: /\breplace[sd]? (?:\S+ ){1,4}by\b/i, instead: "replace … with" },
  {
    words: /\b(?:nobody|somebody) (?:knows|asks|wants|understands)\b/i,
    instead: "it is unknown, or name them",
  },
  {
    words: /\ban? (?:\$\{(?:\w+\.)?(?:name|site)\}|__(?:site|name|provider)__)/i,
    instead: "a sentence without an article before a name that is filled in (an Emby, a Plex)",
  },
];
