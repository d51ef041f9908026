/** The parts of a host, put together; `host.ts` says what it is for. @module */

import type { ByteReader } from "../codec/byte_reader.ts";
import { FRAME_HEADER } from "../codec/frame.ts";
import type { NodeId, Tagged } from "../model/protocol.ts";
import type { Address } from "./address.ts";
import type { Connection } from "./connection.ts";
import { Incoming } from "./incoming.ts";
import { assertNodes, firstRequest, ownerOf, PendingRequests } from "./pending_requests.ts";
import { Listener } from "./listener.ts";
import type { ListenerHost, Taken } from "./listener_host.ts";
import { Draws } from "./draws.ts";
import type { Features } from "./features.ts";
import { GroupCommit } from "./group_commit.ts";
import type { Counters, Host, HostOptions } from "./options.ts";
import type { Journal } from "./journal.ts";
import { nodeJournal, openNodeLog } from "./node_journal.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import { Messages } from "./messages.ts";
import { HostedNode, type NodeWorld, type Packed } from "./node.ts";
import { PeerLink } from "./peer_link.ts";
import { slowLog, type Took, watchLoop } from "./slow.ts";
import { throttled } from "./throttle.ts";
import { reasonOf } from "./operational_error.ts";
import { beginSigning } from "./signing/begin.ts";
import type { Boundary } from "./signing/boundary.ts";
import { plain, type Transport } from "./socket.ts";
import type { Traffic } from "./traffic.ts";
import { kinds } from "./wire.ts";

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
  readonly mustShow: boolean;
  readonly ended: Promise<Error | undefined>;
  readonly #boundary: Boundary | undefined;
  readonly #messages: Messages<M>;
  readonly #journal: Journal<unknown>;
  readonly #commits: GroupCommit;
  readonly #node: HostedNode<S, M, T, unknown>;
  readonly #pending: PendingRequests;
  readonly #incoming: Incoming<M>;
  readonly #listener: Listener;
  readonly #links: readonly (PeerLink | undefined)[];
  readonly #sweeper: ReturnType<typeof setInterval>;
  readonly #unwatch: () => void;
  #end: (error: Error | undefined) => void = () => {};
  #stopping: Promise<void> | undefined;

  /** Starts it. */
  constructor(options: HostOptions<S, M, T, R>) {
    const { cluster, self, addresses } = options;
    assertNodes(self, addresses.length);
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
    const seed = Draws.seed(), { limits, traffic, log, took } = this;
    this.draws = new Draws(seed);
    const state = () => this.#node?.state;
    const { protocol, boundary } = beginSigning(options, { limits, traffic, log, state });
    this.#boundary = boundary;
    this.mustShow = boundary !== undefined;
    const journalLog = openNodeLog(options, log);
    let saved;
    try {
      const { compactBytes } = options;
      this.#journal = nodeJournal(journalLog, protocol, { compactBytes, took, state });
      saved = this.#journal.read();
      this.#pending = new PendingRequests(self, this.nodes, this.limits, firstRequest());
      this.#listener = new Listener(addresses[self]!, this);
    } catch (error) {
      void journalLog.close();
      throw error;
    }
    this.#incoming = new Incoming<M>({
      messages: this.#messages,
      pending: this.#pending,
      takes: (type) => this.#node.takes(type),
      receive: (from, message) => this.#node.receive(from, message),
      relief: () => this.#relief(),
      boundary,
    });
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
    const unproven = this.#boundary?.unproven ?? 0;
    return { steps, commits, syncs, compactions, ...this.traffic, unproven };
  }

  stop(): Promise<void> {
    return this.#stopping ??= this.#shut();
  }

  commit(records: Uint8Array | undefined, leave: (() => void) | undefined): void {
    this.#commits.commit(records, leave);
  }

  pack(to: NodeId, message: M): Packed {
    const packed = this.#messages.pack(message, this.#links[to]!.encoding);
    return this.#boundary?.proven(packed, message) ?? packed;
  }

  send(to: NodeId, message: Packed): void {
    if (this.#boundary === undefined) this.#leave(to, message);
    else this.#boundary.send(to, message, (signed) => this.#leave(to, signed));
  }

  #leave(to: NodeId, message: Packed): void {
    const length = message.bytes.length - FRAME_HEADER;
    if (length <= this.limits.frameBytes) return this.#links[to]!.sendMessage(message);
    this.traffic.dropped++;
    this.log(`dropped a message of ${length} bytes to node ${to}: it is too long`);
  }

  answer(address: NodeId, result: Uint8Array): void {
    const owner = ownerOf(address, this.nodes);
    if (owner === this.self) return this.#pending.answer(address, result);
    // Among liars, a client believes nobody but the node that it has asked.
    if (this.#boundary !== undefined) return void this.traffic.dropped++;
    this.#links[owner]!.send((writer) => {
      writer.byte(kinds.relay);
      writer.varint(address);
      writer.bytes(result);
    });
  }

  failed(where: string, error: unknown): void {
    this.#fail(`a handler threw ${where}`, error);
  }

  fromPeer(node: NodeId, connection: Connection, reader: ByteReader, kind: number): Taken {
    return this.#incoming.fromPeer(node, connection, reader, kind);
  }

  whenDurable(then: () => void): void {
    this.#commits.commit(undefined, then);
  }

  fromClient(connection: Connection, reader: ByteReader, kind: number): Taken {
    return this.#incoming.fromClient(connection, reader, kind);
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
    await this.#boundary?.settled();
    await this.#journal.stop();
    await Promise.all(this.#links.map((link) => link?.stop()));
    await this.#listener.close();
    this.#end(await this.#journal.close(error));
  }
}
