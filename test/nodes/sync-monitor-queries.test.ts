import assert from "node:assert/strict";
import { parse } from "yaml";
import { ALL, monitoredPerTest, shipped } from "../support/monitored-flow.ts";
import type { Sample } from "../support/prometheus-text.ts";
import { queriedMetrics } from "../support/promql.ts";

interface Dashboard {
  panels: { title: string; type: string; targets: { expr: string; legendFormat: string }[] }[];
  templating: { list: { definition?: string }[] };
}

interface Rules {
  groups: { rules: { alert: string; expr: string; annotations: Record<string, string> }[] }[];
}

/** What Prometheus adds to every sample. */
const ADDED = ["instance", "job"];

describe("what is shipped for Prometheus and Grafana", () => {
  const start = monitoredPerTest();

  /** Metrics after syncs in which everything went wrong that can be measured. */
  async function afterRuns(): Promise<Sample[]> {
    const { sync, samples, server } = await start({ ...ALL, path: "/listsync" });
    const film = (tmdb_id: number) => ({ title: `Film ${tmdb_id}`, tmdb_id, media_type: "movie" });
    server.fault("POST /request", { status: 500, times: 1 });
    await sync([film(603), film(949), film(550), film(680)], 1);
    await sync([film(603)], 2);
    return samples("/listsync/metrics");
  }

  /** What a query asks for that is not there. */
  function faults(expr: string, samples: readonly Sample[]): string[] {
    return queriedMetrics(expr).flatMap(({ name, labels, matchers }) => {
      // Prometheus' own, of each job
      if (name === "up") return labels.filter((label) => !ADDED.includes(label));
      const found = samples.filter((sample) => sample.name === name);
      if (found.length === 0) return [`${name} is not there (${expr})`];
      const has = (label: string) => ADDED.includes(label) || found.every((sample) => label in sample.labels);
      const unknown = [...labels, ...matchers.map(({ label }) => label)].filter((label) => !has(label));
      const empty = matchers.filter(
        ({ label, fits }) =>
          !ADDED.includes(label) && !found.some((sample) => fits(sample.labels[label] ?? "")),
      );
      return [
        ...unknown.map((label) => `${name} has no label ${label} (${expr})`),
        ...empty.map(({ label }) => `no ${label} of ${name} fits (${expr})`),
      ];
    });
  }

  it("asks for nothing that a sync-monitor does not give after syncs, in dashboard and alerts", async () => {
    const samples = await afterRuns();
    const dashboard = JSON.parse(await shipped("dashboard.json")) as Dashboard;
    const rules = parse(await shipped("alerts.yaml")) as Rules;
    const targets = dashboard.panels.flatMap((panel) => panel.targets);
    const alerts = rules.groups.flatMap((group) => group.rules);
    const shown = [...targets, ...alerts].map(({ expr }) => expr);
    assert.ok(shown.length > 25);
    assert.deepEqual(
      shown.flatMap((expr) => faults(expr, samples)),
      [],
    );
    // what a legend or a text names must have survived the aggregation
    for (const { expr, text } of [
      ...targets.map(({ expr, legendFormat }) => ({ expr, text: legendFormat })),
      ...alerts.map(({ expr, annotations }) => ({ expr, text: Object.values(annotations).join() })),
    ])
      for (const [, label = ""] of text.matchAll(/\{\{\s*(?:\$labels\.)?(\w+)\s*\}\}/g)) {
        const kept = queriedMetrics(expr).some(({ labels }) => labels.includes(label));
        assert.ok(kept || !/\bby\b|\bmax\(|\bsum\(/.test(expr), `${label} in "${text}" of ${expr}`);
      }
    for (const { definition = "" } of dashboard.templating.list)
      for (const [, name] of definition.matchAll(/label_values\((\w+),/g))
        assert.ok(
          samples.some((sample) => sample.name === name),
          definition,
        );
  });

  it("would notice a metric and a label that are not there", async () => {
    const samples = await afterRuns();
    assert.match(faults("sum(listsync_gone_total)", samples).join(), /listsync_gone_total is not there/);
    assert.match(faults("sum by (title) (listsync_runs_total)", samples).join(), /has no label title/);
    assert.match(
      faults('listsync_runs_total{state="done"}', samples).join(),
      /no state of listsync_runs_total fits/,
    );
  });

  it("scrapes where the example answers, as the job that the alerts name", async () => {
    const { scrape_configs: jobs } = parse(await shipped("prometheus.yaml")) as {
      scrape_configs: { job_name: string; metrics_path: string }[];
    };
    assert.deepEqual(
      jobs.map(({ job_name, metrics_path }) => [job_name, metrics_path]),
      [["listsync", "/listsync/metrics"]],
    );
    assert.match(await shipped("alerts.yaml"), /up\{job="listsync"\}/);
  });
});
