/**
 * A client of the store: it finds the node that leads, tries again when one fails, and has a session, so
 * that what it tries again takes effect once (Ongaro 2014, section 6.3).
 *
 * @module
 */

import { type Address, showAddress } from "hb/host/address.ts";
import { Client, type Reply } from "hb/host/client.ts";
import { requestsOf } from "hb/host/encoding.ts";
import type { Transport } from "hb/host/socket.ts";
import type { Answer } from "hb/replicated/requests.ts";
import type { Failure } from "hb/wire/status.ts";
import { storeMachine } from "hb/replicated/store/machine.ts";
import { type Command, faultOf, type Result, type ValueOf } from "./operation.ts";
import {
  doneOrNot,
  isPassing,
  type Outcome,
  type Patience,
  type Refused,
  unlessAborted,
  wordsOf,
} from "./outcome.ts";
import { type Request, request } from "./shapes.ts";

/** What is asked of a node. */
const requests = requestsOf(request);

/** How long one node may take before another is asked, in ms. */
const attemptMs = 700;

/** The pause before another attempt, in ms. */
const pauseMs = 30;

/** Where the store is. */
export interface StoreAt {
  /** Some of its nodes. */
  readonly addresses: readonly Address[];
  /** The name of the cluster; by default any will do. */
  readonly cluster?: string;
  /** What carries the bytes; default: TCP as it is. */
  readonly transport?: Transport | undefined;
  /** Whether reads go through the log, however the cluster reads; default false. */
  readonly throughLog?: boolean;
  /** Hears at once, and once, that every node was tried and none was reached. */
  readonly unreached?: () => void;
}

/** A client that asks one thing at a time. */
export class StoreClient {
  readonly #cluster: string | undefined;
  readonly #throughLog: boolean;
  readonly #transport: Transport | undefined;
  #unreached: (() => void) | undefined;
  /** Where to ask: what was given, and what nodes have told. */
  readonly #addresses: Address[];
  readonly #clients = new Map<number, Client<Request>>();
  /** Which of the addresses is asked next, counted round and round. */
  #turn = 0;
  /** How often in a row a node has sent this client on to another. */
  #redirects = 0;
  /** Its session; null: there are none, and what may have been done must not be asked again. */
  #session: number | null | undefined;
  #sequence = 0;

  /** A client that has not connected yet. */
  constructor({ addresses, cluster, transport, throughLog = false, unreached }: StoreAt) {
    this.#transport = transport;
    this.#throughLog = throughLog;
    this.#addresses = [...addresses];
    this.#cluster = cluster;
    this.#unreached = unreached;
  }

  /** Asks for one command, and tries for at most `timeoutMs`. */
  async ask<C extends Command>(command: C, timeoutMs: number): Promise<Result<ValueOf<C>>> {
    const outcome = await this.execute(command, { end: performance.now() + timeoutMs });
    if (outcome.kind !== "done") return { kind: outcome.kind, why: outcome.why };
    return { kind: "ok", value: outcome.result as ValueOf<C> };
  }

  /** Asks for one command, and says what came of it with the reason why. */
  async execute(command: Command, patience: Patience): Promise<Outcome> {
    const fault = faultOf(command);
    if (fault !== undefined) return { kind: "fail", failure: "invalid", why: fault };
    // To read twice does no harm.
    if (command.type === "get" && !this.#throughLog) {
      return await this.#insist({ type: "read", command }, patience);
    }
    if (storeMachine.reads!(command)) {
      return await this.#insist({ type: "request", command, stamp: null }, patience);
    }
    if (this.#session === undefined) {
      const opened = await this.#insist({ type: "register" }, patience);
      // A session that nobody knows of does no harm.
      if (opened.kind !== "done") return { ...opened, kind: "fail" };
      this.#session = opened.result as number | null;
    }
    if (this.#session === null) {
      return await this.#insist({ type: "request", command, stamp: null }, patience, true);
    }
    const sequence = ++this.#sequence;
    const stamp = { session: this.#session, sequence, lowest: sequence };
    return await this.#insist({ type: "request", command, stamp }, patience);
  }

  /** Ends its connections. */
  async close(): Promise<void> {
    await Promise.all([...this.#clients.values()].map((client) => client.close()));
    this.#clients.clear();
  }

  /**
   * Asks one node after another until there is an answer that will stay so, or time runs out; `once`: none after
   * one that may have done it, for whose answer it waits as long as there is time.
   */
  async #insist(
    message: Request,
    { end, unsentEnd = end, signal }: Patience,
    once = false,
  ): Promise<Outcome> {
    let why = "no node was reached", sent = false, busy = false;
    // A read and a session that nobody knows of have done nothing, whatever became of them.
    const harmless = !once && (message.type !== "request" || message.stamp === null);
    const given = (failure: Failure): Outcome => {
      const unsure = sent && !harmless;
      return { kind: sent ? "unknown" : "fail", failure: unsure ? "unknown" : failure, why };
    };
    this.#redirects = 0;
    for (;;) {
      if (signal?.aborted) return given(signal.reason === "stopping" ? "stopping" : "cancelled");
      const now = performance.now(), leftMs = end - now;
      if (!sent && now >= unsentEnd) return given(busy ? "busy" : "no leader");
      if (leftMs <= 0) return { kind: "unknown", failure: "late", why };
      const waitMs = once ? leftMs : Math.min(leftMs, attemptMs);
      const reply = await unlessAborted(this.#try(message, waitMs), signal);
      if (reply.kind === "answer") {
        const answer = reply.result as unknown as Answer;
        if (answer.ok) return doneOrNot(answer);
        why = wordsOf(answer);
        busy = answer.why === "busy";
        if (answer.why === "session expired") {
          this.#session = undefined;
          return { kind: "unknown", failure: "unknown", why };
        }
        // An earlier attempt may have done what this one was refused.
        if (!isPassing(answer)) return given("full");
        if (this.#follow(answer)) continue;
      } else {
        why = `${showAddress(this.#address)}: ${reply.why}`;
        if (reply.kind === "unknown") {
          sent = true;
          if (once) return given("unknown");
        } else if (reply.final && this.#isFinal()) return given(this.#faultOf());
      }
      this.#turn++;
      this.#redirects = 0;
      if (this.#turn % this.#addresses.length === 0) this.#tellUnreached();
      await new Promise((resolve) => setTimeout(resolve, Math.min(pauseMs, Math.max(0, leftMs))));
    }
  }

  /** Says that nobody was reached, if nobody ever was. */
  #tellUnreached(): void {
    if ([...this.#clients.values()].some(({ node }) => node !== undefined)) return;
    this.#unreached?.();
    this.#unreached = undefined;
  }

  /**
   * Whether what the last node refused for good is refused by all that can be reached: the request, or this
   * client.
   */
  #isFinal(): boolean {
    if (this.#clients.get(this.#place)?.node !== undefined) return true;
    return this.#addresses.every((_, place) => {
      const client = this.#clients.get(place);
      return client?.closed !== undefined && client.node === undefined;
    });
  }

  /** What is wrong when a node refuses for good: the request, or this client. */
  #faultOf(): Failure {
    return this.#clients.get(this.#place)?.node === undefined ? "no leader" : "invalid";
  }

  /**
   * Turns to the leader at once if the answer names it; false if it does not, or if that leads in
   * circles.
   */
  #follow(answer: Refused): boolean {
    if (answer.why !== "not leader" || answer.leader === null) return false;
    if (this.#redirects++ >= this.#addresses.length) return false;
    const place = this.#placeOf(answer.leader);
    if (place === undefined || place === this.#place) return false;
    this.#turn = place;
    return true;
  }

  /** Where a node is: whoever names it has also said where the nodes of its cluster listen. */
  #placeOf(node: number): number | undefined {
    const address = this.#clients.get(this.#place)?.addresses[node];
    if (address === undefined) return undefined;
    const known = this.#addresses.findIndex((other) => showAddress(other) === showAddress(address));
    return known >= 0 ? known : this.#addresses.push(address) - 1;
  }

  async #try(message: Request, timeoutMs: number): Promise<Reply> {
    const place = this.#place;
    let client = this.#clients.get(place);
    if (client === undefined || client.closed !== undefined) {
      const cluster = this.#cluster;
      client = new Client({
        address: this.#address,
        requests,
        transport: this.#transport,
        ...(cluster === undefined ? {} : { cluster }),
      });
      this.#clients.set(place, client);
    }
    return await client.ask(message, timeoutMs);
  }

  get #place(): number {
    return this.#turn % this.#addresses.length;
  }

  get #address(): Address {
    return this.#addresses[this.#place]!;
  }
}
