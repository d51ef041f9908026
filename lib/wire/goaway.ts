/**
 * Takes the GOAWAY frames out of the bytes that a client sends over HTTP/2 (RFC 9113, sections 4.1 and 6.8).
 * A client's GOAWAY tells the server which of the streams that the *server* opened will not be looked at; a
 * server that pushes nothing opens none, so the frame says nothing to it. There is a runtime whose HTTP/2
 * engine fails at such a frame now and then, and ends the process (denoland/deno #36788): any client
 * that leaves politely would be the end of a node, so the frame does not get that far.
 *
 * @module
 */

/** How a client begins: "PRI * HTTP/2.0" and so on. */
const PREFACE_BYTES = 24;

const HEAD_BYTES = 9;
const GOAWAY = 7;

/** A filter for one connection; give it what comes, in order, and pass on what it gives. */
export class GoawayFilter {
  /** How much of the preface or of a frame's payload is still to come. */
  #left = PREFACE_BYTES;
  #dropping = false;
  readonly #head = new Uint8Array(HEAD_BYTES);
  #headBytes = 0;
  #dropped = 0;

  /** How many frames were taken out. */
  get dropped(): number {
    return this.#dropped;
  }

  /** The bytes that go on, in pieces, after those that were given before. Holds back at most eight bytes. */
  push(bytes: Uint8Array): Uint8Array[] {
    const out: Uint8Array[] = [];
    for (let at = 0; at < bytes.length;) {
      if (this.#left > 0) {
        const end = Math.min(bytes.length, at + this.#left);
        if (!this.#dropping) out.push(bytes.subarray(at, end));
        this.#left -= end - at;
        at = end;
        continue;
      }
      this.#head[this.#headBytes++] = bytes[at++]!;
      if (this.#headBytes === HEAD_BYTES) this.#begin(out);
    }
    return out;
  }

  #begin(out: Uint8Array[]): void {
    const [high = 0, middle = 0, low = 0, type] = this.#head;
    this.#headBytes = 0;
    this.#left = high * 2 ** 16 + middle * 2 ** 8 + low;
    this.#dropping = type === GOAWAY;
    if (this.#dropping) this.#dropped++;
    else out.push(this.#head.slice());
  }
}
