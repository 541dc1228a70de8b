import type { Item } from "../../../items/item.ts";
import type { Run, RunHead } from "../../../runs/run.ts";
import type { DatabaseOnDesk } from "../desk/desk.ts";
import type { PassingTitles } from "./passing-titles.ts";

/** What of a database is to be asked for again. */
export type Change = "titles" | "runs" | "lists" | "decisions" | "arrived";

/** Who is told what goes on in a database. */
export interface Follower {
  /** A profile is to be shown as it runs. */
  moved(profile: string, run: Run): void;
  /** What is stored of a profile has changed. */
  changed(profile: string): void;
  news(change: Change): void;
}

/** Tells what goes on in a database, as soon as it is open. @returns the end of it */
export function followDatabase({ memory }: DatabaseOnDesk, passing: PassingTitles, to: Follower): () => void {
  return memory.whenOpen((runs) => {
    const onStarted = (run: Run) => {
      to.changed(run.profile);
      to.news("runs");
    };
    const onProgress = (run: Run) => to.moved(run.profile, run);
    const onRecorded = (run: RunHead, item: Item) => {
      passing.add(run.id, item);
      to.news("titles");
    };
    const onFinished = ({ id, profile }: Run) => {
      passing.forget(id);
      to.changed(profile);
      for (const change of ["runs", "titles", "lists"] as const) to.news(change);
    };
    const onSettings = (profile: string) => to.changed(profile);
    const onAvailable = () => to.news("arrived");
    runs.on("run-started", onStarted);
    runs.on("run-progress", onProgress);
    runs.on("item-recorded", onRecorded);
    runs.on("run-finished", onFinished);
    runs.on("settings-changed", onSettings);
    runs.on("schedule-changed", onSettings);
    runs.on("title-available", onAvailable);
    return () => {
      runs.off("run-started", onStarted);
      runs.off("run-progress", onProgress);
      runs.off("item-recorded", onRecorded);
      runs.off("run-finished", onFinished);
      runs.off("settings-changed", onSettings);
      runs.off("schedule-changed", onSettings);
      runs.off("title-available", onAvailable);
    };
  });
}
