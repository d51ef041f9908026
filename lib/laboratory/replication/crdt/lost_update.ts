/**
 * A shopping cart in a register whose last writer wins loses an update (DeCandia et al. 2007, section 4.4; Kingsbury
 * 2013, *Call me maybe: Riak*): two people put something in, each into the cart that they have read, and one thing is
 * gone. The same in a set, and nothing is.
 *
 * @module
 */

import type { Labels } from "../../../model/labels.ts";
import type { AnyStateCrdt } from "../../../replication/crdt/crdt.ts";
import { deltas } from "../../../replication/crdt/gossip/gossip.ts";
import type { Message, Saved, Timer } from "../../../replication/crdt/gossip/messages.ts";
import type { State } from "../../../replication/crdt/gossip/state.ts";
import { lwwRegister } from "../../../replication/crdt/state/lww_register.ts";
import { orSet } from "../../../replication/crdt/state/or_set.ts";
import { constant } from "../../../sim/latency.ts";
import { World } from "../../../sim/world.ts";

/** A run of two carts. */
export interface Shopping {
  /** The run, with its trace and states. */
  readonly world: World<State<unknown>, Message<unknown, unknown>, Timer, Saved<unknown>>;
  /** How it is told. */
  readonly labels: Labels<State<unknown>, Message<unknown, unknown>, Timer, Saved<unknown>>;
  /** What is in the cart at each replica in the end. */
  readonly carts: readonly (readonly string[])[];
}

/** What kind of cart it is. */
export type Cart = "register" | "set";

const carts: Readonly<
  Record<
    Cart,
    {
      readonly crdt: AnyStateCrdt;
      /** How something is put into the cart that is seen. */
      readonly put: (seen: readonly string[], thing: string, at: number) => unknown;
    }
  >
> = {
  register: {
    crdt: lwwRegister,
    put: (seen, thing, at) => ({ value: [...seen, thing], at }),
  },
  set: { crdt: orSet, put: (_, element) => ({ type: "add", element }) },
};

/** Milk is in the cart; one replica is asked to put in eggs, and the other flour, before they hear of each other. */
export function shopping(cart: Cart): Shopping {
  const { crdt, put } = carts[cart];
  const see = (state: unknown): readonly string[] =>
    [...(crdt.value(state) as Iterable<string> | null) ?? []].sort();
  const world: Shopping["world"] = new World({
    protocol: deltas(crdt, { roundMs: 20 }),
    nodes: 2,
    seed: 1,
    network: { latency: constant(10) },
    states: true,
  });
  const ask = (node: number, thing: string) => {
    const update = put(see(world.states[node]!.crdt), thing, world.now);
    world.tell(node, { type: "update", update });
  };
  ask(0, "milk");
  world.run(100);
  ask(0, "eggs");
  world.run(2);
  ask(1, "flour");
  world.run(200);
  const told = (state: unknown) => `[${see(state).join(" ")}]`;
  return {
    world,
    labels: {
      state: (s) => told(s.crdt),
      message: (message) =>
        message.type === "deltas"
          ? told(message.state)
          : message.type === "ack"
          ? `has up to ${message.upTo}`
          : "put in",
      timer: () => "round",
      record: ({ crdt: state }) => told(state),
      colours: { deltas: 0, ack: 1, update: 4 },
    },
    carts: world.states.map((s) => see(s!.crdt)),
  };
}
