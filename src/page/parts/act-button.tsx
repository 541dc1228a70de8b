import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";

/**
 * A button that does something once: it is off from the click until that has ended, so that a second click does nothing.
 */
export function ActButton({
  act,
  kind = "plain",
  disabled = false,
  label,
  children,
}: {
  act: () => Promise<void>;
  kind?: "plain" | "main" | "danger";
  disabled?: boolean | undefined;
  /** For screen readers, where the words beside a title say too little. */
  label?: string;
  children: ComponentChildren;
}) {
  const [isBusy, setBusy] = useState(false);
  // a second click may come before anything is drawn
  const isUnderWay = useRef(false);
  const press = async () => {
    if (isUnderWay.current || disabled) return;
    isUnderWay.current = true;
    setBusy(true);
    try {
      await act();
    } finally {
      isUnderWay.current = false;
      setBusy(false);
    }
  };
  return (
    <button
      type="button"
      class={kind === "plain" ? "ls-button" : `ls-button ${kind}`}
      // the focus stays on it, which it would not on one that is disabled
      aria-disabled={isBusy || disabled}
      aria-busy={isBusy}
      {...(label !== undefined && { "aria-label": label })}
      onClick={() => void press()}
    >
      {children}
    </button>
  );
}
