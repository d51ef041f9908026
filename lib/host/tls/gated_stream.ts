/**
 * A TCP connection as the stream over which `node:tls` works. In Deno, a TLS socket that is paused
 * reads on, and keeps in memory all that somebody sends. So this stream has a gate: nothing is taken from
 * TCP while it is shut.
 *
 * @module
 */

import { Buffer } from "node:buffer";
import { Duplex } from "node:stream";
import { tlsRecords } from "../magic.ts";
import { Refusal } from "../wire.ts";

/** A fatal alert, "protocol version", as one record: whoever speaks no TLS can tell by it who is here. */
const alert = Uint8Array.of(21, 3, 3, 0, 2, 2, 70);

/** How long, and for how many reads, one who speaks no TLS is listened to, so that it reads the alert. */
const linger = { ms: 200, reads: 16 };

/** The stream. */
export class GatedStream extends Duplex {
  readonly #tcp: Deno.TcpConn;
  readonly #bytes = new Uint8Array(2 ** 14 + 256);
  #open = true;
  #wanted = false;
  #reading = false;
  #begun = false;

  /** Takes over a connection; the gate is open. */
  constructor(tcp: Deno.TcpConn) {
    super();
    this.#tcp = tcp;
  }

  /** Lets one read through. */
  open(): void {
    this.#open = true;
    if (this.#wanted) void this.#pull();
  }

  /** Nothing more is read than what is on its way. */
  shut(): void {
    this.#open = false;
  }

  /** Called by the stream when it has room. */
  override _read(): void {
    this.#wanted = true;
    if (this.#open) void this.#pull();
  }

  /** Called by the stream with what is to be sent. */
  override _write(chunk: Uint8Array, _: string, done: (error?: Error | null) => void): void {
    this.#writeAll(chunk).then(() => done(), done);
  }

  /** Called by the stream when it ends. */
  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    if (error instanceof Refusal) void this.#turnAway();
    else this.#end();
    done(error);
  }

  async #pull(): Promise<void> {
    if (this.#reading || this.destroyed) return;
    this.#reading = true;
    this.#wanted = false;
    let count;
    try {
      count = await this.#tcp.read(this.#bytes);
    } catch (error) {
      this.destroy(error as Error);
      return;
    }
    this.#reading = false;
    if (this.destroyed) return;
    if (count !== null && !this.#begun && !tlsRecords.has(this.#bytes[0]!)) {
      this.destroy(new Refusal("it does not speak TLS"));
      return;
    }
    this.#begun = true;
    this.push(count === null ? null : Buffer.from(this.#bytes.slice(0, count).buffer));
  }

  async #writeAll(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) at += await this.#tcp.write(bytes.subarray(at));
  }

  /** What it has sent is read, or the system would cut the connection before the alert is. */
  async #turnAway(): Promise<void> {
    const timer = setTimeout(() => this.#end(), linger.ms);
    try {
      await this.#writeAll(alert);
      await this.#tcp.closeWrite();
      for (let i = 0; i < linger.reads && await this.#tcp.read(this.#bytes) !== null; i++);
    } catch {
      // It has gone.
    }
    clearTimeout(timer);
    this.#end();
  }

  #end(): void {
    try {
      this.#tcp.close();
    } catch {
      // It has ended by itself.
    }
  }
}
