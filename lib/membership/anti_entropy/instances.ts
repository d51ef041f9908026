/** Small systems of which every order of events is explored. Sessions begin when a client asks for one. @module */

import type { ProtocolSystem } from "../../check/explore/protocol_system.ts";
import type { Instance } from "../../kit/kit.ts";
import { type Change, protocolWith } from "./bugs.ts";
import type { Wish } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";
import { asked } from "./storms.ts";

/** Anti-entropy to explore. */
export type AntiEntropySystem = ProtocolSystem<State, Message, Timer, Saved>;

/** What may happen in a small instance. */
interface Small {
  readonly words: string;
  readonly states: number;
  /** What each client asks, one thing after the other. */
  readonly wishes: readonly (readonly Wish[])[];
  readonly settings?: Partial<Settings>;
  readonly more?: Pick<AntiEntropySystem, "nodes" | "crashes" | "network" | "lossy">;
}

function instanceOf(
  { words, states, wishes, settings = {}, more }: Small,
): Instance<State, Message, Timer, Saved, Change> {
  const chosen = { shape: { branching: 2, depth: 1 }, intervalMs: null, retries: 0, ...settings };
  return {
    words,
    states,
    system: (change) => ({
      name: "anti-entropy",
      protocol: protocolWith(change, chosen),
      nodes: 2,
      clients: {
        workload: wishes.map((each) => each.map((input) => ({ input }))),
        ...asked,
        to: ({ client, sequence }) => wishes[client]![sequence]!.at,
        link: "local",
      },
      sometimes: {
        "a repair is reported": ({ history }) =>
          history.some(({ input, outcome }) => "partner" in (input as Wish) && outcome === "ok"),
      },
      ...more,
    }),
  };
}

const put = (at: number, key: string, value: string | null): Wish => ({ at, key, value });
const repair = (at: number, partner: number): Wish => ({ at, partner });

/** The instances. */
export const instances: Readonly<Record<string, Instance<State, Message, Timer, Saved, Change>>> = {
  "one repair": instanceOf({
    words:
      "two keys of one value are written at one node, one of them at the other, which is then repaired",
    states: 0,
    wishes: [[put(0, "a", "1"), put(0, "b", "1")], [put(1, "a", "2"), repair(1, 0)]],
  }),
  "a deletion": instanceOf({
    words:
      "a key is written and deleted at one node, and the other is repaired before, between and after",
    states: 0,
    wishes: [[put(0, "a", "1"), put(0, "a", null)], [repair(1, 0), repair(1, 0)]],
  }),
  "small pages": instanceOf({
    words: "three keys in one leaf, and a page has room for one",
    states: 0,
    wishes: [[put(0, "a", "1"), put(0, "b", "2"), put(0, "c", "3")], [
      put(1, "b", "4"),
      repair(1, 0),
    ]],
    settings: { shape: { branching: 2, depth: 0 }, messageBytes: 1 },
  }),
  "a lossy repair": instanceOf({
    words: "messages may be lost, and come again at any time; a request is repeated once",
    states: 0,
    wishes: [[put(0, "a", "1")], [repair(1, 0), repair(1, 0)]],
    settings: { shape: { branching: 2, depth: 0 }, retries: 1 },
    more: { nodes: 2, lossy: true, network: "duplicating" },
  }),
  versions: instanceOf({
    words:
      "two writes at one node, which the second takes from it, and the third from the second, one at a time",
    states: 0,
    wishes: [[put(0, "a", "1"), put(0, "b", "2")], [repair(1, 0)], [repair(2, 1)]],
    settings: { way: "versions", messageBytes: 1, direction: "pull" },
    more: { nodes: 3, lossy: true },
  }),
};
