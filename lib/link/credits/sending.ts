/** The sender's half of flow control: what it may still send. @module */

import { Breach } from "../breach.ts";
import { assertSize, CONNECTION, INITIAL_WINDOW, LARGEST_WINDOW, type Windows } from "./window.ts";

/**
 * Credit for one direction of a connection, as its sender sees it. It spends what it is about to send, and
 * never sets any aside: credit that one stream holds and does not use may be what another waits for (hyper
 * 4003).
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { SendCredits } from "hb/link/credits/sending.ts";
 *
 * const credits = new SendCredits({ stream: 10, connection: 15 });
 * credits.open(1);
 * credits.open(3);
 * credits.spend(1, 10);
 * assertEquals([credits.available(1), credits.available(3)], [0, 5]);
 * credits.resize(4);
 * assertEquals([credits.window(1), credits.available(3)], [-6, 4]);
 * ```
 */
export class SendCredits {
  #initial: number;
  readonly #connectionSize: number;
  readonly #strict: boolean;
  /** Of open streams, and of the connection. A stream's may be negative, after its receiver shrank it. */
  readonly #windows = new Map<number, number>();

  /** No stream is open. */
  constructor(windows: Windows = {}) {
    const { stream = INITIAL_WINDOW, connection = INITIAL_WINDOW, strict = false } = windows;
    assertSize(stream);
    assertSize(connection);
    this.#initial = stream;
    this.#connectionSize = connection;
    this.#strict = strict;
    this.#windows.set(CONNECTION, connection);
  }

  /** A stream begins. */
  open(stream: number): void {
    this.#windows.set(stream, this.#initial);
  }

  /** A stream is over; grants that come late for it count for nothing. What it spent stays spent. */
  close(stream: number): void {
    if (stream !== CONNECTION) this.#windows.delete(stream);
  }

  /** How many streams are open. */
  get streams(): number {
    return this.#windows.size - 1;
  }

  /** The window of an open stream, or of the connection; 0 if the stream is over. */
  window(stream: number): number {
    return this.#windows.get(stream) ?? 0;
  }

  /** How many bytes may be sent now on a stream. */
  available(stream: number): number {
    return Math.max(0, Math.min(this.window(stream), this.window(CONNECTION)));
  }

  /** So many bytes are sent. Throws if they are more than may be. */
  spend(stream: number, bytes: number): void {
    if (!(Number.isInteger(bytes) && bytes >= 0 && bytes <= this.available(stream))) {
      throw new RangeError(
        `Cannot spend credit because at most ${
          this.available(stream)
        } bytes may be sent: given ${bytes}`,
      );
    }
    this.#windows.set(CONNECTION, this.window(CONNECTION) - bytes);
    if (this.#windows.has(stream)) this.#windows.set(stream, this.window(stream) - bytes);
  }

  /** A grant has come. Throws a `Breach` if it is for nothing, or makes a window too large. */
  grant(stream: number, bytes: number): void {
    if (!(Number.isInteger(bytes) && bytes >= 1)) {
      throw new Breach(stream, "a grant of at least 1 byte is required", `${bytes}`);
    }
    if (!this.#windows.has(stream)) return;
    const next = this.window(stream) + bytes, most = this.#most(stream);
    if (next > most) {
      const broken = this.#strict ? CONNECTION : stream;
      throw new Breach(broken, `a window of at most ${most} bytes is required`, `${next}`);
    }
    this.#windows.set(stream, next);
  }

  /**
   * New streams begin with `initial` bytes; windows of open ones change by the difference, also downwards,
   * below 0 if need be. The connection's does not change. Throws a `Breach` if a window gets too large.
   */
  resize(initial: number): void {
    if (!(Number.isInteger(initial) && initial >= 0 && initial <= LARGEST_WINDOW)) {
      throw new Breach(
        CONNECTION,
        `a window of at most ${LARGEST_WINDOW} is required`,
        `${initial}`,
      );
    }
    if (this.#strict) {
      throw new Breach(
        CONNECTION,
        "the initial size of windows as it was is required",
        `${initial}`,
      );
    }
    const difference = initial - this.#initial;
    for (const [stream, window] of this.#windows) {
      if (stream === CONNECTION) continue;
      const next = window + difference;
      if (next > LARGEST_WINDOW) {
        throw new Breach(
          CONNECTION,
          `a window of at most ${LARGEST_WINDOW} is required`,
          `${next}`,
        );
      }
    }
    this.#initial = initial;
    for (const [stream, window] of this.#windows) {
      if (stream !== CONNECTION) this.#windows.set(stream, window + difference);
    }
  }

  #most(stream: number): number {
    if (!this.#strict) return LARGEST_WINDOW;
    return stream === CONNECTION ? this.#connectionSize : this.#initial;
  }
}
