import { describeScrapedRun } from "../support/scraped-run.ts";

describeScrapedRun(300);
