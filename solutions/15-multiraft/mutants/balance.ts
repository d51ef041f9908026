/** Bugs of balance. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/15-multiraft/answers.ts";
import type { Balance, NodeSeen, RangeSeen, View } from "../../../exercises/15-multiraft/given.ts";
import { balance } from "../balance.ts";

/** The reference, which sees something else. */
const seeing = (change: (view: View) => Partial<View>): Balance => (view) =>
  balance({ ...view, ...change(view) });

const nodes = (change: (node: NodeSeen, view: View) => Partial<NodeSeen>): Balance =>
  seeing((view) => ({ nodes: view.nodes.map((each) => ({ ...each, ...change(each, view) })) }));

const ranges = (change: (range: RangeSeen, view: View) => Partial<RangeSeen>): Balance =>
  seeing((view) => ({ ranges: view.ranges.map((each) => ({ ...each, ...change(each, view) })) }));

const full = ({ replicas, capacity }: NodeSeen) => replicas / capacity;

export const balanceMutants: Mutants<Answers> = {
  balance: {
    "never: there is nothing to move": () => undefined,
    "no zones: nodes are in one zone each": nodes(({ node }) => ({ zone: `${node}` })),
    "one zone: all nodes are in one zone": nodes(() => ({ zone: "a" })),
    "same zone: a replica never goes to a zone that has one": seeing((
      { nodes, ranges, ...view },
    ) => ({
      ranges: ranges.map((range) => {
        const move = balance({ nodes, ranges: [range], ...view });
        if (move === undefined) return range;
        const zone = nodes.find(({ node }) => node === move.to)!.zone;
        const has = range.voters.some((node) =>
          node !== move.from && nodes.find((each) => each.node === node)?.zone === zone
        );
        return { ...range, isBusy: range.isBusy || has };
      }),
    })),
    "fullness first: zones are mended when nodes are even": (view) =>
      nodes(({ node }) => ({ zone: `${node}` }))({
        ...view,
        ranges: view.ranges,
      }) ?? balance(view),
    "busy: a range with an operator is moved, too": ranges(() => ({ isBusy: false })),
    "not well: a replica goes to a node that is not well": (view) => {
      const move = balance(view);
      if (move !== undefined) return move;
      const hurt = view.nodes.find(({ isWell }) => !isWell);
      return hurt && balance({
        ...view,
        nodes: view.nodes.map((each) => each === hurt ? { ...each, isWell: true } : each),
      });
    },
    "wounded: a range is moved that has a voter that is not well": ranges((
      { voters },
      { nodes },
    ) => ({
      voters: voters.filter((node) => nodes.find((each) => each.node === node)?.isWell),
    })),
    "floods: a node receives any number of replicas": nodes(() => ({ receiving: 0 })),
    "overworks: a leader sends any number of replicas": nodes(() => ({ sending: 0 })),
    "one too many: the most is one more": seeing(({ most }) => ({
      most: { receiving: most.receiving + 1, sending: most.sending + 1 },
    })),
    "idle: a node receives only if it receives nothing": seeing(({ most }) => ({
      most: { ...most, receiving: 1 },
    })),
    "sender: what is counted is what the old node sends, not the leader": ranges(({ voters }) => ({
      leader: voters[0]!,
    })),
    "ping-pong: a move is good if the new node has less than the old one": nodes((
      { replicas },
    ) => ({
      replicas: replicas - 0.5,
    })),
    "no slack: the least difference is enough": seeing(() => ({ slack: 0 })),
    "more slack: a difference of two is not enough": seeing(({ slack }) => ({ slack: slack + 1 })),
    "capacity: all nodes can carry the same": nodes(() => ({ capacity: 1 })),
    "fullest: only from the fullest node is anything moved": seeing(({ nodes, ranges }) => {
      const most = Math.max(...nodes.map(full));
      const top = nodes.filter((each) => full(each) === most).map(({ node }) => node);
      return { ranges: ranges.filter(({ voters }) => voters.some((node) => top.includes(node))) };
    }),
    "emptiest: only to the emptiest node is anything moved": seeing(({ nodes }) => {
      const least = Math.min(...nodes.map(full));
      return {
        nodes: nodes.map((each) => full(each) === least ? each : { ...each, receiving: 9 }),
      };
    }),
    "five: only the first five ranges are looked at": seeing(({ ranges }) => ({
      ranges: ranges.slice(0, 5),
    })),
    "sixty-four: only the first 64 ranges are looked at": seeing(({ ranges }) => ({
      ranges: ranges.slice(0, 64),
    })),
    "sixty-four nodes: only to the first 64 nodes is anything moved": seeing(({ nodes }) => ({
      nodes: nodes.map((each, at) => at < 64 ? each : { ...each, receiving: 9 }),
    })),
    "by place: a node is looked for at the place of its number": (view) => {
      const at = view.nodes.map((_, at) => at), known = new Set(at);
      return balance({
        ...view,
        nodes: view.nodes.map((each, node) => ({ ...each, node })),
        ranges: view.ranges.filter(({ voters }) => voters.every((node) => known.has(node))),
      });
    },
    "group by place: a group is named by its place": (view) => {
      const move = balance(view);
      const at = view.ranges.findIndex(({ group }) => group === move?.group);
      return move && { ...move, group: at + 1 };
    },
    "not 0: a range that node 0 leads is led by nobody": seeing(({ ranges }) => ({
      ranges: ranges.filter(({ leader }) => leader),
    })),
    "swapped: the two numbers of the most are confused": seeing(({ most }) => ({
      most: { receiving: most.sending, sending: most.receiving },
    })),
    "no most of 0: where nothing may be received, or sent, anything may": seeing(({ most }) => ({
      most: { receiving: most.receiving || Infinity, sending: most.sending || Infinity },
    })),
    "own slack: every slack but 0 is one half": seeing(({ slack }) => ({ slack: slack && 0.5 })),
    "whole slack: a slack is a whole number": seeing(({ slack }) => ({ slack: Math.floor(slack) })),
    "as full: what is as much fuller as the slack is enough": seeing(({ slack }) => ({
      slack: slack - 0.001,
    })),
    "small nodes: who can carry less than 1 is taken for 1": nodes(({ capacity }) => ({
      capacity: Math.max(1, capacity),
    })),
    "three voters: a range of more is not moved": seeing(({ ranges }) => ({
      ranges: ranges.filter(({ voters }) => voters.length <= 3),
    })),
    "one voter: a range that has no others is not moved": seeing(({ ranges }) => ({
      ranges: ranges.filter(({ voters }) => voters.length > 1),
    })),
    "has one: a replica goes where one is": (view) => {
      const move = balance(view);
      const range = move && view.ranges.find(({ group }) => group === move.group)!;
      return move && { ...move, to: range!.voters.find((node) => node !== move.from)! };
    },
    "backwards: it goes the other way": (view) => {
      const move = balance(view);
      return move && { ...move, from: move.to, to: move.from };
    },
  },
};
