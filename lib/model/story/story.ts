/**
 * The story of a trace: sends joined with what became of them, invocations with their ends, crashes and
 * pauses with what ended them. Everything that shows a run reads its trace through a story: the
 * space-time diagram lays it out, the terminal writes it line by line, the viewer walks through it, and the
 * playground samples it. What needs no joining (timers, saves, faults, violations) is read from the trace,
 * which a story keeps.
 *
 * It belongs to the model because it needs nothing but a trace, and because `figure` and `laboratory`
 * stand on one floor and may not import each other.
 *
 * @module
 */

import type { NodeId } from "../protocol.ts";
import type { Trace, TraceEvent } from "../trace.ts";
import type { Instant, Operation, Outage, SentMessage, Turn } from "./parts.ts";

type Open<T> = { -readonly [K in keyof T]: T[K] };

/** The story of one trace, which may still grow. */
export class Story {
  /** In the order of their sends; each send of the trace is one of them. */
  readonly messages: readonly SentMessage[] = [];
  /** In the order of their invocations. */
  readonly operations: readonly Operation[] = [];
  /** In the order of their beginnings. No two of one node overlap. */
  readonly outages: readonly Outage[] = [];
  /** The clients, by the return addresses of their operations. */
  readonly owners: ReadonlyMap<NodeId, number> = new Map();
  /** The nodes that clients sit at, by client; clients beyond a network have none. */
  readonly seats: ReadonlyMap<number, NodeId> = new Map();
  /** Everybody whom the trace names, return addresses included. */
  readonly addresses: ReadonlySet<NodeId> = new Set();

  #trace: Trace = [];
  #read = 0;
  readonly #messages = new Map<number, Open<SentMessage>>();
  readonly #operations = new Map<number, Open<Operation>>();
  readonly #outages = new Map<NodeId, Open<Outage>>();
  readonly #lives = new Map<NodeId, Turn[]>();

  /** The trace as far as it has been read. */
  get trace(): Trace {
    return this.#trace;
  }

  /** A message by its number; undefined when the trace does not hold its send. */
  message(number: number): SentMessage | undefined {
    return this.#messages.get(number);
  }

  /** An operation by its number; undefined when the trace does not hold its invocation. */
  operation(number: number): Operation | undefined {
    return this.#operations.get(number);
  }

  /** The turns in the life of a node, in order; none while nothing is known of it. */
  life(node: NodeId): readonly Turn[] {
    return this.#lives.get(node) ?? [];
  }

  /** Takes what has come to the same trace since the last time. */
  take(trace: Trace): this {
    this.#trace = trace;
    for (; this.#read < trace.length; this.#read++) {
      const event = trace[this.#read]!;
      this.#name(event);
      this.#see(event, { at: event.at, index: this.#read });
    }
    return this;
  }

  #name(event: TraceEvent): void {
    const addresses = this.addresses as Set<NodeId>;
    if ("node" in event) addresses.add(event.node);
    if ("from" in event) addresses.add(event.from).add(event.to);
    if ("nodes" in event) event.nodes.forEach((node) => addresses.add(node));
  }

  #see(event: TraceEvent, now: Instant): void {
    switch (event.kind) {
      case "send":
        return this.#send(event, now);
      case "deliver":
      case "lose":
        return this.#end(event, now);
      case "invoke":
        return this.#invoke(event, now);
      case "ok":
      case "fail":
      case "unknown":
        return this.#complete(event, now);
      case "start":
      case "resume":
        this.#recover(event.node, now);
        return this.#turn(event.node, now, { standing: "up" });
      case "crash":
        return this.#stop(event.node, "down", now);
      case "pause":
        return this.#stop(event.node, "paused", now);
      case "state":
        return this.#turn(event.node, now, { state: event.state });
    }
  }

  #send(event: TraceEvent & { kind: "send" }, sent: Instant): void {
    const { message, from, to, body, latencyMs, copyOf } = event;
    const copy = copyOf === undefined ? {} : { copyOf };
    const one: SentMessage = {
      message,
      from,
      to,
      body,
      latencyMs,
      ...copy,
      sent,
      fate: "under way",
    };
    this.#messages.set(message, one);
    (this.messages as SentMessage[]).push(one);
  }

  #end(event: TraceEvent & { kind: "deliver" | "lose" }, now: Instant): void {
    const message = this.#messages.get(event.message);
    if (message === undefined || message.ended !== undefined) return;
    message.ended = now;
    message.fate = event.kind === "deliver" ? "delivered" : event.why;
  }

  #invoke(event: TraceEvent & { kind: "invoke" }, invoked: Instant): void {
    const { operation, process, address, input, local } = event;
    (this.owners as Map<NodeId, number>).set(address, process);
    if (local !== undefined) (this.seats as Map<number, NodeId>).set(process, local);
    const one: Operation = { operation, process, input, invoked, outcome: "open" };
    this.#operations.set(operation, one);
    (this.operations as Operation[]).push(one);
  }

  #complete(event: TraceEvent & { kind: "ok" | "fail" | "unknown" }, now: Instant): void {
    const operation = this.#operations.get(event.operation);
    if (operation === undefined || operation.ended !== undefined) return;
    operation.ended = now;
    operation.outcome = event.kind;
    if (event.kind === "ok") operation.output = event.output;
  }

  #stop(node: NodeId, kind: Outage["kind"], from: Instant): void {
    this.#recover(node, from);
    const outage: Outage = { node, kind, from };
    this.#outages.set(node, outage);
    (this.outages as Outage[]).push(outage);
    this.#turn(node, from, { standing: kind });
  }

  #recover(node: NodeId, to: Instant): void {
    const outage = this.#outages.get(node);
    if (outage !== undefined) outage.to = to;
    this.#outages.delete(node);
  }

  #turn(node: NodeId, now: Instant, change: Partial<Turn>): void {
    const turns = this.#lives.get(node) ?? [];
    const { standing, state } = turns.at(-1) ?? { standing: "up" as const, state: undefined };
    turns.push({ ...now, standing, state, ...change });
    this.#lives.set(node, turns);
  }
}

/**
 * The story of a whole trace.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { storyOf } from "hb/model/story/story.ts";
 *
 * const { messages } = storyOf([
 *   { at: 0, kind: "send", message: 0, from: 0, to: 1, body: "ping", nth: 1, latencyMs: 5 },
 *   { at: 5, kind: "lose", message: 0, from: 0, to: 1, why: "down" },
 * ]);
 * assertEquals(messages.map(({ fate, ended }) => [fate, ended?.at]), [["down", 5]]);
 * ```
 */
export function storyOf(trace: Trace): Story {
  return new Story().take(trace);
}
