import { ListSyncError } from "../../errors.ts";

/** The node is gone but its device stays, because nobody could be told. */
export const notRemoved = (device: string): ListSyncError =>
  new ListSyncError(
    "ha-not-removed",
    `The device "${device}" could not be removed from Home Assistant, because there was no connection. Delete it there, under Settings, Devices.`,
  );
