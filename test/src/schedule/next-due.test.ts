import assert from "node:assert/strict";
import { nextDue } from "../../../src/schedule/next-due.ts";
import type { Basis, Plan } from "../../../src/schedule/plan.ts";
import { cron, every, HOUR, MINUTE, windows } from "./schedule-world.ts";

const last = (at: string, failed = false): Basis => ({ last: { at: Date.parse(at), failed } });
const due = (plan: Plan, basis: Basis, now: string): string | undefined => {
  const found = nextDue(plan, basis, Date.parse(now));
  return (
    found &&
    `${new Date(found.at).toISOString().slice(0, 16)}${found.window?.name ? ` ${found.window.name}` : ""}`
  );
};

const hours = (from: number, to: number) => ({ from: from * 60, to: to * 60 });

describe("the next due time", () => {
  describe("of windows", () => {
    const peak = windows(
      "UTC",
      { name: "off-peak", ...hours(22, 6), every: 30 * MINUTE },
      { name: "day", every: 2 * HOUR },
    );

    it("is one interval after the last run ended", () => {
      assert.equal(due(every(6 * HOUR), last("2026-03-03T04:10Z"), "2026-03-03T05:00Z"), "2026-03-03T10:10");
      assert.equal(
        due(every(1.5 * HOUR), last("2026-03-03T04:10Z"), "2026-03-03T05:00Z"),
        "2026-03-03T05:40",
      );
    });

    it("goes by the interval of the window in which it falls", () => {
      assert.equal(due(peak, last("2026-03-03T12:00Z"), "2026-03-03T12:01Z"), "2026-03-03T14:00 day");
      assert.equal(due(peak, last("2026-03-03T20:30Z"), "2026-03-03T20:31Z"), "2026-03-03T22:00 off-peak");
      assert.equal(due(peak, last("2026-03-04T05:40Z"), "2026-03-04T05:41Z"), "2026-03-04T07:40 day");
    });

    it("is in the night that began the day before", () => {
      const friday = windows("UTC", { days: [5], ...hours(22, 6), every: HOUR });
      assert.equal(due(friday, last("2026-03-07T03:00Z"), "2026-03-07T03:30Z"), "2026-03-07T04:00");
      assert.equal(due(friday, last("2026-03-07T05:30Z"), "2026-03-07T06:00Z"), "2026-03-13T22:00");
    });

    it("is once in a window without an interval", () => {
      const nightly = windows("UTC", hours(2, 4));
      assert.equal(due(nightly, last("2026-03-03T02:05Z"), "2026-03-03T02:06Z"), "2026-03-04T02:00");
      assert.equal(due(nightly, last("2026-03-03T01:59Z"), "2026-03-03T03:00Z"), "2026-03-03T02:00");
      assert.equal(due(nightly, last("2026-03-01T02:05Z"), "2026-03-03T09:00Z"), "2026-03-04T02:00");
    });

    it("takes the first of several that are open", () => {
      const both = windows(
        "UTC",
        { name: "weekend", days: [0, 6], every: HOUR },
        { name: "week", every: 5 * HOUR },
      );
      assert.equal(due(both, last("2026-03-07T12:00Z"), "2026-03-07T12:01Z"), "2026-03-07T13:00 weekend");
      assert.equal(due(both, last("2026-03-08T23:30Z"), "2026-03-08T23:31Z"), "2026-03-09T04:30 week");
    });

    it("is soon after a run that failed, but never later than the interval", () => {
      assert.equal(
        due(every(6 * HOUR), last("2026-03-03T04:00Z", true), "2026-03-03T04:01Z"),
        "2026-03-03T04:30",
      );
      assert.equal(
        due(every(10 * MINUTE), last("2026-03-03T04:00Z", true), "2026-03-03T04:01Z"),
        "2026-03-03T04:10",
      );
      assert.equal(
        due(windows("UTC", hours(2, 4)), last("2026-03-03T02:05Z", true), "2026-03-03T02:06Z"),
        "2026-03-03T02:35",
      );
    });

    it("comes with a delay that stays the same, and stays within the window", () => {
      const plan = { ...windows("UTC", { ...hours(2, 3), every: HOUR }), jitter: 90 * MINUTE };
      const moments = ["2026-03-03T00:00Z", "2026-03-03T01:59Z"].map(
        (now) => nextDue(plan, last("2026-03-02T02:30Z"), Date.parse(now))?.at,
      );
      assert.equal(moments[0], moments[1]);
      for (let day = 1; day < 28; day++) {
        const date = `2026-03-${String(day).padStart(2, "0")}`;
        const at = nextDue(plan, last("2026-02-01T00:00Z"), Date.parse(`${date}T00:00Z`))?.at ?? 0;
        assert.ok(
          at >= Date.parse(`${date}T02:00Z`) && at < Date.parse(`${date}T03:00Z`),
          new Date(at).toISOString(),
        );
      }
    });

    it("never comes where no window ever opens, and comes late where intervals are long", () => {
      assert.equal(
        due(windows("UTC", { days: [] }), last("2026-03-03T04:00Z"), "2026-03-03T05:00Z"),
        undefined,
      );
      assert.equal(
        due(every(40 * 24 * HOUR), last("2026-03-03T04:00Z"), "2026-03-03T05:00Z"),
        "2026-04-12T04:00",
      );
    });
  });

  describe("when clocks change", () => {
    const zones = [
      ["Europe/Berlin", "2026-03-29T01:00Z", "2026-10-25T01:00Z"],
      ["America/New_York", "2026-03-08T07:00Z", "2026-11-01T06:00Z"],
    ] as const;
    for (const [zone, spring, autumn] of zones) {
      it(`keeps intervals in real time: ${zone}`, () => {
        for (const change of [spring, autumn]) {
          const before = new Date(Date.parse(change) - 10 * MINUTE).toISOString();
          const after = new Date(Date.parse(change) + 20 * MINUTE).toISOString().slice(0, 16);
          assert.equal(due(every(30 * MINUTE, zone), last(before), before), after);
        }
      });

      it(`opens a window from two to three once on both days: ${zone}`, () => {
        const plan = windows(zone, hours(2, 3));
        for (const change of [spring, autumn]) {
          const middle = Date.parse(change);
          const found: number[] = [];
          let at = middle - 36 * HOUR;
          while (at < middle + 36 * HOUR) {
            const next = nextDue(plan, { last: { at, failed: false } }, at)?.at ?? Number.NaN;
            assert.ok(next > at);
            found.push(next);
            at = next;
          }
          assert.ok(
            found.length >= 3 && found.length <= 4,
            String(found.map((each) => new Date(each).toISOString())),
          );
          for (const [index, each] of found.slice(1).entries()) {
            const gap = each - (found[index] ?? 0);
            assert.ok(gap >= 23 * HOUR && gap <= 25 * HOUR, `${gap / HOUR} h`);
          }
        }
      });
    }

    it("begins a window that the clock passes over right after the change", () => {
      const plan = windows("Europe/Berlin", { from: 135, to: 165 });
      assert.equal(due(plan, last("2026-03-28T02:00Z"), "2026-03-28T22:00Z"), "2026-03-29T01:00");
    });

    it("runs every half hour through a night that is an hour shorter, and one that is longer", () => {
      const night = windows("Europe/Berlin", { ...hours(22, 6), every: 30 * MINUTE });
      const counts = [
        ["2026-03-28T20:00Z", 14],
        ["2026-10-24T19:00Z", 18],
        ["2026-06-01T19:00Z", 16],
      ] as const;
      for (const [from, count] of counts) {
        let at = Date.parse(from);
        let found = 0;
        for (; ; found++) {
          const next = nextDue(night, { last: { at, failed: false } }, at)?.at ?? Number.NaN;
          if (next - Date.parse(from) > 14 * HOUR) break;
          at = next;
        }
        assert.equal(found, count, from);
      }
    });

    it("begins right after the change what a day would have had that was left out as a whole", () => {
      const plan = windows("Pacific/Apia", { ...hours(12, 13) });
      assert.equal(due(plan, last("2011-12-29T22:30Z"), "2011-12-29T23:00Z"), "2011-12-30T10:00");
      assert.equal(due(plan, last("2011-12-30T10:05Z"), "2011-12-30T11:30Z"), "2011-12-30T22:00");
    });
  });

  describe("of a cron expression", () => {
    it("is the next time after the last run, however late it is by then", () => {
      assert.equal(
        due(cron("0 2 * * *"), last("2026-03-03T01:00Z"), "2026-03-03T09:00Z"),
        "2026-03-03T02:00",
      );
      assert.equal(
        due(cron("0 2 * * *"), last("2026-03-03T02:10Z"), "2026-03-03T09:00Z"),
        "2026-03-04T02:00",
      );
    });

    it("goes by the clock of the zone when clocks change", () => {
      const nightly = cron("30 2 * * *", "Europe/Berlin");
      assert.equal(due(nightly, last("2026-03-28T01:40Z"), "2026-03-28T02:00Z"), "2026-03-29T01:00");
      assert.equal(due(nightly, last("2026-03-29T01:10Z"), "2026-03-29T02:00Z"), "2026-03-30T00:30");
      assert.equal(due(nightly, last("2026-10-24T00:40Z"), "2026-10-24T02:00Z"), "2026-10-25T00:30");
      assert.equal(due(nightly, last("2026-10-25T00:31Z"), "2026-10-25T00:40Z"), "2026-10-26T01:30");
      assert.equal(
        due(cron("0 * * * *", "Europe/Berlin"), last("2026-10-25T00:05Z"), "2026-10-25T00:06Z"),
        "2026-10-25T01:00",
      );
    });

    it("is soon after a run that failed, but never later than the next time", () => {
      assert.equal(
        due(cron("0 2 * * *"), last("2026-03-03T02:05Z", true), "2026-03-03T02:06Z"),
        "2026-03-03T02:35",
      );
      assert.equal(
        due(cron("*/10 * * * *"), last("2026-03-03T02:05Z", true), "2026-03-03T02:06Z"),
        "2026-03-03T02:10",
      );
    });

    it("refuses what is no expression and what never comes", () => {
      for (const expression of ["every day", "0 0 31 2 *", "61 * * * *", ""])
        assert.throws(() => cron(expression), {
          code: "bad-config",
          message: /cron expression.*nothing is scheduled\. Write/,
        });
      assert.throws(() => cron("0 2 * * *", "Europe/Nowhere"), {
        code: "bad-config",
        message: /time zone "Europe\/Nowhere"/,
      });
    });
  });
});
