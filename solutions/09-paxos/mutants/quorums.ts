/** Part 3 with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/09-paxos/answers.ts";
import type { NodeId } from "../../../exercises/09-paxos/given.ts";
import { quorums } from "../quorums.ts";

export const quorumMutants: Mutants<Answers> = {
  quorums: {
    "the first two only: others are not looked at": {
      apart: (phase1, phase2) => quorums.apart(phase1.slice(0, 2), phase2.slice(0, 2)),
    },
    "within a phase: two quorums of phase 1 that do not meet": {
      apart: (phase1, phase2) => quorums.apart([...phase1, ...phase2], [...phase1, ...phase2]),
    },
    "both together are too few: counts the nodes, and not who they are": {
      apart: (phase1, phase2) => {
        const all = new Set([...phase1, ...phase2].flat());
        const one = phase1.find((quorum) =>
          phase2.some((other) => quorum.length + other.length <= all.size)
        );
        return one === undefined ? null : quorums.apart([one], phase2);
      },
    },
    "five bits: nodes from 32 on are taken for others": {
      apart: (phase1, phase2) => {
        const bits = (quorum: readonly NodeId[]) =>
          quorum.reduce((set, node) => set | 1 << node, 0);
        for (const one of phase1) {
          for (const other of phase2) {
            if ((bits(one) & bits(other)) === 0) return { phase1: one, phase2: other };
          }
        }
        return null;
      },
    },
    "says only whether: the quorums are swapped": {
      apart: (phase1, phase2) => {
        const found = quorums.apart(phase1, phase2);
        return found && { phase1: found.phase2, phase2: found.phase1 };
      },
    },
    "an empty quorum meets everybody: it has nobody to meet": {
      apart: (phase1, phase2) =>
        quorums.apart(
          phase1.filter(({ length }) => length > 0),
          phase2.filter(({ length }) => length > 0),
        ),
    },
    "up to eight nodes: in larger systems nothing is found": {
      apartAmong: (n, phase1, phase2) => n > 8 ? null : quorums.apartAmong(n, phase1, phase2),
    },
    "majorities only: whether sizes add up to more than all": {
      apartAmong(n, phase1, phase2) {
        const nodes = Array.from({ length: n }, (_, node) => node);
        const least = (isQuorum: typeof phase1) =>
          nodes.findIndex((_, i) => isQuorum(new Set(nodes.slice(0, i + 1)))) + 1;
        const [one, other] = [least(phase1), least(phase2)];
        return one + other > n
          ? null
          : { phase1: nodes.slice(0, one), phase2: nodes.slice(n - other) };
      },
    },
    "all pairs: every set is asked about with every other": {
      apartAmong(n, phase1, phase2) {
        const nodes = Array.from({ length: n }, (_, node) => node);
        const sets = Array.from(
          { length: 2 ** n },
          (_, set) => nodes.filter((node) => (set >> node & 1) === 1),
        );
        for (const one of sets) {
          for (const other of sets) {
            if (!phase1(new Set(one)) || !phase2(new Set(other))) continue;
            if (!one.some((node) => other.includes(node))) return { phase1: one, phase2: other };
          }
        }
        return null;
      },
    },
    "one phase for both: the other is not asked": {
      apartAmong: (n, phase1) => quorums.apartAmong(n, phase1, phase1),
    },
    "sorted lists: each is gone through once, in step with the other": {
      apart: (phase1, phase2) => {
        const meet = (one: readonly NodeId[], other: readonly NodeId[]) => {
          for (let i = 0, j = 0; i < one.length && j < other.length;) {
            if (one[i] === other[j]) return true;
            if (one[i]! < other[j]!) i++;
            else j++;
          }
          return false;
        };
        for (const one of phase1) {
          for (const other of phase2) if (!meet(one, other)) return { phase1: one, phase2: other };
        }
        return null;
      },
    },
    "six quorums: those after them are not looked at": {
      apart: (phase1, phase2) => quorums.apart(phase1.slice(0, 6), phase2.slice(0, 6)),
    },
    "nine members: those after them are not looked at": {
      apart: (phase1, phase2) => {
        const found = quorums.apart(
          phase1.map((one) => one.slice(0, 9)),
          phase2.map((other) => other.slice(0, 9)),
        );
        return found;
      },
    },
    "neighbours only: one quorum from some node on, and the other after it": {
      apartAmong(n, phase1, phase2) {
        for (let first = 0; first < n; first++) {
          for (let size = 0; size <= n; size++) {
            const all = Array.from({ length: n }, (_, i) => (first + i) % n);
            const [one, other] = [all.slice(0, size), all.slice(size)];
            if (phase1(new Set(one)) && phase2(new Set(other))) {
              return { phase1: one, phase2: other };
            }
          }
        }
        return null;
      },
    },
  },
};
