/** What two sides of a connection agree on, out of what both understand. @module */

import { none } from "../codec/compression.ts";
import { LARGEST_WINDOW } from "../link/credits/window.ts";
import { negotiate } from "../link/packer.ts";
import type { Squeezer } from "./squeezing.ts";
import { type Agreement, type Offer, Refusal, without } from "./wire.ts";

/** What a side understands, the best first. */
export interface Features {
  /** Names of encodings of messages. */
  readonly encodings: readonly string[];
  /** How frames are made shorter. */
  readonly compressions: readonly Squeezer[];
  /**
   * How much a peer may send on a stream before it is granted, in bytes; default 0: this side knows no
   * streams.
   */
  readonly window?: number;
}

/** What two sides have agreed on. */
export interface Agreed {
  /** How messages are encoded. */
  readonly encoding: string;
  /** How frames are made shorter. */
  readonly compression: Squeezer;
  /** How much may be sent on a stream before it is granted, in bytes; 0: there are no streams. */
  readonly window: number;
}

/** What a side understands that knows of no features. */
export const noFeatures: Features = without.offer;

/** What a dialler says of what it understands. */
export function offerOf({ encodings, compressions, window = 0 }: Features): Offer {
  const names = compressions.map(({ name }) => name);
  return { encodings, compressions: names, ...(window > 0 && { streams: true }) };
}

/** Windows that streams may have, in bytes: in less, messages would come in crumbs. */
const windows = { least: 2 ** 12, most: Math.floor(LARGEST_WINDOW / 2) } as const;

/** The most encodings that are looked at in an offer. */
const MOST_OFFERED = 16;

/**
 * What a listener chooses for somebody who is welcome: the first that both know, in the listener's order.
 * Throws a `Refusal` when they share no encoding.
 */
export function agree(ours: Features, theirs: Offer): Agreement {
  const offered = new Set(theirs.encodings.slice(0, MOST_OFFERED));
  const encoding = ours.encodings.find((name) => offered.has(name));
  if (encoding === undefined) {
    throw new Refusal(
      `it does not understand messages that are encoded as here: ${ours.encodings.join(" or ")}`,
    );
  }
  const compression = negotiate(ours.compressions, theirs.compressions, true).name;
  const { window = 0 } = ours;
  return { encoding, compression, ...(theirs.streams === true && window > 0 && { window }) };
}

/** What was agreed on, as it is used. Throws a `Refusal` unless this side understands all of it. */
export function settled(ours: Features, { encoding, compression, window = 0 }: Agreement): Agreed {
  if (window > 0) assertWindow(ours, window);
  const found = [none, ...ours.compressions].find(({ name }) => name === compression);
  if (found !== undefined && ours.encodings.includes(encoding)) {
    return { encoding, compression: found, window };
  }
  throw new Refusal("it chose an encoding or a compression that it was not offered");
}

function assertWindow({ window: ours = 0 }: Features, window: number): void {
  if (ours === 0) throw new Refusal("it chose streams, which it was not offered");
  if (window >= windows.least && window <= windows.most) return;
  throw new Refusal(
    `it grants ${window} bytes on a stream, and ${windows.least} to ${windows.most} are required`,
  );
}
