/** Every order of events around a leader who equivocates. @module */

import type { ProtocolSystem } from "hb/check/explore/protocol_system.ts";
import { explored } from "hb/grade/explored.ts";
import type { Grading } from "hb/grade/part.ts";
import { nested, wrapped } from "hb/model/nested.ts";
import type { NodeId, Tagged } from "hb/model/protocol.ts";
import { type Lie, menu } from "hb/security/adversary/menu.ts";
import { type Traitor, withTraitors } from "hb/security/adversary/traitors.ts";
import { digestOf } from "../digest.ts";
import type { Block, QuorumCertificate, Request, Signed, WholeHotStuff } from "../given.ts";
import { labels } from "./labels.ts";
import { invariantsOf } from "./whole_rules.ts";
import { CLUSTER, type Message, type Node, type State, subjectOf } from "./whole_subject.ts";

const request = (command: string): Signed<Request> => ({
  signer: 4,
  statement: { kind: "request", cluster: CLUSTER, timestamp: 1, command },
});

const certificate = (of: Block | null, signers: readonly NodeId[]): QuorumCertificate => ({
  signers: of === null ? [] : [...signers],
  statement: {
    kind: "vote",
    cluster: CLUSTER,
    view: of?.view ?? 0,
    block: of === null ? "genesis" : digestOf(of),
  },
});

const block = (
  view: number,
  on: Block | null,
  signers: readonly NodeId[],
  commands: readonly Signed<Request>[] = [],
): Block => {
  const justify = certificate(on, signers);
  return { view, parent: justify.statement.block, justify, commands };
};

const propose = (
  to: NodeId,
  block: Block,
): Lie<Message> => [to, { type: "proposal", block, entrance: null }];

const A = block(1, null, [], [request("a")]), B = block(1, null, [], [request("b")]);
const A2 = block(2, A, [0, 1, 2]), B2 = block(2, B, [0, 2, 3]), A3 = block(3, A2, [0, 1, 2]);

/** A leader of views 1 to 3, and what it may say; it shows certificates when it has the votes. */
interface Small {
  readonly lies: readonly Lie<Message>[];
  /** Whether replicas may lose patience at any time; default: never. */
  readonly impatient?: boolean;
}

const menus: Readonly<Record<string, Small>> = {
  "proposes a and b in one view, each to all": {
    lies: [
      ...[1, 2, 3].flatMap((to) => [propose(to, A), propose(to, B)]),
      propose(1, A2),
      propose(3, B2),
    ],
  },
  "has a, and what is on it, certified, and then b": {
    lies: [
      propose(1, A),
      propose(2, A),
      propose(3, B),
      propose(1, A2),
      propose(2, A2),
      propose(1, A3),
      propose(2, B),
      propose(3, A3),
    ],
  },
  "proposes a to two and b to the third, while all may lose patience": {
    lies: [propose(1, A), propose(2, A), propose(3, B), propose(1, B)],
    impatient: true,
  },
};

type System = ProtocolSystem<Node | Traitor, Message, Tagged, unknown>;

/** The small systems, each with what it is. */
export function systemsOf(
  whole: WholeHotStuff,
): readonly { readonly words: string; readonly system: System }[] {
  const subject = subjectOf(whole, 4);
  const calm = wrapped(subject.bare, (io) => nested(io, { wait() {}, cancel() {} }));
  const types = Object.keys(calm.upon) as Message["type"][];
  return Object.entries(menus).map(([words, { lies, impatient = false }]) => ({
    words: `all orders of events of four replicas, of which replica 0, who leads, ${words}`,
    system: {
      name: "HotStuff",
      // The client is on the side of the liar, and signs what it likes.
      protocol: withTraitors(impatient ? subject.bare : calm, {
        0: menu(types, () => lies),
        4: menu<Message>(types, () => []),
      }),
      nodes: 5,
      invariants: invariantsOf(subject) as never,
      history: false,
      boundary: ({ states }) =>
        subject.shown(states as never).every((shown) => shown === undefined || shown.view <= 7),
    },
  }));
}

/** All of them, as far as the budget goes. */
export function smalls(whole: WholeHotStuff, grading: Grading): void {
  for (const { words, system } of systemsOf(whole)) {
    grading.busyWith(() => words);
    explored(
      system as ProtocolSystem<State | Node, Message, Tagged, unknown>,
      { states: 4000, words, labels: labels as never },
      grading,
    );
  }
}
