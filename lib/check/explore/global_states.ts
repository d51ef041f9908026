/** What properties of a protocol see: global states, put together from the parts that they look at. @module */

import { answered } from "./answered.ts";
import { naming } from "./thrown.ts";
import type { History } from "../../model/history.ts";
import type { Tagged } from "../../model/protocol.ts";
import { lazyArray } from "./lazy_array.ts";
import { Memories } from "./memories.ts";
import type { ProtocolParts } from "./protocol_parts.ts";
import type { Envelope, GlobalState } from "./protocol_system.ts";
import { Memo, type Read } from "./memo.ts";
import type { Holds, SpaceProperty } from "./space.ts";
import { propertyNamed, statedProperties } from "./stated.ts";

/** The global states of a protocol. */
export class GlobalStates<S, M extends Tagged, T extends Tagged, R> {
  /** What invariants remember. */
  readonly memories: Memories<S>;
  readonly #recall = new Memo();

  /** Sees the parts of one system. */
  constructor(readonly parts: ProtocolParts<S, M, T, R>) {
    const { system: { invariants = [] }, memory, networks } = parts;
    const view = (read: Read) => this.#view(read);
    this.memories = new Memories(invariants, memory, networks.words, view);
  }

  /** How much memory the answers to properties hold. */
  get bytes(): number {
    return this.#recall.bytes + this.memories.bytes;
  }

  /** A property of global states as one of tuples; it is looked at once for all that agree in what it sees. */
  holds(property: (global: GlobalState<S>) => boolean, what: string): Holds {
    const recall = this.#recall, root = recall.root();
    const run = (read: Read) =>
      naming(what, () => Number(answered(what, property(this.#view(read)))));
    return (words, from) => recall.get(root, words, from, run) === 1;
  }

  /** The global state as ordinary data. */
  globalState(tuple: Int32Array): GlobalState<S> {
    const { history, messages } = this.#view((place) => tuple[place]!);
    const states = this.parts.steps.map(({ locals }, node) => locals.value(tuple[node]!).state);
    return { at: 0, states, history, messages };
  }

  /** All properties of the system, and one that is always asked. */
  properties(): SpaceProperty[] {
    const { system } = this.parts, { invariants = [] } = system;
    return [
      { kind: "always", name: "handlers do not throw", holds: this.#quiet() },
      ...invariants.map((invariant) => ({
        kind: "always" as const,
        name: invariant.name,
        holds: invariant.memory === undefined
          ? this.holds(
            (global) => invariant.check(global) === undefined,
            propertyNamed(invariant.name),
          )
          : this.memories.holds(invariant.name),
      })),
      ...statedProperties(system, (property, what) => this.holds(property, what)),
    ];
  }

  /** No node has stopped with an error. */
  #quiet(): Holds {
    const { steps } = this.parts;
    return (words, from) => {
      for (let node = 0; node < steps.length; node++) {
        if (steps[node]!.hasFailed(words[from + node]!)) return false;
      }
      return true;
    };
  }

  #view(read: Read): GlobalState<S> {
    const { steps, networks, network, histories, past } = this.parts;
    return {
      at: 0,
      get states() {
        return lazyArray(
          steps.length,
          (node) => steps[node]!.locals.value(read(node)).state,
        );
      },
      get history(): History {
        return histories.history(read(past));
      },
      get messages(): readonly Envelope[] {
        return networks.deliverable(read(network)).map((e) => networks.envelopes.value(e));
      },
    };
  }
}
