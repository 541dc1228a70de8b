import { format, text } from "../i18n/words.ts";

/** One bar of a chart. */
export interface Bar {
  name: string;
  count: number;
}

/** Pixels of the drawing's own grid. */
const HEIGHT = 120;
const STEP = 12;

/**
 * Bars side by side, drawn as SVG so that light and dark come from the style sheet, with the numbers as a table: for
 * screen readers, and for who wants them exactly.
 */
export function Bars({
  label,
  unit,
  bars,
  kind = "good",
  per,
}: {
  label: string;
  /** What is counted: `Requests` */
  unit: string;
  bars: readonly Bar[];
  kind?: "good" | "broken" | "quiet";
  /** What a bar stands for, where the numbers together mean something: sizes of one list do not. */
  per?: "day" | "decade";
}) {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const total = bars.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return <p class="empty">{text("chart.nothing")}</p>;
  const [first, last] = [bars[0], bars.at(-1)];
  return (
    <figure class="chart">
      <svg
        viewBox={`0 0 ${bars.length * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={text("chart.label", { label, most })}
      >
        {bars.map(({ name, count }, index) => {
          const height = count === 0 ? 0 : Math.max(2, (count / most) * HEIGHT);
          return (
            <rect
              key={name}
              class={kind}
              x={index * STEP + 1}
              y={HEIGHT - height}
              width={STEP - 2}
              height={height}
            >
              <title>{`${name}: ${format.number(count)}`}</title>
            </rect>
          );
        })}
      </svg>
      <figcaption>
        <span>{first?.name}</span>
        <span>{per ? text(`chart.${per}`, { total, most }) : text("chart.most", { most })}</span>
        <span>{last?.name}</span>
      </figcaption>
      <details class="numbers">
        <summary>{text("chart.numbers")}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{text("chart.name")}</th>
              <th scope="col">{unit}</th>
            </tr>
          </thead>
          <tbody>
            {bars.map(({ name, count }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{format.number(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
