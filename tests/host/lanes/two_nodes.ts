/** Node 1, which sends to node 0 over a link, and what of it arrives there. */

import { crc32c } from "hb/codec/crc32c.ts";
import type { Address } from "hb/host/address.ts";
import { defaultLimits, type Limits } from "hb/host/limits.ts";
import { PeerLink } from "hb/host/peer_link.ts";
import { plain, type Transport } from "hb/host/socket.ts";
import type { Squeezer } from "hb/host/squeezing.ts";
import { kinds } from "hb/host/wire.ts";
import { eventually, patience } from "../fixture.ts";
import { asNode, Listening } from "../meeting.ts";

/** How the two are. */
export interface Setting {
  /** What carries the bytes of each node; default: TCP as it is. */
  readonly transport?: (node: number) => Transport;
  /** How frames are made shorter. */
  readonly compressions?: readonly Squeezer[];
  /** What both are allowed. */
  readonly limits?: Partial<Limits>;
  /** The windows that each node knows: none, if it is older than they are. */
  readonly windows?: readonly [here: number, there: number];
}

const encodings = ["plain"];

/** The check of a message of this length whose first byte is `number`. */
export function checkOf(number: number, length: number, byte: (at: number) => number): number {
  return crc32c(written(number, length, byte));
}

function written(number: number, length: number, byte: (at: number) => number): Uint8Array {
  const bytes = new Uint8Array(length).map((_, at) => byte(at));
  bytes[0] = number;
  return bytes;
}

/** Node 0, and the first byte of each message that came. */
export class Receiving {
  readonly came: number[] = [];
  /** The check of each message that came. */
  readonly checks: number[] = [];
  /** How much the last connection that one came over lets be sent before it is granted, in bytes. */
  window: number | undefined;
  /** What waits for a disk that has not synced. */
  readonly syncs: (() => void)[] = [];
  readonly listening: Listening;

  constructor(setting: Setting = {}, isDurable = true) {
    const { transport = () => plain, compressions = [], limits = {}, windows } = setting;
    this.listening = new Listening(transport(0), { ...patience, ...limits }, {
      features: { encodings, compressions, window: windows?.[0] ?? defaultLimits.windowBytes },
      fromPeer: (_node, { window }, reader) => {
        const bytes = reader.bytes(reader.left);
        this.window = window;
        this.checks.push(crc32c(bytes));
        this.came.push(bytes[0]!);
      },
      whenDurable: (then) => void (isDurable ? then() : this.syncs.push(then)),
    });
  }

  get address(): Address {
    return this.listening.listener.address;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.listening[Symbol.asyncDispose]();
  }
}

/** Node 1. */
export class Sending {
  readonly traffic = { sentBytes: 0, dropped: 0 };
  readonly lines: string[] = [];
  readonly link: PeerLink;
  readonly #ticks: ReturnType<typeof setInterval>;

  /** It dials at once. */
  constructor(address: Address, setting: Setting = {}) {
    const { transport = () => plain, compressions = [], limits = {}, windows } = setting;
    this.link = new PeerLink({
      address,
      hello: asNode,
      features: { encodings, compressions, window: windows?.[1] ?? defaultLimits.windowBytes },
      limits: { ...defaultLimits, ...patience, ...limits },
      traffic: this.traffic,
      transport: transport(1),
      log: (line) => void this.lines.push(line),
    });
    this.#ticks = setInterval(() => this.link.tick(), 20);
  }

  /** Sends a message of this length whose first byte is `number`. */
  say(number: number, length: number, byte: (at: number) => number = () => 0): void {
    this.link.send((writer) => {
      writer.byte(kinds.message);
      writer.bytes(written(number, length, byte));
    });
  }

  /** Waits until the link stands. */
  async reached(): Promise<void> {
    await this.logged(/reached node 0/);
  }

  async logged(words: RegExp): Promise<string> {
    return await eventually(
      () => this.lines.find((line) => words.test(line)),
      () => `no line is like ${words}:\n${this.lines.join("\n")}`,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#ticks);
    await this.link.stop();
  }
}
