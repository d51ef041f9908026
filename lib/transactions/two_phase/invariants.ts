/** What two-phase commit over two-phase locking promises, and what the proof of it rests on. @module */

import { type Invariant, remembering, whenOneEnds } from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import { meet } from "../locking/interval.ts";
import { excludes } from "../locking/mode.ts";
import { heldIn, type Lock } from "../locking/table.ts";
import { isolated, solvent } from "../storms/judge.ts";
import { noPhantoms } from "../storms/pairs.ts";
import type { Decision } from "./messages.ts";
import type { Name } from "./names.ts";
import type { State, Visit } from "./state.ts";

/** What applications see. */
export const serializable: Invariant<unknown> = whenOneEnds(isolated("strict serializable"));
/** What a bank sees. */
export const noMoneyIsLost: Invariant<unknown> = whenOneEnds(solvent);
/** What whoever scans sees. */
export const unbroken: Invariant<unknown> = whenOneEnds(noPhantoms);

/**
 * All participants that decide decide the same (AC1 of Bernstein, Hadzilacos and Goodman 1987, section 7.2), now and
 * ever. A coordinator has decided when it is durable that it has, which nobody sees but by what it says.
 */
export const agreement: Invariant<State> = remembering<State, Map<Name, [Decision, NodeId]>>({
  name: "agreement",
  words: "no transaction is committed at one node and aborted at another",
  memory: () => new Map(),
  check({ states }, memory) {
    for (const [node, s] of states.entries()) {
      for (const [name, { outcome: decision }] of s?.outcomes ?? []) {
        if (decision === "read") continue;
        const [before, other] = memory.get(name) ?? [decision, node];
        if (before !== decision) {
          const said = (which: Decision) => which === "commit" ? "commits" : "aborts";
          const words = `node ${node} ${said(decision)} ${name}, which node ${other} ${
            said(before)
          }`;
          return { words, nodes: [other, node] };
        }
        memory.set(name, [before, other]);
      }
    }
    return undefined;
  },
});

/** It is committed only if all can (AC3): who is to be told either knows, or has promised, or is down. */
export const promised: Invariant<State> = {
  name: "only if all have promised",
  words:
    "whoever is to be told of a commit has promised that it can, and keeps that until it is told",
  check({ states }) {
    for (const [coordinator, s] of states.entries()) {
      for (const [name, { decision, to }] of s?.decided ?? []) {
        if (decision === "abort") continue;
        for (const [node, session] of to) {
          const participant = states[node];
          if (participant === undefined || participant.outcomes.get(name)?.outcome === "commit") {
            continue;
          }
          const visit = participant.visits.get(name);
          if (visit?.session === session && visit.promise !== null) continue;
          const words =
            `node ${coordinator} has decided to commit ${name}, which node ${node} cannot`;
          return { words, nodes: [coordinator, node] };
        }
      }
    }
    return undefined;
  },
};

/** Nobody writes what somebody else reads or writes, and what a transaction in doubt is going to write is locked. */
export const exclusion: Invariant<State> = {
  name: "exclusion",
  words:
    "no two transactions hold locks that exclude each other, and what is going to be written is locked",
  check({ states }) {
    for (const [node, s] of states.entries()) {
      const held = [...s === undefined ? [] : heldIn(s.table)];
      const pair = held.flatMap((a) => held.filter((b) => excluded(a, b)).map((b) => [a, b]))[0];
      if (pair !== undefined) {
        const [a, b] = pair as [Lock, Lock];
        const words = `at node ${node} ${a.owner} holds what excludes ${b.owner}`;
        return { words, nodes: [node] };
      }
      const bare = s && [...s.visits].find(([name, visit]) => !isLocked(name, visit, held));
      if (bare) {
        const words = `at node ${node} ${bare[0]} has not locked what it is going to write`;
        return { words, nodes: [node] };
      }
    }
    return undefined;
  },
};

function excluded(a: Lock, b: Lock): boolean {
  return a.owner !== b.owner && meet(a.interval, b.interval) && excludes(a.mode, b.mode) &&
    excludes(b.mode, a.mode);
}

function isLocked(name: Name, { promise }: Visit, held: readonly Lock[]) {
  return (promise?.writes ?? []).every(([key]) =>
    held.some(({ owner, mode, interval }) =>
      owner === name && mode === "exclusive" && interval.from <= key && key < interval.to
    )
  );
}

/** What must hold whatever is asked for. */
export const always: readonly Invariant<State>[] = [agreement, promised, exclusion];
/** All of them. */
export const invariants: readonly Invariant<State>[] = [
  ...always,
  serializable,
  noMoneyIsLost,
  unbroken,
];
