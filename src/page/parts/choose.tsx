/** One of several words, with a label. */
export function Choose({
  label,
  value,
  choices,
  change,
}: {
  label: string;
  value: string;
  choices: readonly { value: string; label: string }[];
  change: (value: string) => void;
}) {
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={({ currentTarget }) => change(currentTarget.value)}>
        {choices.map((each) => (
          <option key={each.value} value={each.value}>
            {each.label}
          </option>
        ))}
      </select>
    </label>
  );
}
