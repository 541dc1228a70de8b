/** A line of what Prometheus reads. */
export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

/** Reads the text that Prometheus is given. @throws for a line that is neither a comment nor a sample */
export function readMetrics(text: string): Sample[] {
  return text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [, name, , written = "", value] = /^([a-z_:][\w:]*)(\{(.*)\})? (\S+)$/.exec(line) ?? [];
      if (name === undefined) throw new Error(`"${line}" is no sample.`);
      const labels = [...written.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label, said]) => [
        label,
        said,
      ]);
      return { name, labels: Object.fromEntries(labels), value: Number(value) };
    });
}

/** The value of a metric with these labels and perhaps others; undefined where there is none. */
export const sampleValue = (
  samples: readonly Sample[],
  name: string,
  labels: Record<string, string> = {},
): number | undefined =>
  samples.find(
    (sample) =>
      sample.name === name &&
      Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
  )?.value;
