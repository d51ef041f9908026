/** One connection that carries frames both ways. @module */

import type { ByteWriter } from "../codec/byte_writer.ts";
import { FrameReader, writeFrame } from "../codec/frame.ts";
import type { Agreed } from "./features.ts";
import { type Lane, longestBody } from "./lanes/lanes.ts";
import type { SendingLanes } from "./lanes/sending.ts";
import type { Limits } from "./limits.ts";
import { MagicReader } from "./magic.ts";
import { Outgoing } from "./outgoing.ts";
import { Slab } from "./slab.ts";
import type { Socket } from "./socket.ts";
import { asTheyAre, type Squeezing, squeezing } from "./squeezing.ts";
import type { Traffic } from "./traffic.ts";
import type { Shown } from "./trust.ts";
import { greetingBytes, kinds, magic, Refusal, without } from "./wire.ts";

/** How a connection ends when nothing is wrong. */
export const ends = { here: "this side ended it", there: "the other side ended it" } as const;

/** A connection from its first byte to its end. */
export class Connection {
  /** The other side's address. */
  readonly name: string;
  /** When something last arrived, in ms. */
  heardAt: number = performance.now();
  /** How messages are encoded. */
  encoding: string = without.agreement.encoding;
  /** How much may be sent on a stream before it is granted, in bytes; 0: there are no streams. */
  window = 0;
  readonly #socket: Socket;
  readonly #limits: Limits;
  readonly #traffic: Traffic;
  readonly #outgoing: Outgoing;
  readonly #reader = new FrameReader(greetingBytes.hello);
  readonly #magic = new MagicReader();
  readonly #slab = new Slab(2 ** 13);
  #squeezing: Squeezing = asTheyAre(greetingBytes.hello);
  #writing: Promise<void> | undefined;
  #writingSince = 0;
  #unfinishedSince = Infinity;
  #why: string | undefined;

  /** Takes over a socket, and greets. */
  constructor(socket: Socket, limits: Limits, traffic: Traffic) {
    // Small frames must not wait for each other.
    socket.setNoDelay();
    this.#socket = socket;
    this.#limits = limits;
    this.#traffic = traffic;
    this.#outgoing = new Outgoing(limits, traffic);
    const { hostname, port } = socket.remoteAddr;
    this.name = `${hostname}:${port}`;
    this.#outgoing.add(Uint8Array.from(magic));
    this.pull();
  }

  /** Whether it is over. */
  get closed(): boolean {
    return this.#why !== undefined;
  }

  /**
   * Who the other side has shown to be; `undefined` where it need not, or when the connection has ended
   * before. Rejects with a `Refusal` if it has shown that badly.
   */
  async shown(): Promise<Shown | undefined> {
    try {
      return await this.#socket.trust?.shown;
    } catch (error) {
      if (error instanceof Refusal) throw error;
      return undefined;
    }
  }

  /** Larger frames than a greeting are welcome from now on, and what was agreed on holds. */
  trust(longest: number, agreed?: Agreed): void {
    this.#squeezing = asTheyAre(longest);
    if (agreed !== undefined) {
      this.encoding = agreed.encoding;
      this.window = agreed.window;
      this.#squeezing = squeezing(longestBody(longest, agreed.window), agreed.compression);
      this.#outgoing.pack(this.#squeezing);
    }
    this.#reader.longest = this.#squeezing.longest;
  }

  /** From now on, messages travel on lanes. */
  branch(lanes: SendingLanes): void {
    this.#outgoing.branch(lanes);
  }

  /** There may be something to be sent on lanes. */
  pull(): void {
    if (!this.closed) this.#writing ??= this.#write();
  }

  /**
   * Sends a message, which was written behind room for the header of a frame. The memory is this
   * connection's from now on.
   */
  sendMessage(frame: Uint8Array, lane: Lane): void {
    if (this.closed) return;
    this.#outgoing.addMessage(frame, lane);
    this.pull();
  }

  /** Sends a frame. When too much waits, the oldest are dropped. */
  send(body: (writer: ByteWriter) => void): void {
    if (this.closed) return;
    this.#outgoing.add(this.#slab.write((writer) => writeFrame(writer, body)));
    this.pull();
  }

  /** Sends a frame that is nothing but its kind. */
  sendBare(kind: number): void {
    this.send((writer) => writer.byte(kind));
  }

  /** How many bytes wait to be sent. */
  get queued(): number {
    return this.#outgoing.queued;
  }

  /**
   * Hands frames to `take` until the connection ends, and returns why it did. Reading waits for what
   * `take` returns, so a slow receiver is sent no more. Throws what `take` throws.
   */
  async read(take: (body: Uint8Array) => Promise<void> | void): Promise<string> {
    const bytes = new Uint8Array(2 ** 14);
    while (!this.closed) {
      let count: number | null;
      try {
        count = await this.#socket.read(bytes);
      } catch {
        break;
      }
      if (count === null) break;
      this.heardAt = performance.now();
      this.#reader.push(bytes.subarray(this.#magic.read(bytes.subarray(0, count)), count));
      const taken = await this.#takeAll(take);
      if (this.#reader.waiting === 0) this.#unfinishedSince = Infinity;
      else if (taken || this.#unfinishedSince === Infinity) this.#unfinishedSince = this.heardAt;
    }
    return this.#why ?? ends.there;
  }

  async #takeAll(take: (body: Uint8Array) => Promise<void> | void): Promise<boolean> {
    let some = false;
    while (!this.closed) {
      const body = this.#reader.next();
      if (body === undefined) break;
      some = true;
      const packed = body[0] === kinds.packed || body[0] === kinds.bundle;
      for (const each of packed ? this.#squeezing.opened(body) : [body]) {
        const taken = take(each);
        if (taken !== undefined) await taken;
        if (this.closed) break;
      }
    }
    return some;
  }

  /**
   * Closes it if the other side keeps it waiting: an unfinished frame, or a write that makes no progress.
   */
  checkPace(): void {
    const now = performance.now(), { silenceMs } = this.#limits;
    // A large frame may take longer, as long as it grows.
    const patienceMs = silenceMs * (1 + this.#reader.waiting / 2 ** 20);
    if (now - this.#unfinishedSince > patienceMs) this.close("a frame was not finished in time");
    if (this.#writing !== undefined && now - this.#writingSince > silenceMs) {
      this.close("the other side does not read");
    }
  }

  /** Ends it, and says why to the other side, if that is not to be believed any more. */
  checkTrust(): void {
    const why = this.closed ? undefined : this.#socket.trust?.lapsed();
    if (why !== undefined) void this.refuse(why, true);
  }

  /** Says why, as far as the other side listens, and closes. `passes`: another may be welcome later. */
  async refuse(why: string, passes: boolean): Promise<void> {
    this.send((writer) => {
      writer.byte(passes ? kinds.full : kinds.refusal);
      writer.text(why);
    });
    await this.flush(100);
    this.close(why);
  }

  /** Waits until everything is written, or for `atMostMs`. */
  async flush(atMostMs: number): Promise<void> {
    let timer;
    const patience = new Promise<void>((resolve) => timer = setTimeout(resolve, atMostMs));
    await Promise.race([this.#writing ?? Promise.resolve(), patience]);
    clearTimeout(timer);
  }

  /** Ends it. */
  close(why: string): void {
    if (this.closed) return;
    this.#why = why;
    this.#outgoing.clear();
    try {
      this.#socket.close();
    } catch {
      // It has ended by itself.
    }
  }

  async #write(): Promise<void> {
    // Frames of the same turn of the event loop leave in one write.
    await Promise.resolve();
    for (;;) {
      const bytes = this.#outgoing.next();
      if (bytes === undefined) break;
      try {
        for (let at = 0; at < bytes.length;) {
          this.#writingSince = performance.now();
          at += await this.#socket.write(bytes.subarray(at));
        }
      } catch {
        this.close("the connection was cut");
      }
      this.#traffic.sentBytes += bytes.length;
    }
    this.#writing = undefined;
  }
}
