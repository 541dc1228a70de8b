import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

/** Rows of a long list that are on the screen, and a few around them. */
export interface RowsInSight<Box> {
  /** Of the element that is as high as all rows together. */
  ref: RefObject<Box | null>;
  first: number;
  /** After the last one. */
  end: number;
}

/**
 * Follows the window as it scrolls. All rows have one height, so that nothing is measured and 100,000 cost as much as 10.
 *
 * @param height of a row in CSS pixels; 335 of them fit into what Chromium can draw 100,000 times
 * @param around rows above and below, so that Tab leads to the next one and scrolling shows no gaps
 */
export function useRowsInSight<Box extends HTMLElement>(
  count: number,
  height: number,
  around: number,
): RowsInSight<Box> {
  const ref = useRef<Box>(null);
  const [[first, end], setSight] = useState<readonly [number, number]>([0, 0]);
  useEffect(() => {
    let frame = 0;
    const look = () => {
      frame = 0;
      const top = ref.current?.getBoundingClientRect().top ?? 0;
      const from = Math.max(0, Math.floor(-top / height) - around);
      const to = Math.min(count, Math.ceil((innerHeight - top) / height) + around);
      setSight((before) => (before[0] === from && before[1] === to ? before : [from, Math.max(from, to)]));
    };
    const soon = () => {
      frame ||= requestAnimationFrame(look);
    };
    look();
    addEventListener("scroll", soon, { passive: true });
    addEventListener("resize", soon);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener("scroll", soon);
      removeEventListener("resize", soon);
    };
  }, [count, height]);
  return { ref, first: Math.min(first, count), end: Math.min(end, count) };
}
