/**
 * The receiver's half of flow control: what may still come, and what to grant. Credit goes back when bytes
 * are consumed, not when they arrive; and all of it goes back in the end, also that of a stream that was
 * reset or that nobody reads, or else the connection starves one byte at a time (grpclib 67, h2 183).
 *
 * @module
 */

import { Breach } from "../breach.ts";
import { assertSize, CONNECTION, type Grant, INITIAL_WINDOW, type Windows } from "./window.ts";

/** Invariant: window + unread + owed = the size that the sender knows of. */
interface Account {
  /** What may still come; negative after shrinking. */
  window: number;
  /** What has come and was not consumed. */
  unread: number;
  /** What was consumed and has not been granted again. */
  owed: number;
}

/**
 * Credit for one direction of a connection, as its receiver sees it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { ReceiveCredits } from "hb/link/credits/receiving.ts";
 *
 * const credits = new ReceiveCredits({ stream: 10, connection: 100 });
 * credits.open(1);
 * credits.receive(1, 8);
 * assertEquals(credits.grants(), []);
 * credits.consume(1, 5);
 * assertEquals(credits.grants(), [{ stream: 1, bytes: 5 }]);
 * ```
 */
export class ReceiveCredits {
  /** What the sender has last acknowledged. */
  #initial: number;
  readonly #connectionSize: number;
  readonly #strict: boolean;
  /** Sizes that were announced and not acknowledged. */
  readonly #announced: number[] = [];
  readonly #accounts = new Map<number, Account>();
  /** Accounts that owe something. */
  readonly #owing = new Set<number>();

  /** No stream is open. */
  constructor(windows: Windows = {}) {
    const { stream = INITIAL_WINDOW, connection = INITIAL_WINDOW, strict = false } = windows;
    assertSize(stream);
    assertSize(connection);
    this.#initial = stream;
    this.#connectionSize = connection;
    this.#strict = strict;
    this.#accounts.set(CONNECTION, { window: connection, unread: 0, owed: 0 });
  }

  /** A stream begins. */
  open(stream: number): void {
    this.#accounts.set(stream, { window: this.#initial, unread: 0, owed: 0 });
  }

  /** How many streams are open. */
  get streams(): number {
    return this.#accounts.size - 1;
  }

  /** What may still come on an open stream, or on the connection. */
  window(stream: number): number {
    return this.#accounts.get(stream)?.window ?? 0;
  }

  /** What has come and was not consumed. */
  unread(stream: number): number {
    return this.#accounts.get(stream)?.unread ?? 0;
  }

  /** What was consumed and has not been granted again. */
  owed(stream: number): number {
    return this.#accounts.get(stream)?.owed ?? 0;
  }

  /**
   * Bytes have come. Those of a stream that is over count for the connection and are consumed at once.
   * Throws a `Breach` if there was no credit for them.
   */
  receive(stream: number, bytes: number): void {
    const connection = this.#accounts.get(CONNECTION)!, account = this.#accounts.get(stream);
    if (bytes > connection.window) {
      throw new Breach(CONNECTION, `at most ${connection.window} bytes may come`, `${bytes}`);
    }
    connection.window -= bytes;
    connection.unread += bytes;
    if (account === undefined) return this.#pay(CONNECTION, bytes);
    // An end without bytes needs no credit, also where a new size has left less than none (RFC 9113, 6.9.1).
    if (bytes > Math.max(0, account.window)) {
      this.#pay(CONNECTION, bytes);
      const broken = this.#strict ? CONNECTION : stream;
      throw new Breach(broken, `at most ${account.window} bytes may come`, `${bytes}`);
    }
    account.window -= bytes;
    account.unread += bytes;
  }

  /** So many of the bytes that came on a stream are out of the way. Throws if there are not so many. */
  consume(stream: number, bytes: number): void {
    if (!(Number.isInteger(bytes) && bytes >= 0 && bytes <= this.unread(stream))) {
      throw new RangeError(
        `Cannot consume because at most ${this.unread(stream)} bytes are unread: given ${bytes}`,
      );
    }
    this.#pay(stream, bytes);
    this.#pay(CONNECTION, bytes);
  }

  /** A stream is over, read or not: its bytes go back to the connection. */
  close(stream: number): void {
    if (stream === CONNECTION) return;
    this.#pay(CONNECTION, this.unread(stream));
    this.#accounts.delete(stream);
    this.#owing.delete(stream);
  }

  /** The sender is told another initial size. It counts from the moment when the sender acknowledges it. */
  announce(initial: number): void {
    assertSize(initial);
    this.#announced.push(initial);
  }

  /** The sender has acknowledged the oldest size that it was told: what comes from now on keeps to it. */
  acknowledged(): void {
    const initial = this.#announced.shift();
    if (initial === undefined) {
      throw new Breach(CONNECTION, "only what was announced can be acknowledged", "one more");
    }
    for (const [stream, account] of this.#accounts) {
      if (stream !== CONNECTION) account.window += initial - this.#initial;
    }
    this.#initial = initial;
  }

  /**
   * The grants that are due, which count as sent. One is due when it at least doubles what the sender has
   * left: seldom when there is plenty, and at once when there is nothing, however little it is. To wait for
   * half a window, whatever is unread, would leave a sender without credit for ever (linkerd 1013).
   */
  grants(): Grant[] {
    const due: Grant[] = [];
    for (const stream of this.#owing) {
      const account = this.#accounts.get(stream)!, { owed } = account;
      if (owed < account.window) continue;
      account.window += owed;
      account.owed = 0;
      this.#owing.delete(stream);
      due.push({ stream, bytes: owed });
    }
    return due;
  }

  /** What does not add up, one sentence each. */
  violations(): string[] {
    const problems: string[] = [];
    let unread = 0;
    for (const [stream, account] of this.#accounts) {
      const size = stream === CONNECTION ? this.#connectionSize : this.#initial;
      const sum = account.window + account.unread + account.owed;
      if (sum !== size) problems.push(`window ${stream} adds up to ${sum} of ${size} bytes`);
      if (account.unread < 0 || account.owed < 0) {
        problems.push(`window ${stream} owes less than 0`);
      }
      if (stream !== CONNECTION) unread += account.unread;
    }
    const all = this.unread(CONNECTION);
    if (all !== unread) problems.push(`${all} bytes are unread, and ${unread} on the open streams`);
    return problems;
  }

  #pay(stream: number, bytes: number): void {
    const account = this.#accounts.get(stream)!;
    account.unread -= bytes;
    account.owed += bytes;
    if (account.owed > 0) this.#owing.add(stream);
  }
}
