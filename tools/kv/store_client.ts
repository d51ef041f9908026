/**
 * A client of the store: it finds the node that leads, tries again when one fails, and has a session, so
 * that what it tries again takes effect once (Ongaro 2014, section 6.3).
 *
 * @module
 */

import { type Address, showAddress } from "hb/host/address.ts";
import { Client, type Reply } from "hb/host/client.ts";
import type { ReadMessage } from "hb/reads/messages.ts";
import type { Answer, ClientRequest } from "hb/replicated/requests.ts";
import { faultOf, type Operation, type Result } from "./operation.ts";

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
  /** Whether reads go through the log, however the cluster reads; default false. */
  readonly throughLog?: boolean;
  /** Hears at once, and once, that every node was tried and none was reached. */
  readonly unreached?: () => void;
}

/** What is asked of a node. */
type Message = ClientRequest | Extract<ReadMessage, { type: "read" }>;

/** What came of one attempt after another. */
type Outcome =
  | { readonly kind: "answer"; readonly answer: Answer }
  | { readonly kind: "fail" | "unknown"; readonly why: string };

/** A client that asks one thing at a time. */
export class StoreClient {
  readonly #cluster: string | undefined;
  readonly #throughLog: boolean;
  #unreached: (() => void) | undefined;
  /** Where to ask: what was given, and what nodes have told. */
  readonly #addresses: Address[];
  readonly #clients = new Map<number, Client>();
  /** Which of the addresses is asked next, counted round and round. */
  #turn = 0;
  /** How often in a row a node has sent this client on to another. */
  #redirects = 0;
  #session: number | undefined;
  #sequence = 0;

  /** A client that has not connected yet. */
  constructor({ addresses, cluster, throughLog = false, unreached }: StoreAt) {
    this.#throughLog = throughLog;
    this.#addresses = [...addresses];
    this.#cluster = cluster;
    this.#unreached = unreached;
  }

  /** Asks for one operation, and tries for at most `timeoutMs`. */
  async ask(operation: Operation, timeoutMs: number): Promise<Result> {
    const end = performance.now() + timeoutMs, fault = faultOf(operation);
    if (fault !== undefined) return { kind: "fail", why: fault };
    // To read twice does no harm.
    if (operation.type === "get") {
      return this.#throughLog
        ? await this.#execute({ type: "request", command: operation, stamp: null }, end)
        : await this.#execute({ type: "read", command: operation }, end);
    }
    if (this.#session === undefined) {
      const opened = await this.#insist({ type: "register" }, end);
      if (opened.kind !== "answer") return { kind: "fail", why: opened.why };
      if (!opened.answer.ok) return { kind: "fail", why: wordsOf(opened.answer) };
      this.#session = opened.answer.result as number;
    }
    const sequence = ++this.#sequence;
    const stamp = { session: this.#session, sequence, lowest: sequence };
    return await this.#execute({ type: "request", command: operation, stamp }, end);
  }

  /** Ends its connections. */
  async close(): Promise<void> {
    await Promise.all([...this.#clients.values()].map((client) => client.close()));
    this.#clients.clear();
  }

  async #execute(message: Message, end: number): Promise<Result> {
    const outcome = await this.#insist(message, end);
    if (outcome.kind !== "answer") return { kind: outcome.kind, why: outcome.why };
    const { answer } = outcome;
    if (answer.ok) return { kind: "ok", value: answer.result as string | boolean | null };
    if (answer.why === "session expired") {
      this.#session = undefined;
      return { kind: "unknown", why: "the session has expired" };
    }
    return { kind: "fail", why: wordsOf(answer) };
  }

  /** Asks one node after another until there is an answer that will stay so, or time runs out. */
  async #insist(message: Message, end: number): Promise<Outcome> {
    let why = "no node was reached", sent = false;
    this.#redirects = 0;
    for (;;) {
      const leftMs = end - performance.now();
      if (leftMs <= 0) return { kind: sent ? "unknown" : "fail", why };
      const reply = await this.#try(message, Math.min(leftMs, attemptMs));
      if (reply.kind === "answer") {
        const answer = reply.result as unknown as Answer;
        if (answer.ok) return { kind: "answer", answer };
        why = wordsOf(answer);
        // An earlier attempt may have done what this one was refused.
        if (!isPassing(answer)) return sent ? { kind: "unknown", why } : { kind: "answer", answer };
        if (this.#follow(answer)) continue;
      } else {
        why = `${showAddress(this.#address)}: ${reply.why}`;
        if (reply.kind === "unknown") sent = true;
        else if (reply.final && this.#isFinal()) return { kind: sent ? "unknown" : "fail", why };
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

  /**
   * Turns to the leader at once if the answer names it; false if it does not, or if that leads in
   * circles.
   */
  #follow(answer: Refusal): boolean {
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

  async #try(message: Message, timeoutMs: number): Promise<Reply> {
    const place = this.#place;
    let client = this.#clients.get(place);
    if (client === undefined || client.closed !== undefined) {
      const cluster = this.#cluster;
      client = new Client({
        address: this.#address,
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

type Refusal = Extract<Answer, { ok: false }>;

/** Whether asking again may help; a stamp makes that safe. */
function isPassing({ why }: Refusal): boolean {
  return why === "not leader" || why === "lost" || why === "busy";
}

function wordsOf(answer: Answer): string {
  if (answer.ok) return "it was done";
  switch (answer.why) {
    case "not leader":
      return answer.leader === null
        ? "no leader is known"
        : `node ${answer.leader} leads, and cannot be reached`;
    case "lost":
      return "another leader took over";
    case "busy":
      return "too much is under way";
    case "session expired":
      return "the session has expired";
    case "refused":
      return answer.words;
  }
}
