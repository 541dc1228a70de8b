import type { ListProvider } from "./provider.ts";
import { registerProvider } from "./registry.ts";

/**
 * Registers the list providers that a person put into Node-RED's settings (`listSync.providers`). One that cannot be
 * used does not keep the others out.
 *
 * @param providers - whatever the settings hold; checked here
 * @param complain - is given one sentence per provider that cannot be used
 */
export function registerSettingsProviders(providers: unknown[], complain: (sentence: string) => void): void {
  for (const provider of providers) {
    try {
      // registerProvider checks the shape; settings are read again whenever Node-RED reloads its nodes
      registerProvider(provider as ListProvider, { replace: true });
    } catch (error) {
      complain(`settings.js, listSync.providers: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
