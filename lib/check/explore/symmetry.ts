/**
 * Symmetry: states that differ only in which of several interchangeable nodes is which form an orbit, and
 * one of them stands for all (Clarke, Enders, Filkorn and Jha 1996). It is the smallest tuple of the
 * orbit, so every member finds the same one; numbers of parts, once given, never change.
 *
 * @module
 */

import type { NodeId, Tagged } from "../../model/protocol.ts";
import { clone } from "../../model/clone.ts";
import { compareTimers } from "../../model/timer_key.ts";
import type { Local } from "./local_steps.ts";
import type { Memories } from "./memories.ts";
import type { ProtocolParts } from "./protocol_parts.ts";
import type { Envelope, NodeSymmetry } from "./protocol_system.ts";

/** Overwrites a tuple by the representative of its orbit. */
export function symmetryReduction<S, M extends Tagged, T extends Tagged, R>(
  parts: ProtocolParts<S, M, T, R>,
  symmetry: NodeSymmetry<S, M, T, R>,
  memories: Memories<S>,
): (words: Int32Array, from: number) => void {
  assertSymmetric(parts, symmetry);
  assertRenamed(memories);
  const renamings = permutations(symmetry.nodes).slice(1).map((images) =>
    new Renaming(parts, symmetry, memories, images)
  );
  const renamed = new Int32Array(parts.width);
  const least = new Int32Array(parts.width);
  return (words, from) => {
    const original = words.subarray(from, from + parts.width);
    least.set(original);
    for (const renaming of renamings) {
      renaming.apply(original, renamed);
      if (isBefore(renamed, least)) least.set(renamed);
    }
    original.set(least);
  };
}

/** Gives nodes each other's names, everywhere at once. */
class Renaming<S, M extends Tagged, T extends Tagged, R> {
  readonly #images: ReadonlyMap<NodeId, NodeId>;
  readonly #locals: Map<number, number>[];
  readonly #networks = new Map<number, number>();
  readonly #envelopes = new Map<number, number>();
  readonly #remembered = new Map<number, number>();

  constructor(
    readonly parts: ProtocolParts<S, M, T, R>,
    readonly symmetry: NodeSymmetry<S, M, T, R>,
    readonly memories: Memories<S>,
    images: readonly NodeId[],
  ) {
    this.#images = new Map(symmetry.nodes.map((node, i) => [node, images[i]!]));
    this.#locals = parts.steps.map(() => new Map());
  }

  apply(tuple: Int32Array, into: Int32Array): void {
    const { parts } = this;
    into.set(tuple);
    parts.steps.forEach((_, node) => into[this.#name(node)] = this.#local(node, tuple[node]!));
    into[parts.network] = this.#network(tuple[parts.network]!);
    if (this.memories.any) into[parts.memory] = this.#memory(tuple[parts.memory]!);
  }

  #name = (node: NodeId): NodeId => this.#images.get(node) ?? node;

  #local(node: NodeId, number: number): number {
    return remembered(this.#locals[node]!, number, () => {
      const local = this.parts.steps[node]!.locals.value(number);
      return this.parts.steps[this.#name(node)]!.locals.number(this.#renamed(local));
    });
  }

  #renamed(local: Local<S>): Local<S> {
    const { symmetry } = this;
    const { state, timers, journal, ...error } = clone(local);
    const { timer = (same: T) => same, record = (same: R) => same } = symmetry;
    return {
      ...error,
      state: state === undefined ? undefined : symmetry.state(state, this.#name),
      // Keys may name nodes, so that another order is the right one.
      timers: timers.map((each) => timer(each as T, this.#name)).sort(compareTimers),
      journal: journal.map((each) => record(each as R, this.#name)),
    };
  }

  #memory(number: number): number {
    return remembered(this.#remembered, number, () => this.memories.renamed(number, this.#name));
  }

  #network(number: number): number {
    return remembered(this.#networks, number, () => {
      const { networks } = this.parts;
      return networks.of(networks.contents(number).map((envelope) => this.#envelope(envelope)));
    });
  }

  #envelope(number: number): number {
    return remembered(this.#envelopes, number, () => {
      const { networks, steps } = this.parts;
      const { from, to, body }: Envelope = networks.envelopes.value(number);
      // Answers, and whatever else goes to clients, name no nodes that a client could tell apart.
      const message = to < steps.length && this.symmetry.message !== undefined
        ? this.symmetry.message(clone(body) as M, this.#name)
        : body;
      return networks.envelope({ from: this.#name(from), to: this.#name(to), body: message });
    });
  }
}

function assertSymmetric<S, M extends Tagged, T extends Tagged, R>(
  { system }: ProtocolParts<S, M, T, R>,
  { nodes }: NodeSymmetry<S, M, T, R>,
): void {
  const strange = nodes.find((node) => !(node >= 0 && node < system.nodes));
  if (strange !== undefined || new Set(nodes).size !== nodes.length) {
    throw new RangeError(
      `Cannot use symmetry because ` +
        `its nodes must be different ones from 0 to ${system.nodes - 1}: ` +
        `given ${nodes.join(", ")}`,
    );
  }
  if (system.twins !== undefined && system.twins.length > 0) {
    throw new TypeError(
      `Cannot use symmetry because twins are told apart by their numbers: given ${system.twins}`,
    );
  }
  const { clients } = system;
  clients?.workload.forEach((asks, client) =>
    asks.forEach((_, sequence) => {
      for (let attempt = 0; attempt <= (clients.retries ?? 0); attempt++) {
        const about = { client, sequence, attempt };
        const to = clients.to?.(about, system.nodes) ?? client % system.nodes;
        if (!nodes.includes(to)) continue;
        throw new TypeError(
          "Cannot use symmetry because no client may tell interchangeable nodes apart: " +
            `given client ${client}, which asks node ${to}`,
        );
      }
    })
  );
}

function assertRenamed<S>({ invariants }: Memories<S>): void {
  const strange = invariants.find(({ rename }) => rename === undefined);
  if (strange === undefined) return;
  throw new TypeError(
    "Cannot use symmetry because an invariant that remembers must say how nodes are renamed in its " +
      `memory: given "${strange.name}"`,
  );
}

function isBefore(a: Int32Array, b: Int32Array): boolean {
  for (let place = 0; place < a.length; place++) {
    if (a[place] !== b[place]) return a[place]! < b[place]!;
  }
  return false;
}

/** All orders, the given one first. */
function permutations(items: readonly NodeId[]): NodeId[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first, i) =>
    permutations(items.toSpliced(i, 1)).map((rest) => [first, ...rest])
  );
}

function remembered(known: Map<number, number>, key: number, find: () => number): number {
  let found = known.get(key);
  if (found === undefined) known.set(key, found = find());
  return found;
}
