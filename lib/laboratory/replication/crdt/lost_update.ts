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
import type { SetUpdate } from "../../../replication/crdt/state/elements.ts";
import { lwwRegister, type Write } from "../../../replication/crdt/state/lww_register.ts";
import { orSet } from "../../../replication/crdt/state/or_set.ts";
import { constant } from "../../../sim/latency.ts";
import type { Schedule } from "../../../sim/fault.ts";
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

/** How the two are cut off from each other, in ms from the start. */
export interface Apart {
  /** Since when. */
  readonly from: number;
  /** For how long; Infinity: they never meet again. */
  readonly forMs: number;
}

/**
 * Ada puts in milk. When both have heard of it, she puts in eggs and Bob flour, before they hear of each other: they do
 * so after 100 ms, and all is over after 300.
 */
export function shopping(cart: Cart, apart?: Apart): Shopping {
  const { crdt, put } = carts[cart];
  const see = (state: unknown): readonly string[] =>
    [...(crdt.value(state) as Iterable<string> | null) ?? []].sort();
  const world: Shopping["world"] = new World({
    protocol: deltas(crdt, { roundMs: apart === undefined ? 20 : 40 }),
    nodes: 2,
    seed: 1,
    faults: apart === undefined ? [] : [cutOf(apart)],
    network: { latency: constant(10) },
    clients: {
      workload: [
        [{ at: 0, input: "milk" }, { at: 100, input: "eggs" }],
        [{ at: 102, input: "flour" }],
      ],
      ask: (thing, { client }, seen): Message<unknown, unknown> => {
        const { crdt: cart } = seen!.states[client] as State<unknown>;
        const update = put(see(cart), thing as string, seen!.at);
        return { type: "update", update };
      },
      to: ({ client }) => client,
      link: "local",
    },
    states: true,
  });
  world.run(300);
  return { world, labels: labelsOf(cart, see), carts: world.states.map((s) => see(s!.crdt)) };
}

function cutOf({ from, forMs }: Apart): Schedule[number] {
  return { kind: "partition", at: from, forMs: Math.min(forMs, 1e6), sides: [[0], [1]] };
}

/** Carts by what is in them, and requests by what they ask. */
function labelsOf(cart: Cart, see: (state: unknown) => readonly string[]): Shopping["labels"] {
  const told = (state: unknown) => `[${see(state).join(" ")}]`;
  const asked = (update: unknown) =>
    cart === "set"
      ? `add ${(update as SetUpdate).element}`
      : `write [${[...(update as Write).value as readonly string[]].sort().join(" ")}]`;
  return {
    client: (process) => ["Ada", "Bob"][process]!,
    request: (thing) => `put in ${thing}`,
    answer: () => "done",
    node: (id) => ["Ada's phone", "Bob's phone"][id]!,
    state: (s) => told(s.crdt),
    message: (message) =>
      message.type === "deltas"
        ? told(message.state)
        : message.type === "ack"
        ? "has it"
        : message.type === "update"
        ? asked(message.update)
        : "look",
    timer: () => "",
    record: ({ crdt: state }) => told(state),
    legend: { deltas: "what the other may lack", ack: "acknowledgement" },
    colours: { deltas: 0, ack: 1, update: 2, answer: 3 },
  };
}
