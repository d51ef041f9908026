/** What must hold of SWIM at any time, and of views in the end. @module */

import { type Invariant, remembering } from "hb/model/invariant.ts";
import type { NodeId, RunningSwim, Standing } from "../given.ts";
import { isGreater } from "./right_opinions.ts";
import { inWords, isIn } from "./swim_world.ts";

type States = readonly unknown[];

/** What a node holds of another only becomes greater in a life. */
const onlyGreater = ({ of }: RunningSwim): Invariant<unknown> =>
  remembering<unknown, Map<NodeId, Map<NodeId, Standing>>>({
    name: "only what is greater takes the place of what is held",
    words:
      "incarnations first, then alive < suspect < dead < left; whoever was heard of stays known " +
      "(SWIM, section 4.2)",
    memory: () => new Map(),
    check({ states }, memory) {
      for (const [node, s] of states.entries()) {
        if (s === undefined) {
          memory.delete(node);
          continue;
        }
        const held = memory.get(node) ?? new Map<NodeId, Standing>();
        memory.set(node, held);
        for (let member = 0; member < states.length; member++) {
          if (member === node) continue;
          const before = held.get(member), now = of(s, member);
          if (before !== undefined && (now === undefined || isGreater(before, now))) {
            const words =
              `node ${node} held that node ${member} was ${inWords(before)}, and now it is ` +
              inWords(now);
            return { words, nodes: [node, member] };
          }
          if (now !== undefined) {
            held.set(member, { status: now.status, incarnation: now.incarnation });
          }
        }
      }
      return undefined;
    },
  });

/** A node's own incarnation grows with each life, and it holds itself for alive, or for one that has left. */
const ownWord = ({ of }: RunningSwim): Invariant<unknown> =>
  remembering<unknown, Map<NodeId, { incarnation: number; isDown: boolean }>>({
    name: "each life is in a greater incarnation",
    words:
      "a node that has been a member comes back from a crash in a greater incarnation, if it is a member " +
      "then; in a life it only grows; and nobody holds itself for suspect or dead (SWIM, section 4.2)",
    memory: () => new Map(),
    check({ states }, memory) {
      for (const [node, s] of states.entries()) {
        const last = memory.get(node), own = s === undefined ? undefined : of(s, node);
        if (s === undefined) {
          if (last !== undefined && !last.isDown) memory.set(node, { ...last, isDown: true });
          continue;
        }
        if (own === undefined) continue;
        const { status, incarnation } = own;
        if (status !== "alive" && status !== "left") {
          return { words: `node ${node} holds itself for ${status}`, nodes: [node] };
        }
        const least = (last?.incarnation ?? -1) + Number(last?.isDown && status === "alive");
        if (incarnation < least) {
          const words = `node ${node} is ${inWords(own)}, and was in ${last!.incarnation} ` +
            `${last!.isDown ? "before it crashed" : "already"}`;
          return { words, nodes: [node] };
        }
        if (last?.incarnation !== incarnation || last.isDown) {
          memory.set(node, { incarnation, isDown: false });
        }
      }
      return undefined;
    },
  });

/** Nobody but the member itself begins a new incarnation. */
const nobodyInvents = ({ of }: RunningSwim): Invariant<unknown> =>
  remembering<unknown, Map<NodeId, number>>({
    name: "only the member itself begins an incarnation",
    words:
      "nobody holds a member in an incarnation in which it has not been itself (SWIM, section 4.2)",
    memory: () => new Map(),
    check({ states }, memory) {
      for (const [node, s] of states.entries()) {
        const own = s === undefined ? undefined : of(s, node);
        const last = memory.get(node) ?? 0;
        if (own !== undefined && own.incarnation > last) memory.set(node, own.incarnation);
      }
      for (const [node, s] of states.entries()) {
        if (s === undefined) continue;
        for (let member = 0; member < states.length; member++) {
          const held = of(s, member), last = memory.get(member) ?? 0;
          if (held === undefined || held.incarnation <= last) continue;
          const words =
            `node ${node} holds that node ${member} is ${inWords(held)}, which has been in ` +
            `${last} at most`;
          return { words, nodes: [node, member] };
        }
      }
      return undefined;
    },
  });

/** All that holds at any time; where a disk may be wiped, lives may begin again. */
export const rules = (swim: RunningSwim, wiped = false): Invariant<unknown>[] =>
  wiped ? [onlyGreater(swim)] : [onlyGreater(swim), ownWord(swim), nobodyInvents(swim)];

/** Nobody takes anybody for suspect or dead. */
export const nobodyAccused = ({ of }: RunningSwim): Invariant<unknown> => ({
  name: "nobody is accused who is heard by others",
  words: "who does not hear another asks some who do, before it accuses it (SWIM, section 3.1)",
  check({ states }) {
    for (const [node, s] of states.entries()) {
      for (let member = 0; s !== undefined && member < states.length; member++) {
        const held = of(s, member);
        if (held?.status !== "suspect" && held?.status !== "dead") continue;
        const words = `node ${node} holds that node ${member} is ${inWords(held)}`;
        return { words, nodes: [node, member] };
      }
    }
    return undefined;
  },
});

/** Nobody is held to be dead. */
export const nobodyDead = ({ of }: RunningSwim): Invariant<unknown> => ({
  name: "nobody is called dead",
  words: "who has left is not dead, and who is accused in time refutes it (SWIM, section 4.2)",
  check({ states }) {
    for (const [node, s] of states.entries()) {
      for (let member = 0; s !== undefined && member < states.length; member++) {
        const held = of(s, member);
        if (held?.status !== "dead") continue;
        const words = `node ${node} holds that node ${member} is ${inWords(held)}`;
        return { words, nodes: [node, member] };
      }
    }
    return undefined;
  },
});

/**
 * What is not as it must be in the end: what a node holds of another that is, or is not, as that one says. Of who is
 * down all hold the same.
 */
export function whoIsWrong({ of }: RunningSwim, states: States): string | undefined {
  const down = new Map<NodeId, readonly [NodeId, Standing | undefined]>();
  for (const [node, s] of states.entries()) {
    if (s === undefined || of(s, node)?.status !== "alive") continue;
    for (const [member, other] of states.entries()) {
      if (member === node) continue;
      const held = of(s, member), own = other === undefined ? undefined : of(other, member);
      const isRight = own?.status === "alive"
        ? held?.status === "alive" && held.incarnation === own.incarnation
        : own?.status === "left"
        ? held?.status === "left"
        : !isIn(held);
      const [first, before] = down.get(member) ?? [node, held];
      if (isRight && other === undefined) {
        if (!isAlike(before, held)) {
          return `node ${member} is down; to node ${first} it is ${
            inWords(before)
          }, and to node ${node} ` +
            inWords(held);
        }
        down.set(member, [first, before]);
      }
      if (isRight) continue;
      const is = other === undefined ? "down" : own === undefined ? "no member" : inWords(own);
      return `to node ${node}, node ${member} is ${inWords(held)}, and it is ${is}`;
    }
  }
  return undefined;
}

const isAlike = (one: Standing | undefined, other: Standing | undefined) =>
  one?.status === other?.status && one?.incarnation === other?.incarnation;

/** Everybody sees everybody as it is. */
export const allSee = (swim: RunningSwim): Invariant<unknown> => ({
  name: "all members hold of each what it is",
  words:
    "who is a member is alive, in the incarnation that it says; who has left has left; who is down is no " +
    "member, and all hold the same of it",
  check({ states }) {
    const words = whoIsWrong(swim, states);
    return words === undefined ? undefined : { words, nodes: [] };
  },
});

/** A node takes itself for no member. */
export const isOut = ({ of }: RunningSwim, node: NodeId): Invariant<unknown> => ({
  name: "who has left is no member",
  words: "who has left is no member before it joins again, and not after a crash either",
  check({ states }) {
    const own = states[node] === undefined ? undefined : of(states[node], node);
    return own?.status === "alive"
      ? { words: `node ${node} is ${inWords(own)}`, nodes: [node] }
      : undefined;
  },
});

/** A node takes itself for a member. */
export const isMember = ({ of }: RunningSwim, node: NodeId): Invariant<unknown> => ({
  name: "who has joined is a member",
  words: "who has joined is a member until it leaves, also after a crash",
  check({ states }) {
    const own = states[node] === undefined ? undefined : of(states[node], node);
    return own?.status === "alive"
      ? undefined
      : { words: `to itself, node ${node} is ${inWords(own)}`, nodes: [node] };
  },
});
