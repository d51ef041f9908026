/** What one client does: ask, wait, hear, give up. @module */

import type { Attempt, Clients } from "../../model/clients.ts";
import { clone } from "../../model/clone.ts";
import type { NodeId, Tagged } from "../../model/protocol.ts";
import { type Cast, copiesOf } from "./cast.ts";
import { Interner } from "./interner.ts";
import type { Networks } from "./networks.ts";
import type { Observation, PartialHistories } from "./partial_histories.ts";

/** Where a client stands. */
export interface ClientState {
  /** How many operations it has begun. */
  readonly begun: number;
  /** Whether the last of them is still open. */
  readonly waiting: boolean;
  /** Which try of it this is, from 0. */
  readonly attempt: number;
  /** A client that gave up goes on under a new process number, as in Jepsen. */
  readonly process: number;
}

/** One step of a client. */
export interface ClientStep {
  /** The client then. */
  readonly client: number;
  /** What it sends, as a batch. */
  readonly batch: number;
  /** What it saw, for the history. */
  readonly observations: number;
}

/** The states and steps of one client. */
export class ClientSteps<M extends Tagged> {
  /** Its states. */
  readonly states: Interner<ClientState>;
  readonly #answers = new Map<number, ClientStep | undefined>();
  readonly #asks = new Map<number, ClientStep | undefined>();
  readonly #timeouts = new Map<number, ClientStep | undefined>();

  /** The steps of client `client`. */
  constructor(
    readonly client: number,
    readonly cast: Cast,
    readonly clients: Clients<M>,
    readonly atOnce: boolean,
    readonly networks: Networks,
    readonly histories: PartialHistories,
  ) {
    this.states = new Interner(networks.words);
  }

  /** Before the first operation; or, when clients ask at once, in the middle of it. */
  first(): ClientStep {
    const state = { begun: 0, waiting: false, attempt: 0, process: this.client };
    return this.atOnce ? this.#goOn(state, []) : this.#step(state, [], []);
  }

  /** It hears an answer; nothing when no operation waits at that address. */
  hear(client: number, answer: number): ClientStep | undefined {
    return remembered(this.#answers, client * 0x200000 + answer, () => {
      const state = this.states.value(client);
      const { to, body } = this.networks.envelopes.value(answer);
      if (!state.waiting || to !== this.#address(state)) return undefined;
      const { result } = body as unknown as { result: unknown };
      const { process } = state;
      const ended: Observation = this.clients.outcome?.(clone(result)) === "fail"
        ? { kind: "fail", process }
        : { kind: "ok", process, output: result };
      return this.#goOn({ ...state, waiting: false, attempt: 0 }, [ended]);
    });
  }

  /** It asks its next operation, if it is free to; never when clients ask at once. */
  ask(client: number): ClientStep | undefined {
    if (this.atOnce) return undefined;
    return remembered(this.#asks, client, () => {
      const state = this.states.value(client);
      return state.waiting || this.#done(state) ? undefined : this.#begin(state, []);
    });
  }

  /** It stops to wait: tries again, or gives up. */
  timeout(client: number): ClientStep | undefined {
    const { timeoutMs, retries = 0, workload } = this.clients;
    if (timeoutMs === undefined) return undefined;
    return remembered(this.#timeouts, client, () => {
      const state = this.states.value(client);
      if (!state.waiting) return undefined;
      if (state.attempt < retries) return this.#try({ ...state, attempt: state.attempt + 1 }, []);
      const { process } = state;
      const next = { ...state, waiting: false, attempt: 0, process: process + workload.length };
      return this.#goOn(next, [{ kind: "unknown", process }]);
    });
  }

  #done({ begun }: ClientState): boolean {
    return begun >= this.clients.workload[this.client]!.length;
  }

  #goOn(state: ClientState, observations: readonly Observation[]): ClientStep {
    return this.atOnce && !this.#done(state)
      ? this.#begin(state, observations)
      : this.#step(state, [], observations);
  }

  #begin(state: ClientState, observations: readonly Observation[]): ClientStep {
    const { input } = this.clients.workload[this.client]![state.begun]!;
    const invoke: Observation = { kind: "invoke", process: state.process, input };
    return this.#try({ ...state, begun: state.begun + 1, waiting: true }, [
      ...observations,
      invoke,
    ]);
  }

  #try(state: ClientState, observations: readonly Observation[]): ClientStep {
    const { input } = this.clients.workload[this.client]![state.begun - 1]!;
    const about: Attempt = {
      client: this.client,
      sequence: state.begun - 1,
      attempt: state.attempt,
    };
    const { nodes } = this.cast, from = this.#address(state);
    const to = this.clients.to?.(about, nodes) ?? this.client % nodes;
    const body = clone(this.clients.ask(input, about));
    // Who sits at a node does not sit at its twin.
    const copies = this.clients.link === "local" ? [to] : copiesOf(this.cast, to);
    const sent = copies.map((copy) => this.networks.envelope({ from, to: copy, body }));
    return this.#step(state, sent, observations);
  }

  #step(
    state: ClientState,
    sent: readonly number[],
    observations: readonly Observation[],
  ): ClientStep {
    return {
      client: this.states.number(state),
      batch: this.networks.batch(sent),
      observations: this.histories.observations(observations),
    };
  }

  /** Every operation has a return address of its own, the same whatever happened before it. */
  #address({ begun }: ClientState): NodeId {
    return this.cast.names.length + (begun - 1) * this.clients.workload.length + this.client;
  }
}

function remembered<V>(known: Map<number, V>, key: number, find: () => V): V {
  if (known.has(key)) return known.get(key)!;
  const found = find();
  known.set(key, found);
  return found;
}
