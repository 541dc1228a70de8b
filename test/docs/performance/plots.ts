import { init } from "echarts";
import type { Row } from "../../bench/results.ts";
import { PEERS } from "./peers.ts";
import { IDS, number, seconds, sumOf } from "./tables.ts";

const INK = "#333333";
const COLOURS = { tmdb: "#3fadb5", imdb: "#b5653f", title: "#7b5ea7" } as const;
const GREY = "#999999";

type Option = Parameters<ReturnType<typeof init>["setOption"]>[0];

/** Seconds of the first sync of 1,000 titles: this package, other programs, the limit. */
export function peersPlot(rows: readonly Row[]): string {
  const kinds = (Object.keys(IDS) as (keyof typeof IDS)[]).filter((ids) =>
    rows.some((row) => isBesidePeers(row) && row.ids === ids),
  );
  const ours = (ids: string, concurrency: number) =>
    rows.find((row) => isBesidePeers(row) && row.ids === ids && row.concurrency === concurrency);
  const peer = (program: string) => (ids: string) =>
    PEERS.find((row) => row.run === "first" && row.program === program && row.ids === ids)?.seconds;
  const series: [string, string, (ids: string) => number | undefined][] = [
    ["ListSync 0.6.6", "#8a8a8a", peer("ListSync 0.6.6")],
    ["listseerr 0.3.0", "#bdbdbd", peer("listseerr 0.3.0")],
    ["this package, 4 parallel calls", "#3fadb5", (ids) => ours(ids, 4)?.seconds],
    ["limit, 4 parallel", "#bfe3e6", (ids) => ours(ids, 4)?.limitSeconds],
    ["this package, 10 parallel calls", "#23747b", (ids) => ours(ids, 10)?.seconds],
    ["limit, 10 parallel", "#dff1f2", (ids) => ours(ids, 10)?.limitSeconds],
  ];
  return draw(760, 100 + kinds.length * 150, {
    title: title("First sync of 1,000 titles, 700 of them new: seconds"),
    // one line each for others and for this package: without a browser the width of a text is only guessed
    legend: [series.slice(0, 2), series.slice(2)].map((part, line) => ({
      data: part.map(([name]) => name),
      top: 34 + 20 * line,
      left: 10,
      itemGap: 30,
      itemWidth: 16,
      itemHeight: 10,
      textStyle: { color: INK, fontSize: 11 },
    })),
    grid: { left: 100, right: 60, top: 96, bottom: 30 },
    xAxis: { type: "value", axisLabel: { color: INK } },
    yAxis: { type: "category", inverse: true, data: kinds.map((ids) => IDS[ids]), axisLabel: { color: INK } },
    series: series
      .filter(([, , value]) => kinds.some((ids) => value(ids) !== undefined))
      .map(([name, color, value]) => ({
        type: "bar",
        name,
        color,
        label: {
          show: true,
          position: "right",
          color: INK,
          formatter: ({ value: shown }: { value: unknown }) =>
            typeof shown === "number" ? seconds(shown) : "",
        },
        data: kinds.map((ids) => value(ids) ?? null),
      })),
  } as Option);
}

const isBesidePeers = (row: Row) => row.run === "first" && row.titles === 1000 && row.library === 2306;

/** What a first sync costs by the number of titles, both axes by powers of ten, beside growth that is just linear. */
export function growthPlot(rows: readonly Row[]): string {
  const panels: [string, (row: Row) => number | undefined, boolean][] = [
    ["calls to the server", (row) => sumOf(row.calls), true],
    ["CPU seconds", (row) => row.cpuSeconds, true],
    ["MiB above an idle Node-RED", (row) => row.peakMiB, false],
    ["longest hold of the event loop, ms", (row) => row.holdMs, false],
  ];
  const kinds = (Object.keys(IDS) as (keyof typeof IDS)[]).filter((ids) =>
    rows.some((row) => row.ids === ids),
  );
  const place = (index: number) => ({ left: index % 2 === 0 ? 70 : 440, top: index < 2 ? 110 : 390 });
  const sizes = [...new Set(rows.map(({ titles }) => titles))];
  const [least = 100, most = 100_000] = [Math.min(...sizes), Math.max(...sizes)];
  return draw(760, 650, {
    title: [
      title("First sync by the number of titles, 4 parallel calls"),
      ...panels.map(([name], index) => ({
        text: name,
        left: place(index).left - 40,
        top: place(index).top - 32,
        textStyle: { fontSize: 13, fontWeight: "normal", color: INK },
      })),
    ],
    legend: {
      top: 34,
      itemGap: 24,
      textStyle: { color: INK },
      data: [...kinds.map((ids) => IDS[ids]), "linear"],
    },
    grid: panels.map((_, index) => ({ ...place(index), width: 290, height: 190 })),
    xAxis: panels.map((_, gridIndex) => ({
      gridIndex,
      type: "log",
      min: least,
      max: most,
      axisLabel: { color: INK, formatter: (value: number) => number(value) },
      name: gridIndex > 1 ? "titles" : "",
      nameLocation: "middle",
      nameGap: 28,
    })),
    yAxis: panels.map((_, gridIndex) => ({
      gridIndex,
      type: "log",
      axisLabel: { color: INK, formatter: (value: number) => number(value) },
    })),
    series: panels.flatMap(([, value, isLinear], index) => {
      const axes = { type: "line", xAxisIndex: index, yAxisIndex: index };
      const base = rows.find((row) => row.titles === 1000 && row.ids === kinds[0]);
      const from = base && value(base);
      const reference = isLinear && from !== undefined ? [least, most] : [];
      return [
        ...kinds.map((ids) => ({
          ...axes,
          name: IDS[ids],
          color: COLOURS[ids],
          symbolSize: 7,
          data: rows.filter((row) => row.ids === ids).map((row) => [row.titles, value(row) || null]),
        })),
        {
          ...axes,
          name: "linear",
          color: GREY,
          lineStyle: { type: "dashed", width: 1 },
          showSymbol: false,
          data: reference.map((titles) => [titles, ((from ?? 0) * titles) / 1000]),
        },
      ];
    }),
  } as Option);
}

const title = (text: string) => ({ text, left: 10, top: 6, textStyle: { fontSize: 15, color: INK } });

/** The same option gives the same text, whatever was drawn before. */
function draw(width: number, height: number, option: Option): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  chart.setOption({
    animation: false,
    backgroundColor: "#ffffff",
    textStyle: { fontFamily: "sans-serif" },
    ...option,
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  const names = new Map<string, string>();
  return `${svg.replaceAll(/\bzr[\w-]*\d[\w-]*/g, (name) => {
    if (!names.has(name)) names.set(name, `p${names.size}`);
    return names.get(name) ?? name;
  })}\n`;
}
