/** The parts of a host, put together; `host.ts` says what it is for. @module */

import type { ByteReader } from "../codec/byte_reader.ts";
import { FRAME_HEADER } from "../codec/frame.ts";
import type { NodeId, Tagged } from "../model/protocol.ts";
import type { Address } from "./address.ts";
import type { Connection } from "./connection.ts";
import {
  assertNodes,
  decline,
  firstRequest,
  ownerOf,
  PendingRequests,
} from "./pending_requests.ts";
import { Listener } from "./listener.ts";
import type { ListenerHost, Taken } from "./listener_host.ts";
import { printable } from "./dial.ts";
import { Draws } from "./draws.ts";
import type { Features } from "./features.ts";
import { GroupCommit } from "./group_commit.ts";
import type { Counters, Host, HostOptions } from "./options.ts";
import { Journal } from "./journal.ts";
import { type JournalLog, logOwner } from "./journal_log.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import { Messages } from "./messages.ts";
import { HostedNode, type NodeWorld, type Packed } from "./node.ts";
import { PeerLink } from "./peer_link.ts";
import { slowLog, type Took, watchLoop } from "./slow.ts";
import { throttled } from "./throttle.ts";
import { reasonOf } from "./operational_error.ts";
import { plain, type Transport } from "./socket.ts";
import type { Traffic } from "./traffic.ts";
import { openWalLog } from "./wal_log.ts";
import { kinds, Refusal, unanswered } from "./wire.ts";

/** How often at least peers are looked after and the slow sent away, in ms. */
const SWEEP_MS = 500;

/** One host. */
export class Engine<S, M extends Tagged, T extends Tagged, R>
  implements Host<S>, ListenerHost, NodeWorld<M> {
  readonly cluster: string;
  readonly self: NodeId;
  readonly nodes: number;
  readonly addresses: readonly Address[];
  readonly limits: Limits;
  readonly features: Features;
  readonly transport: Transport;
  readonly log: (line: string) => void;
  readonly traffic: Traffic = { sentBytes: 0, dropped: 0 };
  readonly draws: Draws;
  readonly took: Took | undefined;
  readonly ended: Promise<Error | undefined>;
  readonly #options: HostOptions<S, M, T, R>;
  readonly #messages: Messages<M>;
  readonly #journal: Journal<R>;
  readonly #commits: GroupCommit;
  readonly #node: HostedNode<S, M, T, R>;
  readonly #pending: PendingRequests;
  readonly #listener: Listener;
  readonly #links: readonly (PeerLink | undefined)[];
  readonly #sweeper: ReturnType<typeof setInterval>;
  readonly #unwatch: () => void;
  readonly #takes = (type: string) => this.#node.takes(type);
  #end: (error: Error | undefined) => void = () => {};
  #stopping: Promise<void> | undefined;

  /** Starts it. */
  constructor(options: HostOptions<S, M, T, R>) {
    const { cluster, self, addresses, protocol } = options;
    assertNodes(self, addresses.length);
    this.#options = options;
    this.#messages = new Messages(options.schema, options.requests, options.bulk);
    const { encodings } = this.#messages;
    this.cluster = cluster;
    this.self = self;
    this.nodes = addresses.length;
    this.addresses = addresses;
    this.limits = { ...defaultLimits, ...options.limits };
    const { compressions = [] } = options, { windowBytes: window } = this.limits;
    this.features = { encodings, compressions, window };
    this.transport = options.transport ?? plain;
    this.log = throttled(options.log ?? (() => {}));
    this.ended = new Promise((resolve) => this.#end = resolve);
    this.took = options.slowMs === undefined ? undefined : slowLog(options.slowMs, this.log);
    const seed = Draws.seed();
    this.draws = new Draws(seed);
    const journalLog = options.journal ?? this.#openLog();
    let saved;
    try {
      this.#journal = this.#journalIn(journalLog);
      saved = this.#journal.read();
      this.#pending = new PendingRequests(self, this.nodes, this.limits, firstRequest());
      this.#listener = new Listener(addresses[self]!, this);
    } catch (error) {
      void journalLog.close();
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

  pack(to: NodeId, message: M): Packed {
    return this.#messages.pack(message, this.#links[to]!.encoding);
  }

  send(to: NodeId, message: Packed): void {
    const length = message.bytes.length - FRAME_HEADER;
    if (length <= this.limits.frameBytes) return this.#links[to]!.sendMessage(message);
    this.traffic.dropped++;
    this.log(`dropped a message of ${length} bytes to node ${to}: it is too long`);
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

  fromPeer(node: NodeId, { encoding }: Connection, reader: ByteReader, kind: number): Taken {
    if (kind === kinds.relay) {
      const address = reader.varint();
      return this.#pending.answer(address, reader.bytes(reader.left));
    }
    if (kind !== kinds.message) throw new Refusal(`it sent a frame of kind ${kind}`);
    this.#node.receive(node, this.#messages.read(reader, encoding, "nodes", this.#takes));
    return this.#relief();
  }

  whenDurable(then: () => void): void {
    this.#commits.commit(undefined, then);
  }

  fromClient(connection: Connection, reader: ByteReader, kind: number): Taken {
    if (kind !== kinds.request) throw new Refusal(`it sent a frame of kind ${kind}`);
    const number = reader.varint(), timeoutMs = reader.varint();
    let message;
    try {
      message = this.#messages.read(reader, connection.encoding, "clients", this.#takes);
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

  /** While much waits for the disk, nothing more is read from the network. */
  #relief(): Promise<void> | undefined {
    if (this.#commits.waitingBytes >= this.limits.queueBytes) return this.#commits.settled();
  }

  #openLog(): JournalLog {
    const { folder, begun = false } = this.#options;
    return openWalLog(folder, { owner: logOwner(this.self, this.cluster), begun, log: this.log });
  }

  #journalIn(log: JournalLog): Journal<R> {
    const { protocol, compactBytes = 2 ** 24 } = this.#options;
    return new Journal<R>(log, {
      marks: true,
      compact: (records) => protocol.compact?.(records) ?? records.slice(-1),
      checkpoint: () => this.state === undefined ? undefined : protocol.checkpoint?.(this.state),
      compactBytes,
      took: this.took,
    });
  }

  #reach(peer: NodeId, address: Address): PeerLink {
    const { cluster, self: node, nodes } = this, hello = { cluster, node, to: peer, nodes };
    const { features, limits, traffic, transport, log } = this;
    return new PeerLink({ address, hello, features, limits, traffic, transport, log });
  }

  #sweep(): void {
    this.#pending.sweep();
    this.#listener.sweep();
    for (const link of this.#links) link?.tick();
  }

  #fail(what: string, error: unknown): void {
    if (this.#stopping !== undefined) return;
    this.log(`stops, because ${what}: ${reasonOf(error)}`);
    this.#stopping = this.#shut(error instanceof Error ? error : new Error(String(error)));
  }

  async #shut(error?: Error): Promise<void> {
    clearInterval(this.#sweeper);
    this.#unwatch();
    this.#node.stop();
    await this.#commits.settled();
    await this.#journal.stop();
    await Promise.all(this.#links.map((link) => link?.stop()));
    await this.#listener.close();
    this.#end(await this.#journal.close(error));
  }
}
