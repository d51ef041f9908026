/** Hosts in this process, on free ports, with their logs in a folder that goes with them. */

import type { Address } from "hb/host/address.ts";
import { Client, type ClientOptions } from "hb/host/client.ts";
import { type Host, type HostOptions, startHost } from "hb/host/host.ts";
import type { Transport } from "hb/host/socket.ts";
import { freeAddresses } from "./ports.ts";
import { copies, type Message, type State, type Timer } from "./copies.ts";

export type Options = HostOptions<State, Message, Timer, string>;

/** A few hosts of one cluster. */
export class Hosts {
  readonly addresses: readonly Address[];
  readonly folder: string = Deno.makeTempDirSync({ prefix: "hosts-" });
  readonly hosts: (Host<State> | undefined)[];
  readonly clients: Client[] = [];
  /** What they logged: the node and the line. */
  readonly lines: string[] = [];

  constructor(
    nodes: number,
    public more: Partial<Options> = {},
    /** What carries the bytes of each node, and of clients, where that is not TCP as it is. */
    readonly transports?: {
      readonly of: (node: number) => Transport;
      readonly client: () => Transport;
    },
  ) {
    this.addresses = freeAddresses(nodes);
    this.hosts = this.addresses.map(() => undefined);
    this.addresses.forEach((_, self) => this.start(self));
  }

  options(self: number): Options {
    return {
      protocol: copies,
      cluster: "test",
      self,
      addresses: this.addresses,
      folder: `${this.folder}/${self}`,
      requests: ["add", "list", "break"],
      limits: patience,
      log: (line) => this.lines.push(`${self}: ${line}`),
      ...(this.transports && { transport: this.transports.of(self) }),
      ...this.more,
    };
  }

  start(self: number): Host<State> {
    return this.hosts[self] = startHost(this.options(self));
  }

  async stop(self: number): Promise<void> {
    await this.hosts[self]?.stop();
    this.hosts[self] = undefined;
  }

  client(node: number, more: Partial<ClientOptions> = {}): Client {
    const client = new Client({
      address: this.addresses[node]!,
      cluster: "test",
      transport: this.transports?.client(),
      ...more,
    });
    this.clients.push(client);
    return client;
  }

  /** The answer to one request, or why there is none. The time begins when the node is reached. */
  async ask(node: number, message: Message, timeoutMs = patienceMs): Promise<unknown> {
    const client = this.client(node, { connectMs: patienceMs });
    await client.ready;
    const reply = await client.ask(message, timeoutMs);
    await client.close();
    return reply.kind === "answer" ? reply.result : reply;
  }

  /** Asks until there is an answer: links lose what is sent before they stand. */
  async insist(node: number, message: Message): Promise<unknown> {
    const end = performance.now() + patienceMs;
    let last, client = this.client(node);
    // Each time for longer, so that an answer that takes long is not missed for ever.
    for (let ms = 500; performance.now() < end; ms *= 1.5) {
      last = await client.ask(message, ms);
      if (last.kind === "answer") return last.result;
      if (client.closed === undefined) continue;
      // It gives up a host that was silent for long, and does not come back by itself.
      client = this.client(node);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`no answer: ${JSON.stringify(last)}\n${this.lines.join("\n")}`);
  }

  /** Waits until a line has been logged that contains one of these. */
  async logged(...words: readonly string[]): Promise<string> {
    return await eventually(
      () => this.lines.find((line) => words.some((each) => line.includes(each))),
      () => `no line has "${words.join('" or "')}":\n${this.lines.join("\n")}`,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.clients) await client.close();
    await Promise.all(this.hosts.map((host) => host?.stop()));
    await Deno.remove(this.folder, { recursive: true });
  }
}

/** How long anything may take until the test is given up, in ms: a machine may have much else to do. */
export const patienceMs = 120_000;

/** Nobody is turned away for being slow, as everybody is on a machine that has much else to do. */
export const patience = {
  handshakeMs: patienceMs,
  silenceMs: patienceMs,
  requestMs: patienceMs,
} as const;

/** What a promise brings; an error after so long that it will not come: a test that fails has to end, too. */
export async function arrived<T>(promise: Promise<T>, words: () => string): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(words())), patienceMs);
  return await Promise.race([promise, late.promise]).finally(() => clearTimeout(timer));
}

/** Looks again and again, and gives what it finds. */
export async function eventually<T>(
  look: () => T | undefined | false | Promise<T | undefined | false>,
  words: () => string,
): Promise<T> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > end) throw new Error(words());
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
