/** Which streams there are, and whose. @module */

import { Breach } from "../breach.ts";
import { CONNECTION } from "../credits/window.ts";
import { LAST_STREAM, type StreamId } from "./frames.ts";

/** So many frames of data in a row may say nothing: a sender has no use for one, and each costs time. */
const MOST_EMPTY = 100;

/** How far a stream has come. A side that has said all may still be told something (half-closed). */
export interface Stream {
  /** Whether all of this side's data has been given to the wire. */
  sentAll: boolean;
  /** Whether all of the other side's has come. */
  cameAll: boolean;
}

/** The open streams of one side of a connection, and the numbers that are used up. */
export class Streams {
  /** The open ones. */
  readonly open = new Map<StreamId, Stream>();
  /** The highest that the other side has opened; 0 or less: none. */
  highest: StreamId;
  #next: StreamId;
  #empty = 0;
  readonly #ownParity: number;

  /** No stream yet; `dials`: whether this side dialled. */
  constructor(dials: boolean) {
    this.#ownParity = dials ? 1 : 0;
    this.#next = dials ? 1 : 2;
    this.highest = dials ? 0 : -1;
  }

  /** The number of this side's next stream, which is used up; `undefined` when all are. */
  take(): StreamId | undefined {
    if (this.#next > LAST_STREAM) return undefined;
    this.#next += 2;
    return this.#next - 2;
  }

  /** The other side has opened a stream. Throws a `Breach` if it is not the other side's, or an old one. */
  came(stream: StreamId): void {
    if (this.isOwn(stream) || stream <= this.highest || stream > LAST_STREAM) {
      throw new Breach(CONNECTION, "a new stream of the other side is required", `${stream}`);
    }
    this.highest = stream;
  }

  /**
   * So many bytes of a stream have come, and perhaps its end. Throws a `Breach` if it has not begun, or at
   * too many frames in a row without either, of whichever streams (CVE-2019-9518: they cost no credit).
   */
  said(stream: StreamId, bytes: number, end: boolean): void {
    this.assertBegun(stream);
    this.#empty = bytes > 0 || (end && this.open.has(stream)) ? 0 : this.#empty + 1;
    if (this.#empty <= MOST_EMPTY) return;
    throw new Breach(CONNECTION, `at most ${MOST_EMPTY} empty frames may come in a row`, "more");
  }

  /** Throws a `Breach` at a stream that neither side has begun; one that is over is no breach. */
  assertBegun(stream: StreamId): void {
    const begun = this.isOwn(stream) ? stream < this.#next : stream <= this.highest;
    if (begun && stream > 0) return;
    throw new Breach(CONNECTION, "a stream that has begun is required", `${stream}`);
  }

  /** Whether this side opens streams of such a number. */
  isOwn(stream: StreamId): boolean {
    return stream % 2 === this.#ownParity;
  }

  /** Those of this side that are open, or those of the other. */
  of(own: boolean): StreamId[] {
    return [...this.open.keys()].filter((stream) => this.isOwn(stream) === own);
  }
}
