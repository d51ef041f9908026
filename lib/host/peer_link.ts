/**
 * What a node sends to one of its peers: a connection that it dials again and again, for as long as it
 * lives. While there is none, messages are lost, as a network may lose them.
 *
 * @module
 */

import type { ByteReader } from "../codec/byte_reader.ts";
import type { ByteWriter } from "../codec/byte_writer.ts";
import { FRAME_HEADER, writeUnsealed } from "../codec/frame.ts";
import { type Address, showAddress } from "./address.ts";
import type { Connection } from "./connection.ts";
import { dial, type DialOptions, type Ended } from "./dial.ts";
import type { Features } from "./features.ts";
import { laneOf } from "./lanes/lanes.ts";
import { SendingLanes } from "./lanes/sending.ts";
import type { Limits } from "./limits.ts";
import type { Packed } from "./node.ts";
import { Slab } from "./slab.ts";
import type { Transport } from "./socket.ts";
import type { Traffic } from "./traffic.ts";
import { Watch } from "./watch.ts";
import { kinds, Refusal } from "./wire.ts";

/** The pause before the first attempt to dial again, in ms; it doubles up to the longest. */
const pauseMs = { first: 50, longest: 1_000 };

/** Who dials whom. */
export interface PeerLinkOptions {
  /** Where the peer listens. */
  readonly address: Address;
  /** What to say to it. */
  readonly hello: DialOptions["hello"];
  /** What this side understands. */
  readonly features: Features;
  /** What is allowed. */
  readonly limits: Limits;
  /** What is counted. */
  readonly traffic: Traffic;
  /** What carries the bytes; default: TCP as it is. */
  readonly transport?: Transport | undefined;
  /** Hears what a person may want to know. */
  readonly log: (line: string) => void;
}

/** The way to one peer. */
export class PeerLink {
  readonly #options: PeerLinkOptions;
  readonly #stop = new AbortController();
  readonly #over: Promise<void>;
  #connection: Connection | undefined;
  #lanes: SendingLanes | undefined;
  #watch: Watch | undefined;
  readonly #slab = new Slab();
  /** What was last said of it in the log, so that the same is not said at every attempt. */
  #said = "";

  /** Begins to dial. */
  constructor(options: PeerLinkOptions) {
    this.#options = options;
    this.#over = this.#keepDialling();
  }

  /** How messages to it are to be encoded. */
  get encoding(): string {
    return this.#connection?.encoding ?? this.#options.features.encodings[0]!;
  }

  /** How many bytes wait to be sent. */
  get queued(): number {
    return this.#connection?.queued ?? 0;
  }

  /** Sends a frame, if there is a connection; a long one may be overtaken. */
  send(body: (writer: ByteWriter) => void): void {
    const connection = this.#connection;
    if (connection === undefined) return void this.#options.traffic.dropped++;
    const bytes = this.#slab.write((writer) => writeUnsealed(writer, body));
    connection.sendMessage(bytes, laneOf(bytes.length - FRAME_HEADER));
  }

  /**
   * Sends a message, which was written behind room for the header of a frame, if there is a connection that
   * understands its encoding.
   */
  sendMessage({ bytes, encoding, lane }: Packed): void {
    // Encoded before the connection came about, it may be in another one.
    if (this.#connection?.encoding !== encoding) this.#options.traffic.dropped++;
    else this.#connection.sendMessage(bytes, lane);
  }

  /** Looks whether the peer is there, and still to be believed. To be called several times in the time that it may be silent. */
  tick(): void {
    this.#watch?.tick();
    const starved = this.#lanes?.starved(performance.now());
    if (starved !== undefined) this.#connection?.close(starved);
  }

  /** Ends the connection, after what is on its way to be written. */
  async stop(): Promise<void> {
    await this.#connection?.flush(200);
    this.#stop.abort();
    await this.#over;
  }

  async #keepDialling(): Promise<void> {
    const { signal } = this.#stop;
    const { limits, traffic, hello, features, address, transport } = this.#options;
    let delayMs = pauseMs.first;
    while (!signal.aborted) {
      const ended = await dial({
        address,
        hello,
        features,
        limits,
        traffic,
        transport,
        signal,
        welcomed: (connection) => this.#welcomed(connection),
        take: (reader, kind) => this.#take(reader, kind),
      });
      this.#connection = this.#watch = this.#lanes = undefined;
      if (signal.aborted) return;
      this.#ended(ended);
      delayMs = ended.welcomed ? pauseMs.first : Math.min(2 * delayMs, pauseMs.longest);
      // Peers that lost each other at the same time should not dial at the same time.
      await sleep(delayMs * (0.5 + Math.random() / 2), signal);
    }
  }

  #welcomed(connection: Connection): void {
    this.#connection = connection;
    const { limits, traffic } = this.#options, { window } = connection;
    this.#watch = new Watch(connection, limits);
    if (window > 0) {
      this.#lanes = new SendingLanes(window, limits, traffic);
      connection.branch(this.#lanes);
    }
    this.#say(`reached node ${this.#options.hello.to} at ${showAddress(this.#options.address)}`);
  }

  /** A listening peer says nothing but that it is there, and what may be sent to it. */
  #take(reader: ByteReader, kind: number): void {
    if (kind === kinds.pong) return;
    if (kind !== kinds.stream || this.#lanes === undefined) {
      throw new Refusal(`it sent a frame of kind ${kind}`);
    }
    this.#lanes.receive(reader.bytes(reader.left));
    this.#connection?.pull();
  }

  #ended({ welcomed, why }: Ended): void {
    const { hello, address } = this.#options;
    const what = welcomed ? "lost" : "cannot reach";
    this.#say(`${what} node ${hello.to} at ${showAddress(address)}: ${why}`);
  }

  #say(line: string): void {
    if (line !== this.#said) this.#options.log(line);
    this.#said = line;
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
    signal.addEventListener("abort", done);
  });
}
