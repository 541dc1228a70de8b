/** What a query asks of one metric. */
export interface Queried {
  name: string;
  /** Labels that are kept or grouped by. */
  labels: string[];
  matchers: { label: string; fits(value: string): boolean }[];
}

/** Words of PromQL that are no metrics. */
const WORDS = new Set(
  "by without on ignoring or and unless offset bool inf nan sum min max avg count increase rate time vector absent histogram_quantile".split(
    " ",
  ),
);

/** The metrics that a query names, with the labels that it needs of each. */
export function queriedMetrics(expr: string): Queried[] {
  const labels = [...expr.matchAll(/\b(?:by|without|on|ignoring)\s*\(([^)]*)\)/g)].flatMap(([, list = ""]) =>
    list.split(",").map((label) => label.trim()),
  );
  const plain = expr.replace(/\b(?:by|without|on|ignoring)\s*\([^)]*\)/g, " ").replace(/\[[^\]]*\]/g, " ");
  return [...plain.matchAll(/([a-zA-Z_:][\w:]*)\s*(\{[^}]*\})?/g)].flatMap(([, name = "", selector = ""]) => {
    if (WORDS.has(name)) return [];
    const matchers = [...selector.matchAll(/(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)"/g)].map(
      ([, label = "", operator = "", value = ""]) => {
        const pattern = operator.endsWith("~") ? new RegExp(`^(?:${value})$`) : undefined;
        const equals = (said: string) => (pattern ? pattern.test(said) : said === value);
        return { label, fits: (said: string) => operator.startsWith("!") !== equals(said) };
      },
    );
    return [{ name, labels, matchers }];
  });
}
