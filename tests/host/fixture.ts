/** Hosts in this process, on free ports, with their logs in a folder that goes with them. */

import type { Address } from "hb/host/address.ts";
import { Client } from "hb/host/client.ts";
import { type Host, type HostOptions, startHost } from "hb/host/host.ts";
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

  constructor(nodes: number, readonly more: Partial<Options> = {}) {
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
      log: (line) => this.lines.push(`${self}: ${line}`),
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

  client(node: number): Client {
    const client = new Client({ address: this.addresses[node]!, cluster: "test" });
    this.clients.push(client);
    return client;
  }

  /** The answer to one request, or why there is none. */
  async ask(node: number, message: Message, timeoutMs = 5000): Promise<unknown> {
    const client = this.client(node);
    const reply = await client.ask(message, timeoutMs);
    await client.close();
    return reply.kind === "answer" ? reply.result : reply;
  }

  /** Asks until there is an answer: links lose what is sent before they stand. */
  async insist(node: number, message: Message): Promise<unknown> {
    const client = this.client(node);
    const end = performance.now() + patienceMs;
    let last;
    while (performance.now() < end) {
      last = await client.ask(message, 500);
      if (last.kind === "answer") return last.result;
    }
    throw new Error(`no answer: ${JSON.stringify(last)}\n${this.lines.join("\n")}`);
  }

  /** Waits until a line has been logged that contains `words`. */
  async logged(words: string): Promise<string> {
    return await eventually(
      () => this.lines.find((line) => line.includes(words)),
      () => `no line has "${words}":\n${this.lines.join("\n")}`,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.clients) await client.close();
    await Promise.all(this.hosts.map((host) => host?.stop()));
    await Deno.remove(this.folder, { recursive: true });
  }
}

/** How long anything may take until the test is given up, in ms: a machine may have much else to do. */
const patienceMs = 120_000;

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
