import { ListSyncError } from "../../errors.ts";
import * as messages from "../messages.ts";

/** A node goes another way now, and what it showed by the old one is still there. */
export const formerLeft = (device: string, where: string): ListSyncError =>
  new ListSyncError("ha-not-removed", messages.deviceLeftBehind(device, where));

/** The node is gone but its device stays, because nobody could be told. */
export const notRemoved = (device: string): ListSyncError =>
  new ListSyncError("ha-not-removed", messages.deviceNotRemoved(device));
