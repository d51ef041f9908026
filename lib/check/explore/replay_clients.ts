/** What the clients of a path ask, and when. @module */

import type { Attempt, Clients } from "../../model/clients.ts";
import { constant } from "../../model/latency.ts";
import type { NodeId, Tagged } from "../../model/protocol.ts";
import type { ClientAct, ProtocolAction } from "./protocol_action.ts";
import { type Cast, castOf, copiesOf } from "./cast.ts";
import type { ProtocolSystem } from "./protocol_system.ts";

/** One operation. */
interface Asked {
  readonly input: unknown;
  readonly at: number;
  /** Which operation of which client it is. */
  readonly about: Attempt;
}

/**
 * The clients of a replay. A client that gave up becomes one that waits for ever and another that
 * continues in its place; the history is the same.
 */
export class ReplayClients<S, M extends Tagged, T extends Tagged, R> {
  /** Whether clients sit at their nodes. */
  readonly local: boolean;
  readonly #cast: Cast;
  /** What each process asks, in the order in which they first asked. */
  readonly #asked = new Map<number, Asked[]>();
  /** How many operations each client has begun. */
  readonly #begun = new Map<number, number>();
  /** Where the simulator answers an operation, by where the explorer does. */
  readonly #addresses = new Map<NodeId, NodeId>();

  /** Clients that have not asked yet. */
  constructor(system: ProtocolSystem<S, M, T, R>) {
    this.local = system.clients?.link === "local";
    this.#cast = castOf(system);
  }

  /** Takes in what clients do in a step. */
  happens(at: number, { clients }: ProtocolAction): void {
    for (const act of clients) this.#act(at, act);
  }

  /** The simulator's name of a node or a return address. */
  address(explorers: NodeId): NodeId {
    if (explorers < this.#cast.names.length) return explorers;
    const address = this.#addresses.get(explorers);
    if (address !== undefined) return address;
    throw new Error(
      "Cannot replay because answers must go to operations that were asked: " +
        `given one to address ${explorers}`,
    );
  }

  /** A node and its twins. */
  copies(to: NodeId): readonly NodeId[] {
    return copiesOf(this.#cast, to);
  }

  /** Clients for the simulator. */
  scenario(clients: Clients<M>): Clients<M> {
    const { outcome } = clients;
    const processes = [...this.#asked.values()];
    const about = ({ client, sequence }: Attempt) => processes[client]![sequence]!.about;
    return {
      workload: processes.map((asks) => asks.map(({ input, at }) => ({ input, at }))),
      ask: (input, attempt) => clients.ask(input, about(attempt)),
      to(attempt, nodes) {
        const original = about(attempt);
        return clients.to?.(original, nodes) ?? original.client % nodes;
      },
      link: clients.link ?? "network",
      think: constant(0),
      ...(outcome === undefined ? {} : { outcome: (result) => outcome.call(clients, result) }),
    };
  }

  #act(at: number, { client, observations, request }: ClientAct): void {
    const invoke = observations.find(({ kind }) => kind === "invoke");
    if (request === undefined) return;
    if (invoke?.kind !== "invoke") {
      throw new Error(
        "Cannot replay because simulated clients try again at set times only: " +
          `given client ${client}, which does so at step ${at}`,
      );
    }
    const { process, input } = invoke;
    const sequence = this.#begun.get(client) ?? 0;
    this.#begun.set(client, sequence + 1);
    this.#addresses.set(request.from, this.#cast.names.length + this.#addresses.size);
    const asks = this.#asked.get(process) ?? [];
    this.#asked.set(process, asks);
    asks.push({ input, at, about: { client, sequence, attempt: 0 } });
  }
}
