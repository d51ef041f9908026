/** The parts of a host, put together; `host.ts` says what it is for. @module */

import type { ByteReader } from "../codec/byte_reader.ts";
import type { NodeId, Tagged } from "../model/protocol.ts";
import type { Address } from "./address.ts";
import type { Connection, Traffic } from "./connection.ts";
import { decline, firstRequest, MOST_NODES, ownerOf, PendingRequests } from "./pending_requests.ts";
import { Listener, type ListenerHost } from "./listener.ts";
import { printable } from "./dial.ts";
import { Draws } from "./draws.ts";
import { FileDisk } from "./file_disk.ts";
import { GroupCommit } from "./group_commit.ts";
import type { Counters, Host, HostOptions } from "./options.ts";
import { readMessage } from "./incoming.ts";
import { Journal, logOwner } from "./journal.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import { HostedNode, type NodeWorld } from "./node.ts";
import { PeerLink } from "./peer_link.ts";
import { slowLog, type Took, watchLoop } from "./slow.ts";
import { throttled } from "./throttle.ts";
import { reasonOf } from "./operational_error.ts";
import { kinds, Refusal, unanswered } from "./wire.ts";

/** How often at least peers are pinged and the slow sent away, in ms. */
const SWEEP_MS = 500;

/** One host. */
export class Engine<S, M extends Tagged, T extends Tagged, R>
  implements Host<S>, ListenerHost, NodeWorld {
  readonly cluster: string;
  readonly self: NodeId;
  readonly nodes: number;
  readonly addresses: readonly Address[];
  readonly limits: Limits;
  readonly log: (line: string) => void;
  readonly traffic: Traffic = { sentBytes: 0, dropped: 0 };
  readonly draws: Draws;
  readonly took: Took | undefined;
  readonly ended: Promise<Error | undefined>;
  readonly #options: HostOptions<S, M, T, R>;
  readonly #requests: ReadonlySet<string>;
  readonly #disk: FileDisk;
  readonly #journal: Journal<R>;
  readonly #commits: GroupCommit;
  readonly #node: HostedNode<S, M, T, R>;
  readonly #pending: PendingRequests;
  readonly #listener: Listener;
  readonly #links: readonly (PeerLink | undefined)[];
  readonly #sweeper: ReturnType<typeof setInterval>;
  readonly #unwatch: () => void;
  #end: (error: Error | undefined) => void = () => {};
  #stopping: Promise<void> | undefined;

  /** Starts it. */
  constructor(options: HostOptions<S, M, T, R>) {
    const { cluster, self, addresses, protocol } = options;
    assertNodes(self, addresses.length);
    this.#options = options;
    this.#requests = new Set(options.requests);
    this.cluster = cluster;
    this.self = self;
    this.nodes = addresses.length;
    this.addresses = addresses;
    this.limits = { ...defaultLimits, ...options.limits };
    this.log = throttled(options.log ?? (() => {}));
    this.ended = new Promise((resolve) => this.#end = resolve);
    this.took = options.slowMs === undefined ? undefined : slowLog(options.slowMs, this.log);
    const seed = Draws.seed();
    this.draws = new Draws(seed);
    this.#disk = new FileDisk(options.folder);
    let saved;
    try {
      this.#journal = this.#openJournal();
      saved = this.#journal.read();
      this.#pending = new PendingRequests(self, this.nodes, this.limits, firstRequest());
      this.#listener = new Listener(addresses[self]!, this);
    } catch (error) {
      this.#disk.close();
      throw error;
    }
    this.#commits = new GroupCommit(this.#journal, (error) => this.#fail("the disk failed", error));
    this.#links = addresses.map((address, peer) =>
      peer === self ? undefined : this.#reach(peer, address)
    );
    this.#node = new HostedNode(self, protocol, this);
    this.log(`node ${self} draws from seed ${[...seed].join("-")}`);
    const { handshakeMs, silenceMs } = this.limits;
    const sweepMs = Math.min(SWEEP_MS, handshakeMs / 4, silenceMs / 4);
    this.#sweeper = setInterval(() => this.#sweep(), sweepMs);
    this.#unwatch = this.took === undefined ? () => {} : watchLoop(this.took);
    this.#node.start(saved);
  }

  get address(): Address {
    return this.#listener.address;
  }

  get state(): Readonly<S> | undefined {
    return this.#node.state;
  }

  get counters(): Counters {
    const { syncs, commits } = this.#commits;
    const { steps } = this.#node, { compactions } = this.#journal;
    return { steps, commits, syncs, compactions, ...this.traffic };
  }

  stop(): Promise<void> {
    return this.#stopping ??= this.#shut();
  }

  commit(records: Uint8Array | undefined, leave: (() => void) | undefined): void {
    this.#commits.commit(records, leave);
  }

  send(to: NodeId, message: Uint8Array): void {
    if (message.length >= this.limits.frameBytes) {
      this.traffic.dropped++;
      return this.log(`dropped a message of ${message.length} bytes to node ${to}: it is too long`);
    }
    this.#links[to]!.send((writer) => {
      writer.byte(kinds.message);
      writer.bytes(message);
    });
  }

  answer(address: NodeId, result: Uint8Array): void {
    const owner = ownerOf(address, this.nodes);
    if (owner === this.self) return this.#pending.answer(address, result);
    this.#links[owner]!.send((writer) => {
      writer.byte(kinds.relay);
      writer.varint(address);
      writer.bytes(result);
    });
  }

  failed(where: string, error: unknown): void {
    this.#fail(`a handler threw ${where}`, error);
  }

  fromPeer(node: NodeId, reader: ByteReader, kind: number): Promise<void> | void {
    if (kind === kinds.relay) {
      const address = reader.varint();
      return this.#pending.answer(address, reader.bytes(reader.left));
    }
    if (kind !== kinds.message) throw new Refusal(`it sent a frame of kind ${kind}`);
    const message = this.#readMessage(reader);
    if (this.#requests.has(message.type)) {
      throw new Refusal(`it sent "${message.type}", which only clients send`);
    }
    this.#node.receive(node, message);
    return this.#relief();
  }

  fromClient(connection: Connection, reader: ByteReader, kind: number): Promise<void> | void {
    if (kind !== kinds.request) throw new Refusal(`it sent a frame of kind ${kind}`);
    const number = reader.varint(), timeoutMs = reader.varint();
    let message;
    try {
      message = this.#readMessage(reader);
      if (!this.#requests.has(message.type)) {
        throw new Refusal(`it sent "${message.type}", which only nodes send`);
      }
    } catch (error) {
      if (error instanceof Refusal) {
        decline(connection, number, unanswered.invalid, printable(error.message));
      }
      throw error;
    }
    const address = this.#pending.open(connection, number, timeoutMs);
    if (address === undefined) return decline(connection, number, unanswered.busy);
    this.#node.receive(address, message);
    return this.#pending.room(connection) ?? this.#relief();
  }

  isBusy(connection: Connection): boolean {
    return this.#pending.isBusy(connection);
  }

  clientGone(connection: Connection): void {
    this.#pending.drop(connection);
  }

  #readMessage(reader: ByteReader): M {
    const { isMessage } = this.#options;
    return readMessage<M>(reader, { takes: (type) => this.#node.takes(type), isMessage });
  }

  /** While much waits for the disk, nothing more is read from the network. */
  #relief(): Promise<void> | undefined {
    return this.#commits.waitingBytes < this.limits.queueBytes
      ? undefined
      : this.#commits.settled();
  }

  #openJournal(): Journal<R> {
    const { protocol, compactBytes = 2 ** 24, begun = false } = this.#options;
    return new Journal<R>({
      disk: this.#disk,
      owner: logOwner(this.self, this.cluster),
      begun,
      marks: true,
      compact: (records) => protocol.compact?.(records) ?? records.slice(-1),
      checkpoint: () => this.state === undefined ? undefined : protocol.checkpoint?.(this.state),
      compactBytes,
      took: this.took,
      log: this.log,
    });
  }

  #reach(peer: NodeId, address: Address): PeerLink {
    const { cluster, self, nodes, limits, traffic, log } = this;
    const hello = { cluster, node: self, to: peer, nodes };
    return new PeerLink({ address, hello, limits, traffic, log });
  }

  #sweep(): void {
    this.#pending.sweep();
    this.#listener.sweep();
    for (const link of this.#links) link?.ping();
  }

  #fail(what: string, error: unknown): void {
    if (this.#stopping !== undefined) return;
    this.log(`stops, because ${what}: ${reasonOf(error)}`);
    const cause = error instanceof Error ? error : new Error(String(error));
    this.#stopping = this.#shut(cause);
  }

  async #shut(error?: Error): Promise<void> {
    clearInterval(this.#sweeper);
    this.#unwatch();
    this.#node.stop();
    await this.#commits.settled();
    await this.#journal.stop();
    await Promise.all(this.#links.map((link) => link?.stop()));
    await this.#listener.close();
    if (error === undefined) this.#journal.mark();
    this.#disk.close();
    this.#end(error);
  }
}

function assertNodes(self: NodeId, nodes: number): void {
  if (Number.isInteger(self) && self >= 0 && self < nodes && nodes <= MOST_NODES) return;
  throw new RangeError(
    `Cannot host a node because ` +
      `it must be one of at most ${MOST_NODES}: given node ${self} of ${nodes}`,
  );
}
