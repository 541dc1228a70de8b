import { ListSyncError } from "../../errors.ts";

/** The node is gone but its device stays, because nobody could be told. */
/** A node goes another way now, and what it showed by the old one is still there. */
export const formerLeft = (device: string, where: string): ListSyncError =>
  new ListSyncError(
    "ha-not-removed",
    `The device "${device}" could not be removed from where it was shown before (${where}): that cannot be reached any more. If Home Assistant still shows it, delete it there, under Settings, Devices; by MQTT, clear its retained messages on the old broker too.`,
  );

export const notRemoved = (device: string): ListSyncError =>
  new ListSyncError(
    "ha-not-removed",
    `The device "${device}" could not be removed from Home Assistant, because there was no connection. Delete it there, under Settings, Devices.`,
  );
