/** All that a protocol may do, as a space of tuples. @module */

import type { NodeId, Tagged } from "../../model/protocol.ts";
import type { Outcome } from "./local_steps.ts";
import * as labels from "./labels.ts";
import { GlobalStates } from "./global_states.ts";
import { symmetryReduction } from "./symmetry.ts";
import type { ProtocolAction } from "./protocol_action.ts";
import { ProtocolParts } from "./protocol_parts.ts";
import type { GlobalState, ProtocolSystem } from "./protocol_system.ts";
import { decodeAction, decodeInitialAction } from "./decode_action.ts";
import { describeAction } from "./describe_action.ts";
import type { Holds, Space, SpaceProperty, Successors } from "./space.ts";

/** A way in which everything may begin. */
interface Beginning {
  readonly tuple: Int32Array;
  readonly births: readonly Outcome[];
}

/** Every interleaving of what the network, the nodes and the clients may do. */
export class ProtocolSpace<S, M extends Tagged, T extends Tagged, R>
  implements Space<GlobalState<S>, ProtocolAction> {
  /** How many numbers a state has. */
  readonly width: number;
  /** What is to be checked. */
  readonly properties: readonly SpaceProperty[];
  readonly within: Holds | undefined;
  readonly canonical: ((words: Int32Array, from: number) => void) | undefined;
  readonly #parts: ProtocolParts<S, M, T, R>;
  readonly #globalStates: GlobalStates<S, M, T, R>;
  readonly #ignoreIdle: boolean;
  readonly #mostCrashes: number;
  /** How each node is born, for each initial state. */
  #births: readonly (readonly Outcome[])[] = [];

  /** Everything that `system` may do; under symmetry, one state of each orbit. */
  constructor(readonly system: ProtocolSystem<S, M, T, R>, symmetry: boolean) {
    const parts = new ProtocolParts(system);
    this.#parts = parts;
    this.width = parts.width;
    this.#ignoreIdle = system.ignoreIdle ?? parts.networks.kind !== "ordered";
    this.#mostCrashes = system.crashes ?? 0;
    this.#globalStates = new GlobalStates(parts);
    this.properties = this.#globalStates.properties();
    this.within = system.boundary && this.#globalStates.holds(system.boundary, "the boundary");
    this.canonical = symmetry && system.symmetry
      ? symmetryReduction(parts, system.symmetry, this.#globalStates.memories)
      : undefined;
  }

  initial(out: Successors): void {
    const parts = this.#parts;
    const tuple = new Int32Array(this.width);
    if (this.#globalStates.memories.any) tuple[parts.memory] = this.#globalStates.memories.first;
    parts.steps.forEach((steps, node) => tuple[node] = steps.unborn());
    parts.clients.forEach((client, c) => {
      const first = client.first();
      tuple[parts.firstClient + c] = first.client;
      tuple[parts.network] = parts.networks.after(tuple[parts.network]!, -1, first.batch);
      parts.see(tuple, 0, first.observations);
    });
    // Every node starts, in every way it can.
    let beginnings: Beginning[] = [{ tuple, births: [] }];
    parts.steps.forEach((_, node) => {
      beginnings = beginnings.flatMap((before) =>
        parts.births(node, before.tuple[node]!).map((outcome) => {
          const after = before.tuple.slice();
          parts.apply(node, outcome, -1, after, 0);
          return { tuple: after, births: [...before.births, outcome] };
        })
      );
    });
    this.#births = beginnings.map(({ births }) => births);
    beginnings.forEach((beginning, label) => out.push(beginning.tuple, label));
    this.#see(out);
  }

  words(action: ProtocolAction): string {
    return describeAction(action);
  }

  beginning(label: number): ProtocolAction {
    return decodeInitialAction(this.#parts, this.#births[label]!);
  }

  expand(tuple: Int32Array, out: Successors): void {
    const { networks, network, steps, clients } = this.#parts;
    const now = tuple[network]!, end = networks.end(now);
    for (let place = networks.start(now); place < end; place++) {
      if (!networks.isDeliverable(now, place)) continue;
      const message = networks.message(place);
      this.#deliver(message, tuple, out);
      if (this.system.lossy) this.#lose(message, tuple, out);
    }
    for (let node = 0; node < steps.length; node++) this.#ofNode(node, tuple, out);
    for (let client = 0; client < clients.length; client++) {
      this.#ofClient(labels.ASK, client, tuple, out);
      this.#ofClient(labels.TIMEOUT, client, tuple, out);
    }
    this.#see(out);
  }

  /** Invariants that remember see every state to which a step leads. */
  #see({ words, count }: Successors): void {
    const { memories } = this.#globalStates;
    if (!memories.any) return;
    for (let k = 0, at = 0; k < count; k++, at += this.width) memories.see(words, at);
  }

  get bytes(): number {
    const { networks, steps } = this.#parts;
    return networks.bytes + this.#globalStates.bytes +
      steps.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  fairness(label: number): number {
    const kind = labels.kindOf(label);
    const fair = kind === labels.DELIVER || kind === labels.TIMER || kind === labels.RESTART ||
      kind === labels.ASK || kind === labels.TIMEOUT;
    return fair && !labels.crashes(label) ? labels.subjectOf(label) * 8 + kind : -1;
  }

  state(tuple: Int32Array): GlobalState<S> {
    return this.#globalStates.globalState(tuple);
  }

  action(label: number, before: Int32Array): ProtocolAction {
    return decodeAction(this.#parts, label, before);
  }

  #deliver(message: number, tuple: Int32Array, out: Successors): void {
    const { networks, steps } = this.#parts;
    const to = networks.to(message);
    const label = labels.label(labels.DELIVER, message);
    if (to >= steps.length) return this.#hear(message, label, tuple, out);
    if (steps[to]!.isUp(tuple[to]!)) return this.#take(to, label, message, tuple, out);
    // A message may arrive while its receiver is down; then it is lost.
    if (!this.system.lossy && networks.kind !== "duplicating") this.#lose(message, tuple, out);
  }

  /** A node takes a message, which leaves the network, or something else, when `message` is −1. */
  #take(node: NodeId, label: number, message: number, tuple: Int32Array, out: Successors): void {
    this.#end(node, this.#parts.outcomes(node, label, tuple), label, message, tuple, out);
  }

  /** A step of a node ends in one of several ways. */
  #end(
    node: NodeId,
    outcomes: readonly Outcome[],
    label: number,
    message: number,
    tuple: Int32Array,
    out: Successors,
  ): void {
    const parts = this.#parts, leaving = parts.leaving(message);
    for (let branch = 0; branch < outcomes.length; branch++) {
      const outcome = outcomes[branch]!;
      if (message >= 0 && outcome.idle && this.#ignoreIdle) continue;
      const at = out.push(tuple, labels.withBranch(label, branch));
      parts.apply(node, outcome, leaving, out.words, at);
      if (outcome.saved.length === 0 || !this.#mayCrash(tuple)) continue;
      const fallen = out.push(tuple, labels.withBranch(label, branch) | labels.CRASHES);
      const before = tuple[parts.network]!;
      out.words[fallen + parts.network] = parts.networks.after(before, leaving, 0);
      out.words[fallen + node] = outcome.crashed;
      out.words[fallen + parts.crashed]!++;
    }
  }

  #hear(message: number, label: number, tuple: Int32Array, out: Successors): void {
    const parts = this.#parts;
    const at = out.push(tuple, label);
    const heard = parts.hear(message, parts.leaving(message), out.words, at);
    if (!heard && this.#ignoreIdle) out.count--;
  }

  #lose(message: number, tuple: Int32Array, out: Successors): void {
    const { network, networks } = this.#parts;
    const at = out.push(tuple, labels.label(labels.LOSE, message));
    out.words[at + network] = networks.after(tuple[network]!, message, 0);
  }

  #mayCrash(tuple: Int32Array): boolean {
    return tuple[this.#parts.crashed]! < this.#mostCrashes;
  }

  #ofNode(node: NodeId, tuple: Int32Array, out: Successors): void {
    const { steps, crashed } = this.#parts;
    const local = steps[node]!.locals.value(tuple[node]!);
    if (local.error !== undefined) return;
    if (local.state === undefined) {
      if (this.system.restarts === false) return;
      return this.#take(node, labels.label(labels.RESTART, node), -1, tuple, out);
    }
    const timers = this.#parts.timersAt(node, tuple[node]!);
    for (let i = 0; i < timers.length; i++) {
      this.#take(node, labels.label(labels.TIMER, timers[i]!), -1, tuple, out);
    }
    if (!this.#mayCrash(tuple)) return;
    const at = out.push(tuple, labels.label(labels.CRASH, node));
    out.words[at + node] = steps[node]!.crashed(tuple[node]!);
    out.words[at + crashed]!++;
    if (this.system.wipes !== true || local.journal.length === 0) return;
    const wiped = out.push(tuple, labels.label(labels.CRASH, node, labels.WIPED));
    out.words[wiped + node] = steps[node]!.unborn();
    out.words[wiped + crashed]!++;
  }

  #ofClient(kind: number, client: number, tuple: Int32Array, out: Successors): void {
    const parts = this.#parts, place = parts.firstClient + client;
    const steps = parts.clients[client]!;
    const step = kind === labels.ASK ? steps.ask(tuple[place]!) : steps.timeout(tuple[place]!);
    if (step === undefined) return;
    const begun = tuple.slice();
    begun[place] = step.client;
    parts.see(begun, 0, step.observations);
    const label = labels.label(kind, client);
    if (!parts.local || step.batch === 0) {
      begun[parts.network] = parts.networks.after(begun[parts.network]!, -1, step.batch);
      out.push(begun, label);
      return;
    }
    // A client at a node hands the request over in the same step, once the node is up.
    const to = parts.networks.to(parts.request(kind, client, tuple));
    if (!parts.steps[to]!.isUp(tuple[to]!)) return;
    this.#end(to, parts.outcomes(to, label, tuple), label, -1, begun, out);
  }
}
