import type { Client } from "../connection/api-call.ts";
import { asRecords } from "../json-shape.ts";
import type { ProductName } from "../product.ts";
import { differsByProduct } from "../status.ts";

/**
 * The product whose table of numbers media rows are to be read by. It is asked for only when it makes a difference.
 *
 * @param rows media of an answer, with their seasons; undefined for a title without any
 */
export async function productOfMedia(
  client: Client,
  rows: (Record<string, unknown> | undefined)[],
): Promise<ProductName | undefined> {
  const differs = rows.some((row) => row && (isOther(row) || asRecords(row.seasons).some(isOther)));
  return differs ? (await client.product()).name : undefined;
}

const isOther = ({ status, status4k }: Record<string, unknown>): boolean =>
  differsByProduct(status) || differsByProduct(status4k);
