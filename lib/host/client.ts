/** A client of a host: it asks over one connection, as many requests at a time as it likes. @module */

import type { ByteReader } from "../codec/byte_reader.ts";
import { readPlain } from "../codec/decode_plain.ts";
import { wordsOf } from "../codec/schema/check.ts";
import { type Deadline, timeLeft, timerFor } from "../link/deadline/deadline.ts";
import type { Plain } from "../model/plain.ts";
import type { NodeId } from "../model/protocol.ts";
import { type Address, parseAddress } from "./address.ts";
import type { Connection } from "./connection.ts";
import { dial, printable } from "./dial.ts";
import { anyRequests, named, type Requests } from "./encoding.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import { encodeRequest } from "./outgoing_request.ts";
import type { Notary } from "./signing/notary.ts";
import { reasonOf } from "./operational_error.ts";
import type { Transport } from "./socket.ts";
import type { Squeezer } from "./squeezing.ts";
import { Watch } from "./watch.ts";
import { kinds, Refusal, unanswered } from "./wire.ts";

/** How often at least the host is looked after, in ms. */
const LOOK_MS = 500;

/** What became of a request. */
export type Reply =
  /** The protocol answered. */
  | { readonly kind: "answer"; readonly result: Plain }
  /** It did not take effect: it never left, or was sent back. `final`: it would be sent back again. */
  | { readonly kind: "refused"; readonly why: string; readonly final: boolean }
  /** It may have taken effect, may yet, or never will. */
  | { readonly kind: "unknown"; readonly why: string };

/** Who asks whom. */
export interface ClientOptions<M = unknown> {
  /** Where the host listens. */
  readonly address: Address;
  /** The name of the cluster; by default any will do. */
  readonly cluster?: string;
  /** How long reaching the host may take, in ms; default 2,000. */
  readonly connectMs?: number;
  /**
   * What it asks with, made once for all clients (`requestsOf`): it travels in the best encoding that the
   * host knows too, and what does not fit is refused before it leaves. Default: any plain data.
   */
  readonly requests?: Requests<M>;
  /** Signs what it asks, for a host that signs (`signing/notary.ts`); default: it asks as it is told. */
  readonly notary?: Pick<Notary, "prove"> | undefined;
  /** How frames are made shorter, the best first, with a host that wants it; default: they are not. */
  readonly compressions?: readonly Squeezer[];
  /** How long the host may be silent, in ms; default as for hosts. */
  readonly silenceMs?: number;
  /** What carries the bytes; default: TCP as it is. */
  readonly transport?: Transport | undefined;
}

interface Waiting {
  readonly done: (reply: Reply) => void;
  readonly endsAt: Deadline;
}

/** A connection to one host. Once it has ended it stays closed; to continue, make another. */
export class Client<M = unknown> {
  /** Resolves to the node's number, or to `undefined` if it cannot be reached. */
  readonly ready: Promise<NodeId | undefined>;
  /** The node's number, once it has said it. */
  node: NodeId | undefined;
  /** Where all nodes of its cluster listen, once it has said that. */
  addresses: readonly Address[] = [];
  readonly #stop = new AbortController();
  readonly #over: Promise<void>;
  readonly #waiting = new Map<number, Waiting>();
  readonly #requests: Requests<M>;
  readonly #notary: Pick<Notary, "prove"> | undefined;
  #connection: Connection | undefined;
  #why: string | undefined;
  /** Whether another connection would end as this one did: the two sides do not fit. */
  #final = false;
  #requestBytes = 0;
  #next = 0;
  #found: (node: NodeId | undefined) => void = () => {};
  #watching: ReturnType<typeof setInterval> | undefined;
  /** Rings when a request may be late, or before: one for all costs less than one for each. */
  #alarm: { readonly at: number; readonly timer: ReturnType<typeof setTimeout> } | undefined;

  /** Begins to connect. */
  constructor(options: ClientOptions<M>) {
    this.#requests = options.requests ?? anyRequests;
    this.#notary = options.notary;
    this.ready = new Promise((resolve) => this.#found = resolve);
    this.#over = this.#run(options);
  }

  /** Why the connection ended, once it has. */
  get closed(): string | undefined {
    return this.#why;
  }

  /** Asks, and waits for at most `timeoutMs`. */
  async ask(message: M, timeoutMs: number): Promise<Reply> {
    const fault = this.#requests.faultOf(message);
    if (fault !== undefined) {
      const why = `a request is not as it must be: ${wordsOf(fault)}`;
      return { kind: "refused", why, final: true };
    }
    const endsAt = performance.now() + timeoutMs;
    let proofs;
    try {
      proofs = await this.#notary?.prove(message);
    } catch (error) {
      return { kind: "refused", why: reasonOf(error), final: true };
    }
    // A timer for each request would cost more than the request.
    if (this.#connection === undefined) await within(this.ready, timeoutMs);
    const connection = this.#connection;
    if (connection === undefined || this.#why !== undefined) {
      return { kind: "refused", why: this.#why ?? "it does not answer", final: this.#final };
    }
    const leftMs = Math.max(1, Math.ceil(timeLeft(endsAt, performance.now())));
    const number = this.#next++, encoding = named(this.#requests.encodings, connection.encoding);
    const request = encodeRequest(number, leftMs, message, encoding, proofs);
    if (request.length > this.#requestBytes) {
      const why =
        `a request has at most ${this.#requestBytes} bytes, and this one ${request.length}`;
      return { kind: "refused", why, final: true };
    }
    return await new Promise<Reply>((resolve) => {
      this.#waiting.set(number, { done: resolve, endsAt });
      connection.send((writer) => writer.bytes(request));
      this.#ringBy(endsAt);
    });
  }

  /** Ends the connection; requests under way are unknown. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#over;
  }

  async #run(options: ClientOptions<M>): Promise<void> {
    const { address, cluster, compressions = [], transport, ...given } = options;
    const limits: Limits = {
      ...defaultLimits,
      handshakeMs: given.connectMs ?? defaultLimits.handshakeMs,
      silenceMs: given.silenceMs ?? defaultLimits.silenceMs,
    };
    const { why, final, welcomed } = await dial({
      address,
      hello: { cluster: cluster ?? null, node: null, to: null, nodes: null },
      features: { encodings: this.#requests.encodings.map(({ name }) => name), compressions },
      limits,
      traffic: { sentBytes: 0, dropped: 0 },
      transport,
      signal: this.#stop.signal,
      welcomed: (connection, { node, addresses, requestBytes }) => {
        this.#connection = connection;
        this.#requestBytes = requestBytes;
        const watch = new Watch(connection, limits);
        this.#watching = setInterval(() => watch.tick(), Math.min(LOOK_MS, limits.silenceMs / 8));
        this.node = node;
        this.addresses = addresses.map(parseAddress);
        this.#found(node);
      },
      take: (reader, kind) => this.#take(reader, kind),
    });
    clearInterval(this.#watching);
    clearTimeout(this.#alarm?.timer);
    this.#why = why;
    // Once the two sides know each other, it was about a request.
    this.#final = final && !welcomed;
    this.#found(undefined);
    for (const number of [...this.#waiting.keys()]) this.#end(number, { kind: "unknown", why });
  }

  #take(reader: ByteReader, kind: number): void {
    if (kind === kinds.pong) return;
    if (kind !== kinds.answer && kind !== kinds.unanswered) {
      throw new Refusal(`it sent a frame of kind ${kind}`);
    }
    const number = reader.varint();
    if (kind === kinds.answer) {
      this.#end(number, { kind: "answer", result: readPlain(reader) });
      return;
    }
    const reason = reader.byte();
    if (reason === unanswered.busy) {
      const why = "there are too many requests under way";
      this.#end(number, { kind: "refused", why, final: false });
    } else if (reason === unanswered.invalid) {
      const why = `it refused: ${printable(reader.text())}`;
      this.#end(number, { kind: "refused", why, final: true });
    } else this.#end(number, { kind: "unknown", why: "the time ran out" });
  }

  #end(number: number, reply: Reply): void {
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    waiting?.done(reply);
  }

  #ringBy(at: number): void {
    if (this.#alarm !== undefined) {
      if (this.#alarm.at <= at) return;
      clearTimeout(this.#alarm.timer);
    }
    const timer = setTimeout(() => this.#endLate(), timerFor(at, performance.now()));
    this.#alarm = { at, timer };
  }

  #endLate(): void {
    this.#alarm = undefined;
    const now = performance.now();
    let next = Infinity;
    for (const [number, { endsAt }] of [...this.#waiting]) {
      // The machine's timers may be early by a fraction.
      if (endsAt - now < 0.5) this.#end(number, { kind: "unknown", why: "the time ran out" });
      else next = Math.min(next, endsAt);
    }
    if (next < Infinity) this.#ringBy(next);
  }
}

async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  let timer;
  const patience = new Promise<undefined>((resolve) =>
    timer = setTimeout(() => resolve(undefined), timerFor(ms, 0))
  );
  const first = await Promise.race([promise, patience]);
  clearTimeout(timer);
  return first;
}
