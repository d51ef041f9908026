/** Where clients of gRPC connect: who is taken, who is turned away, and when. @module */

import type { Duplex } from "node:stream";
import { type Address, showAddress } from "hb/host/address.ts";
import { printable } from "hb/host/dial.ts";
import { OperationalError, reasonOf } from "hb/host/operational_error.ts";
import { Repeats } from "hb/host/repeats.ts";
import type { Acceptor, Socket, Transport } from "hb/host/socket.ts";
import { Refusal } from "hb/host/wire.ts";
import { SocketStream } from "./duplex.ts";
import { turnAway } from "./stranger.ts";

/** How long one may take to show who it is, and one who is turned away may stay, in ms. */
const patienceMs = 10_000;

/** How often it is looked whether those who were believed still are, in ms. */
const sweepMs = 1_000;

/** Where to listen, and who takes the connections. */
export interface Listening {
  readonly listen: Address;
  readonly transport: Transport;
  /** How many connections there may be at a time. */
  readonly connections: number;
  readonly take: (connection: Duplex) => void;
  /** Hears who is turned away, and why. */
  readonly log: (line: string) => void;
}

/** A connection from its first byte on. */
interface Guest {
  readonly socket: Socket;
  readonly stream: SocketStream;
  /** Whether it was handed on. */
  taken: boolean;
  /** Those who are not taken end then, on the clock of `performance.now()`. */
  until: number;
}

/** A port that is open. */
export class GrpcListener {
  readonly address: Address;
  readonly #listening: Listening;
  readonly #acceptor: Acceptor;
  readonly #guests = new Set<Guest>();
  readonly #said = new Repeats();
  readonly #sweeps: ReturnType<typeof setInterval>;
  readonly #accepting: Promise<void>;
  #closed = false;

  /** Opens the port; throws `OperationalError` where that is not possible. */
  constructor(listening: Listening) {
    const { listen, transport } = listening;
    this.#listening = listening;
    try {
      this.#acceptor = transport.listen(listen);
    } catch (error) {
      throw new OperationalError(
        `Cannot serve gRPC at ${showAddress(listen)} because a port that is free is required: ` +
          reasonOf(error),
      );
    }
    this.address = { ...listen, port: this.#acceptor.addr.port };
    this.#sweeps = setInterval(() => this.#sweep(), sweepMs);
    this.#accepting = this.#accept();
  }

  /** Takes no more connections, and ends those there are. */
  async close(): Promise<void> {
    clearInterval(this.#sweeps);
    // Whoever stops may do so again.
    if (!this.#closed) this.#acceptor.close();
    this.#closed = true;
    for (const { stream } of this.#guests) stream.destroy();
    await this.#accepting;
  }

  async #accept(): Promise<void> {
    while (!this.#closed) {
      try {
        void this.#receive(await this.#acceptor.accept());
      } catch (error) {
        if (this.#closed) return;
        this.#listening.log(`cannot accept a connection for gRPC: ${reasonOf(error)}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  async #receive(socket: Socket): Promise<void> {
    const stream = new SocketStream(socket), { connections, take } = this.#listening;
    const guest = { socket, stream, taken: false, until: performance.now() + patienceMs };
    socket.setNoDelay();
    if (this.#guests.size >= connections && !this.#makeRoom()) {
      this.#log(socket, `${connections} connections are the most there may be`);
      return void stream.destroy();
    }
    this.#guests.add(guest);
    stream.on("close", () => this.#guests.delete(guest));
    try {
      await socket.trust?.shown;
    } catch (error) {
      return this.#reject(guest, error);
    }
    // It may have taken too long, or this side has ended.
    if (stream.destroyed) return;
    guest.taken = true;
    take(stream);
  }

  #reject(guest: Guest, error: unknown): void {
    const { socket, stream } = guest;
    if (stream.destroyed) return;
    // Whoever goes away before it has shown anything is nobody to speak of.
    if (!(error instanceof Refusal)) return void stream.destroy();
    const why = printable(error.message);
    this.#log(socket, why);
    guest.until = performance.now() + patienceMs;
    turnAway(stream, why);
  }

  /** Those who have shown nothing, or are turned away, give way to others. */
  #makeRoom(): boolean {
    for (const guest of this.#guests) {
      if (guest.taken) continue;
      this.#guests.delete(guest);
      guest.stream.destroy();
      return true;
    }
    return false;
  }

  #sweep(): void {
    const now = performance.now();
    for (const { socket, stream, taken, until } of this.#guests) {
      const lapsed = taken ? socket.trust?.lapsed() : undefined;
      if (lapsed !== undefined) this.#log(socket, lapsed);
      if (lapsed !== undefined || (!taken && now > until)) stream.destroy();
    }
  }

  /** Whoever is turned away may come again and again. */
  #log({ remoteAddr }: Socket, why: string): void {
    if (this.#said.has(`${remoteAddr.hostname} ${why}`)) return;
    this.#listening.log(`turned a client of gRPC at ${showAddress(remoteAddr)} away: ${why}`);
  }
}
