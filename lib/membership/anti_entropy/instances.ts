/** Small systems of which every order of events is explored. Sessions begin when a client asks for one. @module */

import type { ProtocolSystem } from "../../check/explore/protocol_system.ts";
import type { Instance } from "../../kit/kit.ts";
import { type Change, protocolWith } from "./bugs/change.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";
import { asked, type Wish } from "./wishes.ts";

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

/** A tree that is nothing but its root, and pages for one item. */
const oneLeaf: Partial<Settings> = { shape: { branching: 2, depth: 0 }, messageBytes: 1 };

const put = (at: number, key: string, value: string | null): Wish => ({ at, key, value });
const repair = (at: number, partner: number): Wish => ({ at, partner });

/** The instances. */
export const instances: Readonly<Record<string, Instance<State, Message, Timer, Saved, Change>>> = {
  "one repair": instanceOf({
    words:
      "two nodes write at the same time, two keys and one of them; then one is repaired from the other",
    states: 166,
    wishes: [[put(0, "a", "2"), repair(0, 1)], [put(1, "a", "1"), put(1, "b", "1")]],
  }),
  "a deletion": instanceOf({
    words:
      "a key is written and deleted at one node, and the other is repaired before, between or after",
    states: 1_275,
    wishes: [[put(0, "a", "1"), put(0, "a", null)], [repair(1, 0), repair(1, 0)]],
  }),
  "small pages": instanceOf({
    words: "three keys in one leaf, two of them with one value, and a page has room for one item",
    states: 307,
    wishes: [
      [put(0, "a", "1"), put(0, "c", "2"), repair(0, 1)],
      [put(1, "a", "3"), put(1, "b", "3")],
    ],
    settings: oneLeaf,
  }),
  "a lossy repair": instanceOf({
    words:
      "messages may be lost and come again; two items of one value; a request is repeated once",
    states: 5_542,
    wishes: [[put(0, "a", "1")], [repair(1, 0)]],
    settings: { ...oneLeaf, retries: 1 },
    more: { nodes: 2, lossy: true, network: "duplicating" },
  }),
  "answers come again": instanceOf({
    words: "two repairs, and what is sent may arrive again at any time",
    states: 408,
    wishes: [[put(0, "a", "1")], [repair(1, 0), repair(1, 0)]],
    settings: oneLeaf,
    more: { nodes: 2, network: "duplicating" },
  }),
  "a crash": instanceOf({
    words: "both nodes write, one of them crashes at any time; version vectors",
    states: 555,
    wishes: [[put(0, "a", "1")], [put(1, "a", "2"), repair(1, 0)]],
    settings: { way: "versions" },
    more: { nodes: 2, crashes: 1 },
  }),
  versions: instanceOf({
    words:
      "two writes at one node: the second takes them from it, and the third from the second, one at a time",
    states: 4_491,
    wishes: [[put(0, "a", "1"), put(0, "b", "2")], [repair(1, 0)], [repair(2, 1)]],
    settings: { way: "versions", messageBytes: 1, direction: "pull" },
    more: { nodes: 3, lossy: true },
  }),
};
