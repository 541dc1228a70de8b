import type { AtOnce } from "../at-once.ts";
import type { Database } from "../database.ts";
import type { ShownDevice } from "../port/nodes.ts";
import type { Store } from "../store.ts";

/** By which ways devices were shown to Home Assistant. */
export function deviceTable(db: Database): AtOnce<Pick<Store, "shownDevices" | "saveShownDevices">> {
  return {
    shownDevices(device) {
      const row = db.get<{ shown: string }>("SELECT shown FROM devices WHERE id = @device", { device });
      return row && (JSON.parse(row.shown) as ShownDevice[]);
    },
    saveShownDevices(device, shown) {
      db.run(
        "INSERT INTO devices (id, shown) VALUES (@device, @shown) ON CONFLICT DO UPDATE SET shown = @shown",
        {
          device,
          shown: JSON.stringify(shown),
        },
      );
    },
  };
}
