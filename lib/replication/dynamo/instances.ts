/** Small systems of which every order of events is explored. @module */

import type { ProtocolSystem } from "../../check/explore/protocol_system.ts";
import type { Instance } from "../../kit/kit.ts";
import { type Change, protocolWith } from "./bugs/change.ts";
import { invariants, quorumsMeet } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";
import { asked, type Wish } from "./wishes.ts";

/** The store to explore. */
export type DynamoSystem = ProtocolSystem<State, Message, Timer, Saved>;
/** An instance of it. */
export type DynamoInstance = Instance<State, Message, Timer, Saved, Change>;

/** What is not the same in all instances. */
interface Small {
  readonly words: string;
  readonly states?: number;
  /** What each client asks, one thing after the other. */
  readonly wishes: readonly (readonly Wish[])[];
  readonly settings?: Partial<Settings>;
  readonly more?: Partial<DynamoSystem>;
}

/** There is no time: hints are handed on at any moment, and nothing is old. */
const timeless: Partial<Settings> = {
  ...{ copies: 2, reads: 1, writes: 1, names: 1, graceMs: 0 },
  ...{ shape: null, repairMs: null, readRepair: false },
  replicasOf: (_, nodes) => nodes,
};

function instanceOf({ words, states, wishes, settings = {}, more }: Small): DynamoInstance {
  return {
    words,
    ...(states === undefined ? {} : { states }),
    system: (change) => ({
      name: "dynamo",
      protocol: protocolWith(change, { ...timeless, ...settings }),
      nodes: 2,
      clients: {
        workload: wishes.map((each) => each.map((input) => ({ input }))),
        ...asked,
        to: ({ client, sequence }) => wishes[client]![sequence]!.at,
        link: "local",
      },
      asking: "at once",
      ...more,
    }),
  };
}

const change = (at: number, value: string | null): Wish => ({ at, change: "k", value });
const add = (at: number, value: string): Wish => ({ at, add: "k", value });
const get = (at: number): Wish => ({ at, get: "k" });

/** The instances. */
export const instances: Readonly<Record<string, DynamoInstance>> = {
  "two carts": instanceOf({
    words: "two replicas, and a client at each that changes the key twice; one answer is enough",
    wishes: [[change(0, "a"), change(0, "b")], [change(1, "c")]],
  }),
};
void add;
void get;
void invariants;
void quorumsMeet;
