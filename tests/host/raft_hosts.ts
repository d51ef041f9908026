/** Three hosts in this process that keep a key–value store by Raft. */

import { Client } from "hb/host/client.ts";
import { type Host, startHost } from "hb/host/host.ts";
import type { Answer, Message } from "hb/consensus/raft/messages.ts";
import { raft } from "hb/consensus/raft/raft.ts";
import type { Options } from "hb/consensus/raft/settings.ts";
import type { State } from "hb/consensus/raft/state.ts";
import { isMessage } from "hb/consensus/raft/well_formed.ts";
import type { Limits } from "hb/host/limits.ts";
import { keyValueMachine, type KeyValueState } from "hb/replicated/state_machine/key_value.ts";
import { eventually } from "./fixture.ts";
import { freeAddresses } from "./ports.ts";

type Store = Host<State<KeyValueState>>;

/** The hosts that have been started. */
export class RaftHosts {
  readonly folder: string = Deno.makeTempDirSync({ prefix: "raft-" });
  readonly addresses = freeAddresses(3);
  readonly hosts: (Store | undefined)[] = [undefined, undefined, undefined];
  readonly lines: string[] = [];

  constructor(
    readonly options: Omit<Options, "machine"> = {},
    readonly limits: Partial<Limits> = {},
  ) {}

  start(...nodes: readonly number[]): void {
    for (const self of nodes) {
      this.hosts[self] = startHost({
        protocol: raft({
          machine: keyValueMachine,
          // A machine that is busy with other tests must not cost a leader its place.
          electionTimeoutMs: [1000, 2000],
          whenNotLeading: "forward",
          ...this.options,
        } as Options) as ReturnType<typeof raft<KeyValueState, unknown, unknown>>,
        cluster: "raft",
        self,
        addresses: this.addresses,
        folder: `${this.folder}/${self}`,
        requests: ["request", "transfer"],
        isMessage,
        limits: this.limits,
        log: (line) => this.lines.push(`${self}: ${line}`),
      });
    }
  }

  async stop(node: number): Promise<void> {
    await this.hosts[node]?.stop();
    this.hosts[node] = undefined;
  }

  /** Waits for a leader. */
  async leader(): Promise<number> {
    return await this.until("nobody leads", () => {
      const node = this.hosts.findIndex((host) => host?.state?.role === "leader");
      return node < 0 ? undefined : { node };
    }).then(({ node }) => node);
  }

  /** Asks one node until there is an answer. */
  async ask(node: number, message: Message, timeoutMs = 1000): Promise<Answer> {
    const client = new Client({ address: this.addresses[node]!, cluster: "raft" });
    try {
      return await this.until("there is no answer", async () => {
        const reply = await client.ask(message, timeoutMs);
        return reply.kind === "answer" ? reply.result as Answer : undefined;
      });
    } finally {
      await client.close();
    }
  }

  async until<T>(words: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
    return await eventually<T>(look, () => `${words}:\n${this.lines.join("\n")}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.hosts.map((host) => host?.stop()));
    await Deno.remove(this.folder, { recursive: true });
  }
}
