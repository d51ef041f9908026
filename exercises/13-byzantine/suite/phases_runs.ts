/** The reader's three phases at all replicas of a view, with liars among them. @module */

import { explored } from "hb/grade/explored.ts";
import { type Grading, reach, runFor } from "hb/grade/part.ts";
import type { Labels } from "hb/model/labels.ts";
import type { NodeId } from "hb/model/protocol.ts";
import { drawnScript } from "hb/security/adversary/draw.ts";
import { besideTraitors } from "hb/security/adversary/loyal.ts";
import { type Lie, menu } from "hb/security/adversary/menu.ts";
import { puppet } from "hb/security/adversary/puppet.ts";
import { type Traitors, withTraitors } from "hb/security/adversary/traitors.ts";
import { unforged } from "hb/security/adversary/unforged.ts";
import { sign } from "hb/security/identity/signed.ts";
import { uniform } from "hb/sim/latency.ts";
import { Random } from "hb/sim/random.ts";
import type { Phases } from "../given.ts";
import { sizesOf } from "./did.ts";
import {
  CLUSTER,
  invariants,
  loyal,
  type Message,
  protocolOf,
  type State,
  TYPES,
} from "./phases_subject.ts";

const inMessage = (message: Message) => {
  if (message.type === "ask") return message.digest;
  const [{ statement }] = Object.values({ ...message, type: undefined }).filter(Boolean) as [
    { statement: { sequence: number; digest: string } },
  ];
  return `${
    message.type === "prePrepare" ? "pre-prepare" : message.type
  } ${statement.sequence}:${statement.digest}`;
};

const labels = besideTraitors<unknown, Message, never, never>({
  state: () => undefined,
  message: inMessage,
}) as unknown as Labels<State, Message, never, never>;

const about = (digest: string) => ({ cluster: CLUSTER, view: 0, sequence: 1, digest }) as const;
const proposes = (self: NodeId, to: NodeId, digest: string): Lie<Message> => [
  to,
  {
    type: "prePrepare",
    prePrepare: sign({ self }, { kind: "prePrepare", ...about(digest) } as const),
  },
];
const prepares = (self: NodeId, to: NodeId, digest: string): Lie<Message> => [
  to,
  { type: "prepare", prepare: sign({ self }, { kind: "prepare", ...about(digest) } as const) },
];
const commits = (self: NodeId, to: NodeId, digest: string): Lie<Message> => [
  to,
  { type: "commit", commit: sign({ self }, { kind: "commit", ...about(digest) } as const) },
];

interface Small {
  readonly words: string;
  readonly liar: NodeId;
  readonly asks: readonly string[];
  readonly lies: readonly Lie<Message>[];
}

const smalls: readonly Small[] = [
  {
    words:
      "four replicas, whose primary proposes a to two and b to the third, and commits what each likes",
    liar: 0,
    asks: [],
    lies: [
      ...[proposes(0, 1, "a"), proposes(0, 2, "a"), proposes(0, 3, "b"), proposes(0, 2, "b")],
      ...[prepares(0, 1, "a"), prepares(0, 3, "b"), commits(0, 1, "a"), commits(0, 3, "b")],
    ],
  },
  {
    words: "four replicas, of which replica 3 proposes b as if it led, and prepares and commits it",
    liar: 3,
    asks: ["a"],
    lies: [
      ...[proposes(3, 1, "b"), prepares(3, 1, "b"), prepares(3, 1, "a"), prepares(3, 2, "b")],
      ...[commits(3, 1, "b"), commits(3, 1, "b"), commits(3, 2, "a")],
    ],
  },
];

const clients = (asks: readonly string[]) => ({
  workload: asks.map((input) => [{ input }]),
  ask: (digest: unknown) => ({ type: "ask", digest: digest as string }) as const,
  to: () => 0,
  link: "local" as const,
});

/** Every order of events of a few, as far as a budget goes; then storms of liars whom nobody has thought of. */
export function runs(judged: Phases, grading: Grading): void {
  for (const { words, liar, asks, lies } of smalls) {
    const system = {
      name: "phases",
      protocol: withTraitors(protocolOf(judged, 4), { [liar]: menu<Message>(TYPES, () => lies) }),
      nodes: 4,
      history: false,
      invariants: invariants(4),
      ...(asks.length === 0 ? {} : { clients: clients(asks) }),
    };
    const all = `all orders of events of ${words}`;
    grading.busyWith(() => all);
    explored<State, Message, never, never>(
      system as never,
      { states: 2500, words: all, labels },
      grading,
    );
  }
  for (const [replicas, primaryLies] of [[4, false], [4, true], [7, false], [7, true]] as const) {
    for (let i = 0; i < 3; i++) storm(judged, replicas, primaryLies, i, grading);
  }
}

function storm(
  judged: Phases,
  replicas: number,
  primaryLies: boolean,
  nth: number,
  grading: Grading,
): void {
  const protocol = unforged(protocolOf(judged, replicas)), asks = ["a", "b", "c", "d"];
  const random = new Random(10 * replicas + nth, `phases, ${primaryLies}`);
  const liars: Record<NodeId, Traitors<Message>[NodeId]> = {};
  for (let left = sizesOf(replicas).faults; left > 0; left--) {
    const self = primaryLies && left === 1 ? 0 : 1 + random.below(replicas - 1);
    const listeners = [...Array(replicas).keys()].filter((node) => node !== self);
    const types = ["prePrepare", "prepare", "commit"];
    const script = drawnScript((n) => random.below(n), { listeners, types });
    liars[self] = puppet(protocol, script) as Traitors<Message>[NodeId];
  }
  const words = primaryLies
    ? "what one loyal replica has committed no other has otherwise"
    : "what a loyal primary proposes all loyal replicas commit";
  const lacks = (states: readonly (Readonly<State> | undefined)[]) =>
    loyal(states).filter(([, { committed }]) => committed.size < asks.length).map(([node]) => node);
  grading.sweep<State, Message, never, never>({
    protocol: withTraitors(protocol, liars) as never,
    nodes: replicas,
    network: { latency: uniform(1, 40), duplication: 0.1 },
    clients: clients(asks),
    invariants: invariants(replicas),
  }, {
    seeds: 2,
    shrinkRuns: 40,
    drive(world) {
      runFor(world, 1000);
      if (primaryLies) return;
      reach(world, [
        1000,
        words,
        ({ states }) => lacks(states).length === 0,
        ({ states }) => `replicas ${lacks(states).join(", ")} have not`,
      ]);
    },
  });
}
