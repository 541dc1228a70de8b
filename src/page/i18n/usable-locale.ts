/**
 * The first locale that `Intl` understands. Browsers without a desktop call theirs `en-US@posix`, at which it throws.
 *
 * @param wanted by preference: `navigator.languages`
 */
export function usableLocale(wanted: readonly string[]): string {
  const isUsable = (locale: string) => {
    try {
      return Intl.getCanonicalLocales(locale).length > 0;
    } catch {
      return false;
    }
  };
  return wanted.find(isUsable) ?? "en-US";
}
