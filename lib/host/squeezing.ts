/**
 * What becomes of the frames of a connection as they leave, and of those that come.
 *
 * Frames are packed in the moment in which they leave, whatever is in them, and all of one
 * direction by the same `Squeezing`. A compressor that looks back at what it has packed needs the
 * other side to open the same, in the same order, and only then is that certain: of what waits,
 * the oldest may be dropped yet, and what is urgent goes ahead of what is bulk (`lanes/lanes.ts`).
 * So no lane knows that its frames are packed, and credit on it counts bytes as they are opened.
 *
 * A compressor for each lane would be right as well, as each lane keeps its order, and a snapshot
 * would not push what votes and appends have said out of the window. But it takes the memory of
 * two windows at either end, and leaves out what is said beside the lanes; and credit would count
 * packed bytes, of which nobody knows beforehand how many they become.
 *
 * @module
 */

import { type Compression, none } from "../codec/compression.ts";
import { joined } from "../codec/joined.ts";
import type { Way } from "../link/compress/compressor.ts";
import { Bundles } from "./bundles.ts";
import { Squeeze } from "./squeeze.ts";
import { notAgreedOn } from "./wire.ts";

/**
 * A way to make frames shorter that two sides can agree on: a compression for long frames, each by
 * itself, or a way for all that leaves in one write.
 */
export type Squeezer = Compression | Way;

/** Both directions of one connection. */
export interface Squeezing {
  /** How long the bodies of frames may be that come, in bytes, packed or not. */
  readonly longest: number;
  /**
   * The bytes of frames that leave in one write, packed; there is at least one. All of it leaves,
   * and in this order.
   */
  leaving(frames: readonly Uint8Array[]): Uint8Array;
  /**
   * The bodies of the frames that came in this one, which is packed. Throws `MalformedBytes` or a
   * `Refusal`, and then the connection ends.
   */
  opened(body: Uint8Array): readonly Uint8Array[];
}

/** Where nothing is agreed on: bodies have at most `longest` bytes. */
export function asTheyAre(longest: number): Squeezing {
  return {
    longest,
    leaving: (frames) => frames.length === 1 ? frames[0]! : joined(frames),
    opened() {
      throw notAgreedOn();
    },
  };
}

/** As it was agreed on: bodies have at most `longest` bytes, opened. */
export function squeezing(longest: number, squeezer: Squeezer): Squeezing {
  if (squeezer === none) return asTheyAre(longest);
  return "compressor" in squeezer ? new Bundles(longest, squeezer) : new Squeeze(longest, squeezer);
}
