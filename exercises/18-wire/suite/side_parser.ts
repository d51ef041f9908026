/** The frames in bytes that come in pieces. @module */

import { joined } from "hb/codec/joined.ts";
import { type Frame, frameOf } from "../given.ts";
import { Broken } from "./side_model.ts";

/** What has come. */
export class Parser {
  #rest = new Uint8Array();

  /** Bodies have so many bytes at most. */
  constructor(readonly longest: number) {}

  /** The frames that are whole by now. Throws `Broken` at what is none. */
  *frames(chunk: Uint8Array): Generator<Frame> {
    this.#rest = joined([this.#rest, chunk]);
    while (this.#rest.length >= 4) {
      const length = new DataView(this.#rest.buffer, this.#rest.byteOffset).getUint32(0, true);
      if (length > this.longest) throw new Broken(`a body of ${length} bytes is too long`);
      if (this.#rest.length < 4 + length) return;
      const body = this.#rest.slice(4, 4 + length);
      this.#rest = this.#rest.slice(4 + length);
      yield read(body);
    }
  }
}

function read(body: Uint8Array): Frame {
  try {
    return frameOf(body);
  } catch {
    throw new Broken("a body comes that is none");
  }
}
