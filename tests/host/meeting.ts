/** One who listens and one who dials, each with sockets of its own kind, and what each says of the other. */

import type { Connection } from "hb/host/connection.ts";
import { dial, type DialOptions, type Ended } from "hb/host/dial.ts";
import { noFeatures } from "hb/host/features.ts";
import { defaultLimits, type Limits } from "hb/host/limits.ts";
import { Listener } from "hb/host/listener.ts";
import type { ListenerHost } from "hb/host/listener_host.ts";
import type { Transport } from "hb/host/socket.ts";
import { arrived, eventually } from "./fixture.ts";

type Hello = DialOptions["hello"];

/** What a client says, and what node 1 says to node 0. */
export const asClient: Hello = { cluster: "test", node: null, to: null, nodes: null };
export const asNode: Hello = { cluster: "test", node: 1, to: 0, nodes: 3 };

/** Node 0 of three, which listens and does nothing else. */
export class Listening {
  readonly lines: string[] = [];
  readonly listener: Listener;
  readonly #sweeps: ReturnType<typeof setInterval>;

  constructor(
    transport: Transport,
    limits: Partial<Limits> = {},
    more: Partial<ListenerHost> = {},
  ) {
    const address = { hostname: "127.0.0.1", port: 0 };
    this.listener = new Listener(address, {
      cluster: "test",
      self: 0,
      nodes: 3,
      addresses: [address, address, address],
      limits: { ...defaultLimits, ...limits },
      features: noFeatures,
      traffic: { sentBytes: 0, dropped: 0 },
      transport,
      log: (line) => this.lines.push(line),
      fromPeer() {},
      whenDurable: (then) => then(),
      fromClient() {},
      isBusy: () => false,
      clientGone() {},
      ...more,
    });
    this.#sweeps = setInterval(() => this.listener.sweep(), 20);
  }

  /** Dials, and stays until the connection ends, or until `welcomed` ends it. */
  async dialled(
    transport: Transport,
    hello: Hello,
    welcomed: (connection: Connection) => void = (connection) => connection.close("all is well"),
    limits: Partial<Limits> = {},
  ): Promise<Ended> {
    const ended = dial({
      address: this.listener.address,
      hello,
      features: noFeatures,
      limits: { ...defaultLimits, ...limits },
      traffic: { sentBytes: 0, dropped: 0 },
      transport,
      signal: new AbortController().signal,
      welcomed,
      take() {},
    });
    return await arrived(ended, () => `the connection does not end:\n${this.lines.join("\n")}`);
  }

  /** Waits for a line. */
  async logged(words: RegExp): Promise<string> {
    return await eventually(
      () => this.lines.find((line) => words.test(line)),
      () => `no line is like ${words}:\n${this.lines.join("\n")}`,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#sweeps);
    await this.listener.close();
  }
}
