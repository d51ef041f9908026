/**
 * What a node sends to one of its peers: a connection that it dials again and again, for as long as it
 * lives. While there is none, messages are lost, as a network may lose them.
 *
 * @module
 */

import type { ByteReader } from "../codec/byte_reader.ts";
import type { ByteWriter } from "../codec/byte_writer.ts";
import { type Address, showAddress } from "./address.ts";
import type { Connection, Traffic } from "./connection.ts";
import { dial, type Ended } from "./dial.ts";
import type { Limits } from "./limits.ts";
import { type Hello, kinds, Refusal } from "./wire.ts";

/** The pause before the first attempt to dial again, in ms; it doubles up to the longest. */
const pauseMs = { first: 50, longest: 1_000 };

/** Who dials whom. */
export interface PeerLinkOptions {
  /** Where the peer listens. */
  readonly address: Address;
  /** What to say to it. */
  readonly hello: Hello;
  /** What is allowed. */
  readonly limits: Limits;
  /** What is counted. */
  readonly traffic: Traffic;
  /** Hears what a person may want to know. */
  readonly log: (line: string) => void;
}

/** The way to one peer. */
export class PeerLink {
  readonly #options: PeerLinkOptions;
  readonly #stop = new AbortController();
  readonly #over: Promise<void>;
  #connection: Connection | undefined;
  /** What was last said of it in the log, so that the same is not said at every attempt. */
  #said = "";

  /** Begins to dial. */
  constructor(options: PeerLinkOptions) {
    this.#options = options;
    this.#over = this.#keepDialling();
  }

  /** Sends a frame, if there is a connection. */
  send(body: (writer: ByteWriter) => void): void {
    if (this.#connection === undefined) this.#options.traffic.dropped++;
    else this.#connection.send(body);
  }

  /** Is the peer there? To be called about once a second. */
  ping(): void {
    const connection = this.#connection;
    if (connection === undefined) return;
    connection.sendBare(kinds.ping);
    connection.checkPace();
    if (performance.now() - connection.heardAt > this.#options.limits.silenceMs) {
      connection.close("it has fallen silent");
    }
  }

  /** Ends the connection, after what is on its way to be written. */
  async stop(): Promise<void> {
    await this.#connection?.flush(200);
    this.#stop.abort();
    await this.#over;
  }

  async #keepDialling(): Promise<void> {
    const { signal } = this.#stop;
    const { limits, traffic, hello, address } = this.#options;
    let delayMs = pauseMs.first;
    while (!signal.aborted) {
      const ended = await dial({
        address,
        hello,
        limits,
        traffic,
        signal,
        welcomed: (connection) => this.#welcomed(connection),
        take,
      });
      this.#connection = undefined;
      if (signal.aborted) return;
      this.#ended(ended);
      delayMs = ended.welcomed ? pauseMs.first : Math.min(2 * delayMs, pauseMs.longest);
      // Peers that lost each other at the same time should not dial at the same time.
      await sleep(delayMs * (0.5 + Math.random() / 2), signal);
    }
  }

  #welcomed(connection: Connection): void {
    this.#connection = connection;
    this.#say(`reached node ${this.#options.hello.to} at ${showAddress(this.#options.address)}`);
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

/** A listening peer says nothing but that it is there. */
function take(_: ByteReader, kind: number): void {
  if (kind !== kinds.pong) throw new Refusal(`it sent a frame of kind ${kind}`);
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
