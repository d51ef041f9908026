/**
 * Append messages as a store's leader sends them, one put in each: keys that begin alike, values that are small
 * records as text. What compression makes of messages depends on what is in them; these are neither the best case nor
 * the worst.
 *
 * @module
 */

import { joined } from "../../codec/joined.ts";
import { protobuf } from "../../codec/protobuf.ts";
import { Random } from "../../sim/random.ts";
import { appendWith, envelope } from "./append.ts";

const codec = protobuf(envelope), utf8 = new TextEncoder();
const cities = ["Aachen", "Berlin", "Dresden", "Hamburg", "Leipzig", "Rostock"];

/** So many messages, encoded. */
export function storeMessages(count: number, seed: number): Uint8Array[] {
  const random = new Random(seed, "store messages");
  return Array.from({ length: count }, (_, i) => {
    const user = random.below(100_000), city = cities[random.below(cities.length)];
    const record = { name: `user ${user}`, city, balance: random.below(1_000_000) };
    const put = `put user:${`${user}`.padStart(6, "0")} ${JSON.stringify(record)}`;
    return codec.encode({ to: 2, message: appendWith([utf8.encode(put)], i) });
  });
}

/** The messages, `count` of them in a row made one; the last may have fewer. */
export function together(messages: readonly Uint8Array[], count: number): Uint8Array[] {
  return Array.from(
    { length: Math.ceil(messages.length / count) },
    (_, i) => joined(messages.slice(i * count, (i + 1) * count)),
  );
}
