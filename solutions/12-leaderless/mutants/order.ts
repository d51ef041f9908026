/** Parts 4 and 5 with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/12-leaderless/answers.ts";
import {
  type Executing,
  type Executor,
  type ExecutorIo,
  type Id,
  label,
  type Order,
  type Proposal,
  type Value,
} from "../../../exercises/12-leaderless/given.ts";
import { components } from "../components.ts";
import { executor } from "../executor.ts";
import { order } from "../order.ts";
import { lastOnly, namesOnly } from "./executing.ts";

const right: Executor = executor;
type All = Parameters<Order>[0];
type Compare = (a: All[number], b: All[number]) => number;

/** Components in the right order, and something else inside them. */
function inside(compare: Compare): Order {
  return (all, dependsOn) => {
    const known = new Map(all.map((each) => [label(each.id), each]));
    const edges = (name: string) => dependsOn(known.get(name)!.id).map(label);
    return [...components(known.keys(), edges)].flatMap((members) =>
      members.map((name) => known.get(name)!).sort(compare).map(({ id }) => id)
    );
  };
}

interface Commit {
  readonly id: Id;
  readonly proposal: Proposal;
}

/** An executor that hears of something else than what is decided. */
function hearing(change: (commit: Commit, setting: Executing) => Commit): Partial<Executor> {
  return {
    commit: (setting, s, message, io) => right.commit(setting, s, change(message, setting), io),
  };
}

/** An executor with another relation. */
function related(
  interfere: (setting: Executing) => (a: Value, b: Value) => boolean,
): Partial<Executor> {
  return {
    commit: (setting, s, message, io) =>
      right.commit({ ...setting, interfere: interfere(setting) }, s, message, io),
  };
}

/** An executor in a world that is not as it should be. */
function within(
  world: (io: ExecutorIo, setting: Executing, message: Commit) => Partial<ExecutorIo>,
): Partial<Executor> {
  return {
    commit: (setting, s, message, io) =>
      right.commit(setting, s, message, {
        execute: (command) => io.execute(command),
        answer: (id, nth, result) => io.answer(id, nth, result),
        ...world(io, setting, message),
      }),
  };
}

const isNoOp = ({ proposal }: Commit) => proposal.value.length === 0;

export const orderMutants: Mutants<Answers> = {
  order: {
    "by arrival: inside a component it is the order in which they came": inside(() => 0),
    "replicas first: the sequence number does not count": inside((a, b) =>
      a.id.replica - b.id.replica || a.id.slot - b.id.slot
    ),
    "sequence numbers only: of two that are the same whichever came first": inside((a, b) =>
      a.sequence - b.sequence
    ),
    "slots before replicas: ties are broken otherwise": inside((a, b) =>
      a.sequence - b.sequence || a.id.slot - b.id.slot || a.id.replica - b.id.replica
    ),
    "as texts: 10 comes before 9": inside((a, b) =>
      `${a.sequence}` < `${b.sequence}` ? -1 : `${a.sequence}` > `${b.sequence}` ? 1 : 0
    ),
    "sequence numbers of 32 bits: a large one is below all": inside((a, b) =>
      (a.sequence | 0) - (b.sequence | 0) || a.id.replica - b.id.replica || a.id.slot - b.id.slot
    ),
    "slots of 32 bits: a large one is below all": inside((a, b) =>
      a.sequence - b.sequence || a.id.replica - b.id.replica || (a.id.slot | 0) - (b.id.slot | 0)
    ),
    "labels as texts: replica 10 comes before replica 2": inside((a, b) =>
      a.sequence - b.sequence || (label(a.id) < label(b.id) ? -1 : 1)
    ),
    "the greatest first: sequence numbers the other way round": inside((a, b) =>
      b.sequence - a.sequence
    ),
    "by sequence numbers alone: whatever depends on what": (all) =>
      all.toSorted((a, b) =>
        a.sequence - b.sequence || a.id.replica - b.id.replica || a.id.slot - b.id.slot
      ).map(({ id }) => id),
    "the other way round: what depends on something comes before it": (all, dependsOn) => {
      const known = new Map(all.map((each) => [label(each.id), each]));
      const edges = (name: string) => dependsOn(known.get(name)!.id).map(label);
      return [...components(known.keys(), edges)].reverse().flatMap((members) =>
        members.map((name) => known.get(name)!).sort((a, b) =>
          a.sequence - b.sequence || a.id.replica - b.id.replica || a.id.slot - b.id.slot
        ).map(({ id }) => id)
      );
    },
    "depth first: in a circle it is the order of the walk": (all, dependsOn) => {
      const done = new Set<string>(), found: Id[] = [];
      const visit = (id: Id) => {
        if (done.has(label(id))) return;
        done.add(label(id));
        for (const other of dependsOn(id)) visit(other);
        found.push(id);
      };
      for (const { id } of all) visit(id);
      return found;
    },
    "recursion: a long chain overflows the stack": (all, dependsOn) => {
      const before = (id: Id, depth: number): void => {
        for (const other of dependsOn(id)) if (all.length > 20_000) before(other, depth + 1);
      };
      if (all.length > 0) before(all[0]!.id, 0);
      return order(all, dependsOn);
    },
    "circles of two: longer ones are not seen": (all, dependsOn) => {
      const names = new Map(all.map(({ id }) => [label(id), dependsOn(id).map(label)]));
      const isCircle = (a: Id, b: Id) =>
        names.get(label(a))!.includes(label(b)) && names.get(label(b))!.includes(label(a));
      const known = new Map(all.map((each) => [label(each.id), each.id]));
      const cut = (id: Id) =>
        names.get(label(id))!.map((name) => known.get(name)!).filter((other) =>
          isCircle(id, other) || other.slot < id.slot
        );
      return order(all, cut);
    },
    "asks again and again: each time that it comes by": (all, dependsOn) => {
      for (const { id } of all) for (let i = 0; i < 3; i++) dependsOn(id);
      return order(all, dependsOn);
    },
    "the first thousand: what comes after them is left out": (all, dependsOn) =>
      order(all, dependsOn).slice(0, 1000),
    "sorts what it was given: its caller's list is in another order": (all, dependsOn) => {
      (all as unknown as { sequence: number }[]).sort((a, b) => a.sequence - b.sequence);
      return order(all, dependsOn);
    },
  },
  executor: {
    "at once: it does not wait for what comes before": hearing(({ id, proposal }) => ({
      id,
      proposal: { ...proposal, dependencies: proposal.dependencies.map(() => 0) },
    })),
    "the last of each row: and not those before it": lastOnly,
    "the last twenty of a row: what is older is taken for a no-op": {
      commit(setting, s, message, io) {
        for (const [replica, last] of message.proposal.dependencies.entries()) {
          for (let slot = 1; slot <= last - 20; slot++) {
            const dependencies = message.proposal.dependencies.map(() => 0);
            const proposal = { value: [], dependencies, sequence: 1 };
            right.commit(setting, s, { id: { replica, slot }, proposal }, io);
          }
        }
        right.commit(setting, s, message, io);
      },
    },
    "its own names only: and not what those depend on": namesOnly,
    "three replicas: other rows are not waited for": hearing(({ id, proposal }) => ({
      id,
      proposal: {
        ...proposal,
        dependencies: proposal.dependencies.map((slot, row) => row < 3 ? slot : 0),
      },
    })),
    "no-ops are waited for for ever: there is nothing to execute": {
      commit(setting, s, message, io) {
        if (!isNoOp(message)) right.commit(setting, s, message, io);
      },
    },
    "everything that is named: also what does not interfere, and what that waits for": related(
      () => () => true,
    ),
    "nothing interferes: all that is named is decided, and that is all": related(() => () => false),
    "by arrival in a circle: the sequence number does not count": hearing(({ id, proposal }) => ({
      id,
      proposal: { ...proposal, sequence: 1 },
    })),
    "a circle is never ready: each waits for the other": {
      commit(setting, s, message, io) {
        const { id, proposal } = message;
        const isCircle = [...s.decided.values() as Iterable<Commit>].some((other) =>
          other.id.slot <= proposal.dependencies[other.id.replica]! &&
          id.slot <= other.proposal.dependencies[id.replica]!
        );
        if (!isCircle) right.commit(setting, s, message, io);
      },
    },
    "twice decided, twice executed: a commit that comes again": {
      commit(setting, s, message, io) {
        const name = label(message.id), isAgain = s.executed.has(name);
        right.commit(setting, s, message, io);
        if (isAgain) { for (const command of message.proposal.value) io.execute(command); }
      },
    },
    "a command in two instances takes effect twice: there are no sessions": {
      commit(setting, s, message, io) {
        s.sessions.clear();
        right.commit(setting, s, message, io);
      },
    },
    "the last command only: an earlier one that comes again takes effect": {
      commit(setting, s, message, io) {
        for (const { client, number } of message.proposal.value) {
          const last = s.sessions.get(client);
          if (last !== undefined && number < last.number) s.sessions.delete(client);
        }
        right.commit(setting, s, message, io);
      },
    },
    "one session: clients are not told apart": {
      commit(setting, s, message, io) {
        const value = message.proposal.value.map((command) => ({ ...command, client: "all" }));
        right.commit(setting, s, { ...message, proposal: { ...message.proposal, value } }, io);
      },
    },
    "answers for others: clients that wait elsewhere": {
      commit: (setting, s, message, io) =>
        right.commit({ ...setting, self: message.id.replica }, s, message, io),
    },
    "answers nobody: clients wait for ever": within(() => ({ answer() {} })),
    "answers the first of a batch: the others wait": within((io) => ({
      answer: (id, nth, result) => nth === 0 ? io.answer(id, nth, result) : undefined,
    })),
    "no answer for what comes again: its client has not had the first": {
      commit(setting, s, message, io) {
        const seen = new Set<string>();
        const execute: ExecutorIo["execute"] = (command) => {
          const result = io.execute(command);
          seen.add(result);
          return result;
        };
        const answer: ExecutorIo["answer"] = (id, nth, result) =>
          seen.has(result) ? io.answer(id, nth, result) : undefined;
        right.commit(setting, s, message, { execute, answer });
      },
    },
    "one a time: what a commit makes possible waits for the next one": {
      commit(setting, s, message, io) {
        let left = 1;
        const name = label(message.id);
        (s.later ??= []).push(message);
        if (s.decided.has(name)) return;
        while (left-- > 0 && s.later.length > 0) right.commit(setting, s, s.later.pop(), io);
        const [first] = message.proposal.value;
        if (first === undefined || s.executed.has(name)) return;
        s.decided.delete(name);
      },
    },
    "the first of a batch: the rest of it is lost": within((io, _, { proposal: { value } }) => ({
      execute: (command) =>
        value.indexOf(command) > 0 ? `result of ${command.name}` : io.execute(command),
    })),
    "ten instances: older ones are forgotten": {
      commit(setting, s, message, io) {
        right.commit(setting, s, message, io);
        for (const name of s.decided.keys()) if (s.decided.size > 10) s.decided.delete(name);
      },
    },
  },
};
