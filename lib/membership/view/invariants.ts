/**
 * What virtual synchrony promises (Chockler, Keidar and Vitenberg 2001, sections 3 and 4), judged by what members'
 * applications have heard.
 *
 * @module
 */

import { type Invariant, remembering } from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import { gotFrom } from "./channel.ts";
import type { Diary, Page } from "./diary.ts";
import type { State } from "./state.ts";
import { includes, nodesOf, survivorsOf, type View, viewLabel } from "./view.ts";

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

/** Views that there have been, by their numbers. */
interface Views {
  views: View[];
}

/** Agreement on views, and that each is made by a quorum of the one before. */
export const agreementOnViews: Invariant<Member> = remembering<Member, Views>({
  name: "agreement on views",
  words: "views of one number have the same members",
  memory: () => ({ views: [] }),
  check({ states }, memory) {
    for (const [node, s] of states.entries()) {
      if (s === undefined || s.phase !== "member") continue;
      const { view } = s, label = viewLabel(view), known = memory.views[view.number];
      if (known === undefined) memory.views[view.number] = view;
      else if (viewLabel(known) !== label) {
        return {
          words: `node ${node} is in view ${label}, and there was view ${viewLabel(known)}`,
          nodes: [node],
        };
      }
    }
    return undefined;
  },
});

/** Primary partition: of each view a quorum of the last one is left, so that there is one chain of views. */
export const primaryPartition: Invariant<Member> = remembering<Member, Views>({
  name: "primary partition",
  words: "each view has been agreed on by a quorum of the one before",
  memory: () => ({ views: [] }),
  check({ states }, memory) {
    for (const [node, s] of states.entries()) {
      if (s === undefined || s.last === null || s.phase !== "member") continue;
      const last = memory.views[s.view.number - 1];
      memory.views[s.view.number] ??= s.view;
      if (last === undefined) continue;
      if (survivorsOf(last, s.view).length > 0) continue;
      const words = `nobody of view ${viewLabel(last)} is in view ${viewLabel(s.view)}`;
      return { words, nodes: [node] };
    }
    return undefined;
  },
});

/** The pages of two views of which a member has gone from one to the other. */
function* passages(states: readonly (Readonly<Member> | undefined)[]): Generator<
  readonly [node: NodeId, last: Page, next: Page]
> {
  for (const [node, s] of states.entries()) {
    const [last, next] = s?.app.pages.slice(-2) ?? [];
    if (last !== undefined && next !== undefined) yield [node, last, next];
  }
}

/** Virtual synchrony: who goes from a view to the next has delivered the same in it as all others who do. */
export const virtualSynchrony: Invariant<Member> = remembering<Member, { passed: string[] }>({
  name: "virtual synchrony",
  words: "all who go from one view to the next have delivered the same messages in it",
  memory: () => ({ passed: [] }),
  check({ states }, { passed }) {
    for (const [node, { view, delivered }] of passages(states)) {
      const texts = delivered.map(({ payload }) => payload).sort().join(" ");
      passed[view.number] ??= texts;
      if (passed[view.number] === texts) continue;
      const words = `node ${node} has delivered "${texts}" in view ${view.number}, ` +
        `another member "${passed[view.number]}"`;
      return { words, nodes: [node] };
    }
    return undefined;
  },
});

/** State transfer: all members begin a view with the same state, newcomers too. */
export const sameOpening: Invariant<Member> = remembering<Member, { openings: string[] }>({
  name: "state transfer",
  words: "all members begin a view with the same state",
  memory: () => ({ openings: [] }),
  check({ states }, { openings }) {
    for (const [node, s] of states.entries()) {
      const page = s?.app.pages.at(-1);
      if (page === undefined) continue;
      const { number } = page.view, opening = page.opening.join(" ");
      openings[number] ??= opening;
      if (openings[number] === opening) continue;
      const words = `node ${node} begins view ${number} with "${opening}", ` +
        `another member with "${openings[number]}"`;
      return { words, nodes: [node] };
    }
    return undefined;
  },
});

/** Sending view delivery. */
export const sendingView: Invariant<Member> = {
  name: "sending view delivery",
  words: "a message is delivered in the view in which it was multicast",
  check: ({ states }) =>
    inPages(states, ({ view, delivered }) => {
      const other = delivered.find((each) => each.view !== view.number);
      if (other === undefined) return undefined;
      return `delivers "${other.payload}" of view ${other.view} in view ${view.number}`;
    }),
};

/** Order: messages of one sender are delivered in the order in which it has multicast them, none left out. */
export const fifo: Invariant<Member> = {
  name: "order of each sender",
  words: "messages of one sender are delivered in their order, and none before it is missing",
  check: ({ states }) =>
    inPages(states, ({ delivered }) => {
      const next = new Map<NodeId, number>();
      for (const { from, sequence, payload } of delivered) {
        if (
          sequence !== (next.get(from) ?? 1)
        ) return `delivers "${payload}" of ${from} out of order`;
        next.set(from, sequence + 1);
      }
      return undefined;
    }),
};

/** Integrity: nothing is delivered twice to one member, and nothing that nobody has asked for. */
export const integrity: Invariant<Member> = {
  name: "integrity",
  words: "what is delivered has been multicast by a member, and is delivered once",
  check: ({ states, history }) =>
    inPages(states, ({ view, delivered, opening }) => {
      const seen = new Set(opening);
      for (const { payload, from } of delivered) {
        if (seen.has(payload)) return `delivers "${payload}" twice`;
        seen.add(payload);
        const isMember = nodesOf(view).includes(from);
        const isAsked = history.some(({ input }) => input === payload);
        if (!isMember || !isAsked) return `delivers "${payload}", which nobody has multicast`;
      }
      return undefined;
    }),
};

/** Stability: what one member does not keep any more, because it is stable, all members of its view have got. */
export const stability: Invariant<Member> = {
  name: "stability",
  words: "a message that a member takes for stable has been delivered to all members of its view",
  check({ states }) {
    for (const [node, s] of states.entries()) {
      if (s === undefined || s.phase !== "member") continue;
      for (const [from, { base }] of s.channels) {
        const other = states.findIndex((each) =>
          each?.phase === "member" && each.view.number === s.view.number &&
          gotFrom(each.channels, from) < base
        );
        if (other < 0) continue;
        const words =
          `node ${node} takes message ${base} of ${from} for stable, and node ${other} lacks it`;
        return { words, nodes: [node, other] };
      }
    }
    return undefined;
  },
};

/** The first page in which something is wrong. */
function inPages(
  states: readonly (Readonly<Member> | undefined)[],
  judge: (page: Page) => string | undefined,
) {
  for (const [node, s] of states.entries()) {
    for (const page of s?.app.pages ?? []) {
      const words = judge(page);
      if (words !== undefined) return { words: `node ${node} ${words}`, nodes: [node] };
    }
  }
  return undefined;
}

/** All that must hold. */
export const invariants: readonly Invariant<Member>[] = [
  selfInclusion,
  localMonotony,
  agreementOnViews,
  primaryPartition,
  virtualSynchrony,
  sameOpening,
  sendingView,
  fifo,
  integrity,
  stability,
];
