/**
 * How a side leaves without harm (RFC 9113, section 6.8): it names the last of the other's streams that it
 * looks at. So the other knows of each stream whether it may have had effects, or can be asked elsewhere.
 *
 * @module
 */

import { Breach } from "../breach.ts";
import { CONNECTION } from "../credits/window.ts";
import { LAST_STREAM, type StreamId } from "./frames.ts";

/** What both sides have said about leaving. */
export class Leaving {
  #taken: StreamId | undefined;
  #wanted: StreamId | undefined;

  /** Whether either side is leaving: new streams belong on another connection. */
  get begun(): boolean {
    return this.#taken !== undefined || this.#wanted !== undefined;
  }

  /** This side leaves: false if it has said so before, with the same last stream or an earlier one. */
  here(last: StreamId): boolean {
    if (last >= (this.#taken ?? Infinity)) return false;
    this.#taken = last;
    return true;
  }

  /** The other side leaves. Throws a `Breach` if it takes back that a stream is not looked at. */
  there(last: StreamId): void {
    const most = this.#wanted ?? LAST_STREAM;
    if (!(Number.isInteger(last) && last >= 0 && last <= most)) {
      throw new Breach(CONNECTION, `a last stream from 0 to ${most} is required`, `${last}`);
    }
    this.#wanted = last;
  }

  /** Whether this side looks at a stream of the other. */
  takes(stream: StreamId): boolean {
    return stream <= (this.#taken ?? LAST_STREAM);
  }
}
