import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** Somebody went to another view, and has not touched anything there yet. */
let isWanted = false;
for (const event of ["keydown", "pointerdown"])
  addEventListener(
    event,
    () => {
      isWanted = false;
    },
    { capture: true },
  );

/** Begins a view at its heading, for the keyboard and screen readers, as a page of its own would. */
export function beginAtHeading(): void {
  isWanted = true;
  document.querySelector("h1")?.focus({ preventScroll: true });
}

/** The heading of a view. One that takes the place of another, when the answer is there, takes its focus as well. */
export function Heading({ children }: { children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isWanted) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
