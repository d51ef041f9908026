/** What an engine is given in a long life, and within what it must stay. @module */

import type { SimulatedDisk } from "hb/storage/disk/simulated_disk.ts";
import type { Engine } from "../given.ts";
import { bytesOf, unlike } from "./saying.ts";

/** How much memory it has, and how long values are, in bytes. */
export const MEMORY = 1000, VALUE = 92;

/** Keys have eight bytes. */
export const keyOf = (at: number): Uint8Array => bytesOf(`key ${`${at}`.padStart(4, "0")}`);
/** Values of so many bytes. */
export const valueOf = (at: number): Uint8Array =>
  new Uint8Array(VALUE).map((_, i) => (at * 31 + i * 7) % 251);

/** What is done, what it cost, and what it may. */
export function within(asked: string, came: number, most: number, what: string, why: string): void {
  const [cost, bound] = [came, most].map((each) => Math.round(10 * each) / 10);
  if (came <= most) return;
  const must = `${bound} at most`;
  unlike({
    asked: `with memory for ${MEMORY} bytes, ${asked}`,
    came: `${cost} ${what}`,
    must,
    why,
  });
}

/** Opens it, with memory for 1,000 bytes. */
export type Open = (disk: SimulatedDisk) => Engine;

/** Why files must be small. */
export const ROOM = "what is overwritten or deleted takes room only for a while (section 17.8)";
