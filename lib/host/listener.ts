/**
 * The listening side: which connections are accepted, which are refused, and what an accepted one may
 * send.
 *
 * @module
 */

import { ByteReader } from "../codec/byte_reader.ts";
import { MalformedBytes } from "../codec/malformed.ts";
import type { NodeId } from "../model/protocol.ts";
import { type Address, showAddress } from "./address.ts";
import { Connection, ends, type Traffic } from "./connection.ts";
import { printable } from "./dial.ts";
import { assertWelcome } from "./greeting.ts";
import type { Limits } from "./limits.ts";
import { OperationalError, reasonOf } from "./operational_error.ts";
import { type Lodger, whoGivesWay } from "./room.ts";
import { type Hello, kinds, readHello, Refusal, writeKind } from "./wire.ts";

/** What a listener needs of its host. */
export interface ListenerHost {
  /** The name of the cluster: members of others are refused. */
  readonly cluster: string;
  /** This node. */
  readonly self: NodeId;
  /** How many nodes there are. */
  readonly nodes: number;
  /** Where they listen. */
  readonly addresses: readonly Address[];
  /** What is allowed. */
  readonly limits: Limits;
  /** What is counted. */
  readonly traffic: Traffic;
  /** Hears what a person may want to know. */
  readonly log: (line: string) => void;
  /** A frame from a peer. Throws if it is not allowed; reading waits for the promise that it returns. */
  fromPeer(node: NodeId, reader: ByteReader, kind: number): Promise<void> | void;
  /** A frame of a client. */
  fromClient(connection: Connection, reader: ByteReader, kind: number): Promise<void> | void;
  /** Whether a client waits for an answer. */
  isBusy(connection: Connection): boolean;
  /** A client has gone. */
  clientGone(connection: Connection): void;
}

interface Inbound extends Lodger {
  readonly connection: Connection;
  readonly cameAt: number;
  askedAt: number;
  /** Who it is, as soon as it has said so. */
  hello: Hello | undefined;
}

/** A port that is open. */
export class Listener {
  /** Where it is. */
  readonly address: Address;
  readonly #listener: Deno.TcpListener;
  readonly #host: ListenerHost;
  readonly #inbound = new Set<Inbound>();
  readonly #talks = new Set<Promise<void>>();

  /** Opens a port; throws `OperationalError` if that cannot be. */
  constructor(address: Address, host: ListenerHost) {
    this.#host = host;
    try {
      this.#listener = Deno.listen({ ...address, transport: "tcp" });
    } catch (error) {
      throw new OperationalError(
        `Cannot listen at ${showAddress(address)} because ` +
          `a free port of this machine is required: ` +
          `${reasonOf(error)}`,
      );
    }
    this.address = { ...address, port: this.#listener.addr.port };
    this.#track(this.#accept());
  }

  /** Closes connections that are too slow. To be called about once a second. */
  sweep(): void {
    const now = performance.now(), { limits } = this.#host;
    for (const { connection, cameAt, askedAt, hello } of this.#inbound) {
      connection.checkPace();
      if (hello === undefined) {
        if (now - cameAt > limits.handshakeMs) connection.close("it did not say who it is in time");
      } else if (hello.node === null) {
        if (now - askedAt > limits.idleMs && !this.#host.isBusy(connection)) {
          connection.close("it asked nothing for too long");
        }
      } else if (now - connection.heardAt > limits.silenceMs) {
        connection.close("it has fallen silent");
      }
    }
  }

  /** Closes the port, and every connection after what is on its way to be written. */
  async close(): Promise<void> {
    this.#listener.close();
    for (const { connection } of this.#inbound) await connection.flush(200);
    for (const { connection } of this.#inbound) connection.close(ends.here);
    await Promise.all(this.#talks);
  }

  async #accept(): Promise<void> {
    for (;;) {
      let socket;
      try {
        socket = await this.#listener.accept();
      } catch (error) {
        if (error instanceof Deno.errors.BadResource || isClosed(error)) return;
        this.#host.log(`cannot accept a connection: ${reasonOf(error)}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
        continue;
      }
      this.#track(this.#receive(socket));
    }
  }

  #track(talk: Promise<void>): void {
    this.#talks.add(talk);
    talk.finally(() => this.#talks.delete(talk));
  }

  async #receive(socket: Deno.TcpConn): Promise<void> {
    const { limits, traffic, log } = this.#host;
    const connection = new Connection(socket, limits, traffic);
    const { hostname } = socket.remoteAddr, cameAt = performance.now();
    if (this.#inbound.size >= limits.connections && !this.#makeRoom(hostname)) {
      log(
        `turned ${connection.name} away: ${limits.connections} connections are the most there may be`,
      );
      return await connection.refuse("there are too many connections", true);
    }
    const inbound: Inbound = { connection, hostname, cameAt, askedAt: cameAt, hello: undefined };
    this.#inbound.add(inbound);
    try {
      const why = await connection.read((body) => this.#take(inbound, new ByteReader(body)));
      this.#left(inbound, why);
    } catch (error) {
      await this.#reject(inbound, error);
    } finally {
      this.#inbound.delete(inbound);
      if (inbound.hello?.node === null) this.#host.clientGone(connection);
      connection.close("it is over");
    }
  }

  /** Connections that have not identified themselves are closed, oldest first; then idle clients. */
  #makeRoom(hostname: string): boolean {
    for (const { connection, hello } of this.#inbound) {
      if (hello !== undefined || connection.closed) continue;
      connection.close("it had not said who it is when another came");
      return true;
    }
    return this.#evictIdlest(hostname);
  }

  /** Sends away a client that asks nothing; false when there is none. */
  #evictIdlest(newcomer: string): boolean {
    const idlest = whoGivesWay(this.#idleClients(), newcomer);
    if (idlest === undefined) return false;
    this.#inbound.delete(idlest);
    void idlest.connection.refuse("it asked nothing when another needed the room", true);
    return true;
  }

  *#idleClients(): Generator<Inbound> {
    for (const inbound of this.#inbound) {
      const { connection, hello } = inbound;
      if (hello?.node === null && !connection.closed && !this.#host.isBusy(connection)) {
        yield inbound;
      }
    }
  }

  #left({ connection, hello }: Inbound, why: string): void {
    if (hello === undefined) this.#host.log(`turned ${connection.name} away: ${why}`);
    else if (hello.node !== null) {
      this.#host.log(`node ${hello.node} is no longer connected: ${why}`);
    } else if (why !== ends.there && why !== ends.here) {
      this.#host.log(`turned a client at ${connection.name} away: ${why}`);
    }
  }

  async #reject({ connection, hello }: Inbound, error: unknown): Promise<void> {
    const known = error instanceof Refusal || error instanceof MalformedBytes;
    const why = printable(known ? error.message : `of an error here: ${reasonOf(error)}`);
    const who = hello === undefined
      ? connection.name
      : hello.node === null
      ? `a client at ${connection.name}`
      : `node ${hello.node} at ${connection.name}`;
    this.#host.log(`turned ${who} away: ${why}`);
    await connection.refuse(why, error instanceof Refusal && error.passes);
  }

  #take(inbound: Inbound, reader: ByteReader): Promise<void> | void {
    const { hello, connection } = inbound;
    const kind = reader.byte();
    if (hello === undefined) return this.#greet(inbound, reader, kind);
    if (kind === kinds.ping) return connection.sendBare(kinds.pong);
    if (hello.node === null) {
      inbound.askedAt = performance.now();
      return this.#host.fromClient(connection, reader, kind);
    }
    return this.#host.fromPeer(hello.node, reader, kind);
  }

  #greet(inbound: Inbound, reader: ByteReader, kind: number): void {
    const { self, limits, log } = this.#host;
    const addresses = this.#host.addresses.with(self, this.address).map(showAddress);
    if (kind !== kinds.hello) throw new Refusal("its greeting does not say who it is");
    const hello = readHello(reader);
    assertWelcome(hello, this.#host);
    if (hello.node === null) this.#assertRoom(inbound.hostname);
    inbound.hello = hello;
    inbound.connection.trust(hello.node === null ? limits.requestBytes : limits.frameBytes);
    inbound.connection.send((writer) =>
      writeKind(writer, kinds.welcome, { node: self, addresses, requestBytes: limits.requestBytes })
    );
    if (hello.node === null) return;
    for (const other of this.#inbound) {
      if (other !== inbound && other.hello?.node === hello.node) {
        other.connection.close("it has connected anew");
      }
    }
    log(`node ${hello.node} has connected`);
  }

  /** Some connections are kept for peers. */
  #assertRoom(newcomer: string): void {
    const { limits, nodes } = this.#host;
    let clients = 0;
    for (const { hello } of this.#inbound) if (hello?.node === null) clients++;
    if (clients < Math.max(1, limits.connections - nodes) || this.#evictIdlest(newcomer)) return;
    throw new Refusal("there are too many clients", { passes: true });
  }
}

function isClosed(error: unknown): boolean {
  return error instanceof Deno.errors.Interrupted || /closed/i.test(String(error));
}
