/** What views promise (Chockler, Keidar and Vitenberg 2001, section 3). @module */

import { clone } from "../../model/clone.ts";
import { type Invariant, remembering } from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Diary } from "./diary.ts";
import type { State } from "./state.ts";
import { includes, nodesOf, primary, survivorsOf, type View, viewLabel } from "./view.ts";

/** A member that keeps a diary. */
export type Member = State<Diary, string>;

/** Self-inclusion: a member is in its own view, in its present life. */
export const selfInclusion: Invariant<Member> = {
  name: "self-inclusion",
  words: "whoever is in a view is a member of it",
  check({ states }) {
    const node = states.findIndex((s, node) =>
      s?.phase === "member" && !includes(s.view, { node, life: s.life })
    );
    if (node < 0) return undefined;
    return { words: `node ${node} is in view ${viewLabel(states[node]!.view)}`, nodes: [node] };
  },
};

/** The view in which a node was last a member, and in which life. */
type Seen = { number: number; life: number } | null;

/** Local monotony: a member sees each view after its first, in order; and so do the lives of a node, with gaps. */
export const localMonotony: Invariant<Member> = remembering<Member, { seen: Seen[] }>({
  name: "local monotony",
  words:
    "a member's next view has the next number, and in another life a node sees only later ones",
  memory: () => ({ seen: [] }),
  check({ states }, { seen }) {
    for (const [node, s] of states.entries()) {
      const before = seen[node] ??= null;
      if (s?.phase !== "member") continue;
      const { view: { number }, life } = s;
      if (before?.number === number && before.life === life) continue;
      seen[node] = { number, life };
      if (before === null) continue;
      const isNext = number === before.number + 1;
      if (life === before.life ? isNext : life > before.life && number > before.number) continue;
      const words = `node ${node} goes from view ${before.number} to ${number}`;
      return { words, nodes: [node] };
    }
    return undefined;
  },
});

/** Views that there have been, by their numbers, and in which one each node was looked at last. */
interface Views {
  readonly views: View[];
  readonly looked: number[];
}

/** Agreement on views: what makes them one group. */
export const agreementOnViews: Invariant<Member> = remembering<Member, Views>({
  name: "agreement on views",
  words: "views of one number have the same members",
  memory: () => ({ views: [], looked: [] }),
  check({ states }, { views, looked }) {
    for (const [node, view] of membersInAnotherView(states, looked)) {
      const known = views[view.number] ??= clone(view);
      if (viewLabel(known) === viewLabel(view)) continue;
      const words = `node ${node} is in view ${viewLabel(view)}, and there was ${viewLabel(known)}`;
      return { words, nodes: [node] };
    }
    return undefined;
  },
});

/** Primary partition: who goes on, or wanted to leave, is a quorum of those who were there; so nobody else can go on. */
export const primaryPartition: Invariant<Member> = remembering<Member, Views & { left: number[] }>({
  name: "primary partition",
  words: "a quorum of each view has taken part in its end",
  memory: () => ({ views: [], looked: [], left: [] }),
  check({ states }, { views, looked, left }) {
    for (const [node, s] of states.entries()) {
      if (s?.leaving && s.phase === "member") left[node] = s.view.number;
    }
    for (const [node, view] of membersInAnotherView(states, looked)) {
      views[view.number] ??= clone(view);
      const last = views[view.number - 1];
      if (last === undefined) continue;
      const tookPart = new Set(survivorsOf(last, view).map(({ node }) => node));
      for (const other of nodesOf(last)) if (left[other] === last.number) tookPart.add(other);
      if (primary(nodesOf(last)).phase2(tookPart)) continue;
      const words =
        `only ${[...tookPart].join(" and ")} of view ${viewLabel(last)} took part when ` +
        `view ${viewLabel(view)} was made`;
      return { words, nodes: [node] };
    }
    return undefined;
  },
});

/** The members that are in another view than the last time. */
function* membersInAnotherView(
  states: readonly (Readonly<Member> | undefined)[],
  looked: number[],
): Generator<readonly [node: NodeId, view: View]> {
  for (let node = 0; node < states.length; node++) {
    const s = states[node], number = s?.phase === "member" ? s.view.number : 0;
    if (looked[node] === number) continue;
    looked[node] = number;
    if (number > 0) yield [node, s!.view];
  }
}
