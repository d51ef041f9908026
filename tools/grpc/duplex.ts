/** A connection as the library of gRPC takes it. @module */

import { Duplex } from "node:stream";
import type { Socket } from "hb/host/socket.ts";
import { GoawayFilter } from "hb/wire/goaway.ts";

const pieceBytes = 2 ** 14;

/** The bytes of a socket, without the frames that must not be read from it (`hb/wire/goaway.ts` says why). */
export class SocketStream extends Duplex {
  /** Where the other side is, as a socket of Node.js says it. */
  readonly remoteAddress: string;
  /** Its port. */
  readonly remotePort: number;
  readonly #socket: Socket;
  readonly #filter = new GoawayFilter();
  readonly #bytes = new Uint8Array(pieceBytes);
  #wanted = false;
  #reading = false;

  /** Takes over a socket. */
  constructor(socket: Socket) {
    super();
    this.#socket = socket;
    ({ hostname: this.remoteAddress, port: this.remotePort } = socket.remoteAddr);
    // Its end is told by "close"; nobody needs the reason.
    this.on("error", () => {});
  }

  /** Called by the stream when it has room. */
  override _read(): void {
    this.#wanted = true;
    if (!this.#reading) void this.#pull();
  }

  /** Called by the stream with what is to be sent. */
  override _write(chunk: Uint8Array, _: string, done: (error?: Error | null) => void): void {
    this.#writeAll(chunk).then(() => done(), done);
  }

  /** Called when nothing more is to be sent: a connection of HTTP/2 is over then. */
  override _final(done: (error?: Error | null) => void): void {
    this.#close();
    done();
  }

  /** Called by the stream when it ends. */
  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#close();
    done(error);
  }

  async #pull(): Promise<void> {
    this.#reading = true;
    while (this.#wanted && !this.destroyed) {
      const count = await this.#socket.read(this.#bytes).catch(() => null);
      // Whoever sends nothing more has left: that is how clients of HTTP/2 go.
      if (count === null) return void this.destroy();
      // Where all is held back, nothing tells the stream to ask again.
      const pieces = this.#filter.push(this.#bytes.slice(0, count));
      if (pieces.length > 0) this.#wanted = false;
      for (const piece of pieces) this.push(piece);
    }
    this.#reading = false;
  }

  async #writeAll(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) at += await this.#socket.write(bytes.subarray(at));
  }

  #close(): void {
    try {
      this.#socket.close();
    } catch {
      // It has ended by itself.
    }
  }
}
