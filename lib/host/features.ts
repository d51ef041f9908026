/** What two sides of a connection agree on, out of what both understand. @module */

import { none } from "../codec/compression.ts";
import { negotiate } from "../link/packer.ts";
import type { Squeezer } from "./squeezing.ts";
import { type Agreement, type Offer, Refusal, without } from "./wire.ts";

/** What a side understands, the best first. */
export interface Features {
  /** Names of encodings of messages. */
  readonly encodings: readonly string[];
  /** How frames are made shorter. */
  readonly compressions: readonly Squeezer[];
}

/** What two sides have agreed on. */
export interface Agreed {
  /** How messages are encoded. */
  readonly encoding: string;
  /** How frames are made shorter. */
  readonly compression: Squeezer;
}

/** What a side understands that knows of no features. */
export const noFeatures: Features = without.offer;

/** What a dialler says of what it understands. */
export function offerOf({ encodings, compressions }: Features): Offer {
  return { encodings, compressions: compressions.map(({ name }) => name) };
}

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
  return { encoding, compression: negotiate(ours.compressions, theirs.compressions, true).name };
}

/** What was agreed on, as it is used. Throws a `Refusal` unless this side understands all of it. */
export function settled(ours: Features, { encoding, compression }: Agreement): Agreed {
  const found = [none, ...ours.compressions].find(({ name }) => name === compression);
  if (found !== undefined && ours.encodings.includes(encoding)) {
    return { encoding, compression: found };
  }
  throw new Refusal("it chose an encoding or a compression that it was not offered");
}
