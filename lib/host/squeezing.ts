/** What becomes of the frames of a connection before they leave, and of those that come. @module */

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
  /** How long the bodies of frames may be that come, in bytes. */
  readonly longest: number;
  /**
   * In place of a frame that is sent. It may never leave, as frames are dropped while they wait.
   */
  sent(frame: Uint8Array): Uint8Array;
  /** In place of frames that leave in one write: all of it leaves, and in this order. */
  leaving(frames: readonly Uint8Array[]): Uint8Array;
  /**
   * The bodies of the frames that came in this one, which is packed. Throws `MalformedBytes` or a
   * `Refusal`, and then the connection ends.
   */
  opened(body: Uint8Array): readonly Uint8Array[];
}

/** Before anything is agreed on: bodies have at most `longest` bytes. */
export function asTheyAre(longest: number): Squeezing {
  return {
    longest,
    sent: (frame) => frame,
    leaving: (frames) => frames.length === 1 ? frames[0]! : joined(frames),
    opened() {
      throw notAgreedOn();
    },
  };
}

/** As it was agreed on, while `waiting` frames wait that the other side must get as they are. */
export function squeezing(longest: number, squeezer: Squeezer, waiting: number): Squeezing {
  if (squeezer === none) return asTheyAre(longest);
  if ("compressor" in squeezer) return new Bundles(longest, squeezer, waiting);
  return new Squeeze(longest, squeezer);
}
