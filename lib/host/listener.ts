/**
 * The listening side: which connections are accepted, which are refused, and what an accepted one may
 * send.
 *
 * @module
 */

import { ByteReader } from "../codec/byte_reader.ts";
import { MalformedBytes } from "../codec/malformed.ts";
import { type Address, showAddress } from "./address.ts";
import { Connection, ends } from "./connection.ts";
import { printable } from "./dial.ts";
import { agree, settled } from "./features.ts";
import { assertWelcome } from "./greeting.ts";
import { receiverFor, ReceivingLanes } from "./lanes/receiving.ts";
import type { ListenerHost } from "./listener_host.ts";
import { OperationalError, reasonOf } from "./operational_error.ts";
import { Repeats } from "./repeats.ts";
import { type Lodger, whoGivesWay } from "./room.ts";
import type { Acceptor, Socket } from "./socket.ts";
import { assertShown, type Shown } from "./trust.ts";
import { type Hello, kinds, readHello, Refusal, writeKind } from "./wire.ts";

interface Inbound extends Lodger {
  readonly connection: Connection;
  readonly cameAt: number;
  askedAt: number;
  /** Who it has shown to be, where it must. */
  shown: Shown | undefined;
  /** Who it is, as soon as it has said so. */
  hello: Hello | undefined;
  /** How its messages come, if not one by one. */
  lanes?: ReceivingLanes;
}

/** A port that is open. */
export class Listener {
  /** Where it is. */
  readonly address: Address;
  readonly #listener: Acceptor;
  readonly #host: ListenerHost;
  readonly #inbound = new Set<Inbound>();
  readonly #talks = new Set<Promise<void>>();
  readonly #said = new Repeats();

  /** Opens a port; throws `OperationalError` if that cannot be. */
  constructor(address: Address, host: ListenerHost) {
    this.#host = host;
    try {
      this.#listener = host.transport.listen(address);
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
      connection.checkTrust();
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

  async #receive(socket: Socket): Promise<void> {
    const { limits, traffic, log } = this.#host;
    const connection = new Connection(socket, limits, traffic);
    const { hostname } = socket.remoteAddr, cameAt = performance.now();
    if (this.#inbound.size >= limits.connections && !this.#makeRoom(hostname)) {
      log(
        `turned ${connection.name} away: ${limits.connections} connections are the most there may be`,
      );
      return await connection.refuse("there are too many connections", true);
    }
    const nobody = { shown: undefined, hello: undefined };
    const inbound: Inbound = { connection, hostname, cameAt, askedAt: cameAt, ...nobody };
    this.#inbound.add(inbound);
    try {
      inbound.shown = await connection.shown();
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

  #left({ connection, hostname, hello }: Inbound, why: string): void {
    if (hello === undefined) this.#logStranger(connection.name, hostname, why);
    else if (hello.node !== null) {
      this.#host.log(`node ${hello.node} is no longer connected: ${why}`);
    } else if (why !== ends.there && why !== ends.here) {
      this.#host.log(`turned a client at ${connection.name} away: ${why}`);
    }
  }

  /** Whoever is turned away may come again and again. */
  #logStranger(name: string, hostname: string, why: string): void {
    if (!this.#said.has(`${hostname} ${why}`)) this.#host.log(`turned ${name} away: ${why}`);
  }

  async #reject({ connection, hostname, hello }: Inbound, error: unknown): Promise<void> {
    const known = error instanceof Refusal || error instanceof MalformedBytes;
    const why = printable(known ? error.message : `of an error here: ${reasonOf(error)}`);
    if (hello === undefined) this.#logStranger(connection.name, hostname, why);
    else {
      const who = hello.node === null ? "a client" : `node ${hello.node}`;
      this.#host.log(`turned ${who} at ${connection.name} away: ${why}`);
    }
    await connection.refuse(why, error instanceof Refusal && error.passes);
  }

  #take(inbound: Inbound, reader: ByteReader): Promise<void> | void {
    const { hello, connection } = inbound;
    const kind = reader.byte();
    if (kind === kinds.refusal || kind === kinds.full) {
      throw new Refusal(`it refused: ${printable(reader.text())}`, { passes: true });
    }
    if (hello === undefined) return this.#greet(inbound, reader, kind);
    if (kind === kinds.ping) return connection.sendBare(kinds.pong);
    if (hello.node === null) {
      inbound.askedAt = performance.now();
      return this.#host.fromClient(connection, reader, kind);
    }
    if (inbound.lanes !== undefined) return inbound.lanes.receive(kind, reader);
    return this.#host.fromPeer(hello.node, connection, reader, kind);
  }

  #greet(inbound: Inbound, reader: ByteReader, kind: number): void {
    const { self, limits, log, features } = this.#host;
    const addresses = this.#host.addresses.with(self, this.address).map(showAddress);
    if (kind !== kinds.hello) throw new Refusal("its greeting does not say who it is");
    const hello = readHello(reader);
    assertWelcome(hello, this.#host);
    assertShown(hello, inbound.shown, this.#host.mustShow);
    if (hello.node === null) this.#assertRoom(inbound.hostname);
    const agreed = agree(features, hello), { requestBytes } = limits;
    inbound.hello = hello;
    const welcome = { node: self, addresses, requestBytes, ...agreed };
    inbound.connection.send((writer) => writeKind(writer, kinds.welcome, welcome));
    // What is said from here on may be compressed.
    const longest = hello.node === null ? requestBytes : limits.frameBytes;
    inbound.connection.trust(longest, settled(features, agreed));
    if (hello.node === null) return;
    const { connection } = inbound, { window } = connection;
    if (window > 0) {
      const receiver = receiverFor(this.#host, hello.node, connection);
      inbound.lanes = new ReceivingLanes(window, limits.frameBytes, receiver);
    }
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
