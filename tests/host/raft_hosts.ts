/** Three hosts in this process that keep a key–value store by Raft. */

import { Client } from "hb/host/client.ts";
import { type Host, startHost } from "hb/host/host.ts";
import type { Message } from "hb/consensus/raft/messages.ts";
import type { Answer } from "hb/replicated/requests.ts";
import { raft } from "hb/consensus/raft/raft.ts";
import { lastIndex } from "hb/consensus/raft/log.ts";
import type { Options } from "hb/consensus/raft/settings.ts";
import type { State } from "hb/consensus/raft/state.ts";
import { anyMessage } from "hb/consensus/raft/schema.ts";
import type { Limits } from "hb/host/limits.ts";
import { keyValueMachine, type KeyValueState } from "hb/replicated/state_machine/key_value.ts";
import { eventually, patience } from "./fixture.ts";
import { freeAddresses } from "./ports.ts";

type Store = Host<State<KeyValueState>>;
type Protocol = ReturnType<typeof raft<KeyValueState, unknown, unknown>>;

/** After so many heartbeats in which a node has got no further, it is not going to catch up. */
const HEARTBEATS = 600;

/** The hosts that have been started. */
export class RaftHosts {
  readonly folder: string = Deno.makeTempDirSync({ prefix: "raft-" });
  readonly addresses = freeAddresses(3);
  readonly hosts: (Store | undefined)[] = [undefined, undefined, undefined];
  readonly lines: string[] = [];
  /** The share of a snapshot in chunks after which nodes that start take no more of it. */
  chunksUpTo = 1;

  constructor(
    readonly options: Omit<Options, "machine"> = {},
    readonly limits: Partial<Limits> = {},
  ) {}

  start(...nodes: readonly number[]): void {
    for (const self of nodes) {
      this.hosts[self] = startHost({
        protocol: this.#protocol(self),
        cluster: "raft",
        self,
        addresses: this.addresses,
        folder: `${this.folder}/${self}`,
        requests: ["request", "transfer"],
        bulk: ["installSnapshot", "snapshotChunk"],
        schema: anyMessage,
        limits: { ...patience, ...this.limits },
        log: (line) => this.lines.push(`${self}: ${line}`),
      });
    }
  }

  #protocol(self: number): Protocol {
    const protocol = raft({
      machine: keyValueMachine,
      // Node 0 is to lead. A machine that is busy with other tests must not cost a leader its place.
      electionTimeoutMs: self === 0 ? [1000, 2000] : [20_000, 40_000],
      whenNotLeading: "forward",
      ...this.options,
    } as Options) as Protocol;
    const share = this.chunksUpTo, { snapshotChunk } = protocol.upon;
    if (share === 1) return protocol;
    const some: typeof snapshotChunk = (state, message, io) => {
      if (!hasMore(state, share)) snapshotChunk(state, message, io);
    };
    return { ...protocol, upon: { ...protocol.upon, snapshotChunk: some } };
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

  /** Waits until a node has this many keys. */
  async caughtUp(node: number, keys: number): Promise<void> {
    await this.further(node, "caught up", ({ machine }) => machine.size === keys);
  }

  /** Waits until a node has so much of a snapshot that it takes no more; how many bytes it has then. */
  async received(node: number): Promise<number> {
    const share = this.chunksUpTo;
    await this.further(node, "been sent a snapshot in chunks", (state) => hasMore(state, share));
    return this.hosts[node]!.state!.partial!.received;
  }

  /**
   * Waits for what a node is to come to. It fails, and says where the node is, when the leader has sent
   * heartbeats for a while and the node has got no further.
   */
  async further(
    node: number,
    what: string,
    isThere: (state: Readonly<State<KeyValueState>>) => boolean,
  ): Promise<void> {
    let best = "", since = 0;
    await this.until(`node ${node} has not ${what}`, () => {
      const state = this.hosts[node]!.state!, leader = this.#leading();
      if (isThere(state)) return true;
      const round = leader?.leading?.round ?? 0, now = placeOf(state);
      if (now > best || round < since) [best, since] = [now > best ? now : best, round];
      if (round - since <= HEARTBEATS) return undefined;
      throw new Error(
        `node ${node} has not ${what}, and has got no further in ${HEARTBEATS} heartbeats of the ` +
          `leader: ${wordsOf(state)}; the leader: ${wordsOf(leader!)}, and for it the node is in ` +
          `${JSON.stringify(leader!.leading!.progress.get(node))}\n${this.lines.join("\n")}`,
      );
    });
  }

  #leading(): Readonly<State<KeyValueState>> | undefined {
    return this.hosts.find((host) => host?.state?.role === "leader")?.state;
  }

  async until<T>(words: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
    return await eventually<T>(look, () => `${words}:\n${this.lines.join("\n")}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.hosts.map((host) => host?.stop()));
    await Deno.remove(this.folder, { recursive: true });
  }
}

/** Whether a node has more than this share of a snapshot that comes in chunks. */
function hasMore({ partial }: Readonly<State<KeyValueState>>, share: number): boolean {
  return partial !== undefined && partial.received > share * partial.bytes;
}

/** How far a node has got; what is greater in the order of texts is further. */
function placeOf({ commitIndex, log, partial }: Readonly<State<KeyValueState>>): string {
  const places = [commitIndex, lastIndex(log), partial?.received ?? 0];
  return places.map((place) => `${place}`.padStart(12)).join();
}

function wordsOf({ machine, commitIndex, log, partial }: Readonly<State<KeyValueState>>): string {
  const part = partial === undefined
    ? ""
    : `, ${partial.received} of ${partial.bytes} bytes of a snapshot`;
  return `${machine.size} keys, its last index ${
    lastIndex(log)
  }, committed up to ${commitIndex}${part}`;
}
