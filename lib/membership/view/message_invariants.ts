/** What messages in views promise (Chockler, Keidar and Vitenberg 2001, section 4), as applications have heard them. @module */

import type { History } from "../../model/history.ts";
import { type Invariant, remembering } from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import { gotFrom } from "./channel.ts";
import type { Page } from "./diary.ts";
import { memberAt } from "./view.ts";
import type { Member } from "./view_invariants.ts";

/** What was found in views, by their numbers, and in which view each node was looked at last. */
interface Found {
  readonly texts: string[];
  readonly looked: number[];
}

/** The diaries of nodes that have come to another view than the last time. */
function* inAnotherView(
  states: readonly (Readonly<Member> | undefined)[],
  looked: number[],
): Generator<readonly [node: NodeId, pages: readonly Page[]]> {
  for (let node = 0; node < states.length; node++) {
    const pages = states[node]?.app.pages ?? [], number = pages.at(-1)?.view.number ?? 0;
    if (looked[node] === number) continue;
    looked[node] = number;
    yield [node, pages];
  }
}

/** Virtual synchrony: who goes from a view to the next has delivered the same in it as all others who do. */
export const virtualSynchrony: Invariant<Member> = remembering<Member, Found>({
  name: "virtual synchrony",
  words: "all who go from one view to the next have delivered the same messages in it",
  memory: () => ({ texts: [], looked: [] }),
  check({ states }, { texts, looked }) {
    for (const [node, pages] of inAnotherView(states, looked)) {
      const [last, next] = pages.slice(-2);
      if (last === undefined || next === undefined) continue;
      const { number } = last.view;
      const text = last.delivered.map(({ payload }) => payload).sort().join(" ");
      if ((texts[number] ??= text) === text) continue;
      const words = `node ${node} has delivered "${text}" in view ${number}, another member ` +
        `"${texts[number]}"`;
      return { words, nodes: [node] };
    }
    return undefined;
  },
});

/** State transfer: all members begin a view with the same state, newcomers too. */
export const sameOpening: Invariant<Member> = remembering<Member, Found>({
  name: "state transfer",
  words: "all members begin a view with the same state",
  memory: () => ({ texts: [], looked: [] }),
  check({ states }, { texts, looked }) {
    for (const [node, pages] of inAnotherView(states, looked)) {
      const page = pages.at(-1);
      if (page === undefined) continue;
      const { number } = page.view, text = page.opening.join(" ");
      if ((texts[number] ??= text) === text) continue;
      const words = `node ${node} begins view ${number} with "${text}", another member with ` +
        `"${texts[number]}"`;
      return { words, nodes: [node] };
    }
    return undefined;
  },
});

/** Sending view delivery. */
export const sendingView: Invariant<Member> = ofPages(
  "sending view delivery",
  "a message is delivered in the view in which it was multicast",
  ({ view, delivered }) => {
    const other = delivered.find((each) => each.view !== view.number);
    if (other === undefined) return undefined;
    return `delivers "${other.payload}" of view ${other.view} in view ${view.number}`;
  },
);

/** Order: messages of one sender are delivered in the order in which it has multicast them, none left out. */
export const fifo: Invariant<Member> = ofPages(
  "order of each sender",
  "messages of one sender are delivered in their order, and none before it is missing",
  ({ delivered }) => {
    const next = new Map<NodeId, number>();
    for (const { from, sequence, payload } of delivered) {
      if (sequence !== (next.get(from) ?? 1)) {
        return `delivers "${payload}" of ${from} out of order`;
      }
      next.set(from, sequence + 1);
    }
    return undefined;
  },
);

/** Integrity: nothing is delivered twice to one member, and nothing that nobody has asked for. */
export const integrity: Invariant<Member> = ofPages(
  "integrity",
  "what is delivered has been multicast by a member, and is delivered once",
  ({ view, delivered, opening }, history) => {
    const seen = new Set(opening);
    for (const { payload, from } of delivered) {
      if (seen.has(payload)) return `delivers "${payload}" twice`;
      seen.add(payload);
      const isAsked = history.some(({ input }) => input === payload);
      if (isAsked && memberAt(view, from) !== undefined) continue;
      return `delivers "${payload}", which no member has multicast`;
    }
    return undefined;
  },
);

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

/** Something that holds in each page of a diary; a diary is looked at again when there is more in it. */
function ofPages(
  name: string,
  words: string,
  judge: (page: Page, history: History) => string | undefined,
): Invariant<Member> {
  return remembering<Member, { looked: string[] }>({
    name,
    words,
    memory: () => ({ looked: [] }),
    check({ states, history }, { looked }) {
      for (let node = 0; node < states.length; node++) {
        const pages = states[node]?.app.pages ?? [], last = pages.at(-1);
        const at = last === undefined ? "" : `${last.view.number}.${last.delivered.length}`;
        if (looked[node] === at) continue;
        looked[node] = at;
        for (const page of pages) {
          const breach = judge(page, history);
          if (breach !== undefined) return { words: `node ${node} ${breach}`, nodes: [node] };
        }
      }
      return undefined;
    },
  });
}
