/** Bugs of splits. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { clone } from "hb/model/clone.ts";
import type { Answers } from "../../../exercises/15-multiraft/answers.ts";
import type {
  Members,
  RangeState,
  Split,
  SplitCommand,
} from "../../../exercises/15-multiraft/given.ts";
import { split } from "../split.ts";

/** The reference, and then something else of the halves. */
const halves = (
  change: (s: RangeState, child: RangeState, before: RangeState, command: SplitCommand) => void,
): Partial<Split> => ({
  apply(s, command, members) {
    const before = clone(s), made = split.apply(s, command, members);
    if (made.child !== null) change(s, made.child, before, command);
    return made;
  },
});

/** The reference, which is asked something else. */
const upon = (
  change: (command: SplitCommand, s: RangeState) => Partial<SplitCommand>,
  others: (members: Members) => Members = (members) => members,
): Partial<Split> => ({
  apply: (s, command, members) =>
    split.apply(s, { ...command, ...change(command, s) }, others(members)),
});

/** The reference, where some groups are not known. */
const blind = (forget: (s: RangeState) => Partial<RangeState>): Partial<Split> => ({
  apply(s, command, members) {
    const { born, absorbed } = s;
    Object.assign(s, forget(s));
    const made = split.apply(s, command, members);
    for (const each of [s, ...(made.child === null ? [] : [made.child])]) {
      each.born = new Set([...born, ...each.born]);
      each.absorbed = new Set(absorbed);
    }
    return made;
  },
});

export const splitMutants: Mutants<Answers> = {
  split: {
    "child forgets what was answered: its table is empty": halves((_, child) =>
      child.heard.clear()
    ),
    "parent forgets what was answered: the table goes with the child": halves((s) =>
      s.heard.clear()
    ),
    "shares the table: what one half answers the other remembers": halves((s, child) => {
      child.heard = s.heard;
    }),
    "shallow: the table is copied, and the answers are shared": halves((s, child) => {
      child.heard = new Map(s.heard);
    }),
    "half a table: the child knows who has asked, and no answers": halves((_, child) => {
      for (const heard of child.heard.values()) heard.answers.clear();
    }),
    "off by one: the key at which it is split stays": halves((s, child, before, { at }) => {
      if (!before.data.has(at)) return;
      s.data.set(at, before.data.get(at)!);
      child.data.delete(at);
    }),
    "keeps all: the parent keeps the child's keys": halves((s, _, before) => {
      s.data = new Map(before.data);
    }),
    "copies all: the child has the parent's keys, too": halves((_, child, before) => {
      child.data = new Map(before.data);
    }),
    "same version: the parent's version stays": halves((s, _, before) => {
      s.version = before.version;
    }),
    "child anew: the child begins with version 1": halves((_, child) => {
      child.version = 1;
    }),
    "same end: the parent still ends where it did": halves((s, _, before) => {
      s.end = before.end;
    }),
    "at the start: a range is split where it begins": {
      apply(s, command, members) {
        if (command.at !== s.start) return split.apply(s, command, members);
        const { start } = s;
        s.start = "";
        const made = split.apply(s, command, members);
        s.start = start;
        return made;
      },
    },
    "anywhere: a range is split where it has no keys": {
      apply(s, command, members) {
        const made = split.apply(s, command, members);
        if (made.answer.ok || made.answer.why !== "refused" || command.at < s.end!) return made;
        const { end } = s;
        s.end = null;
        const again = split.apply(s, command, members);
        if (again.child === null) s.end = end;
        else again.child.end = end;
        return again;
      },
    },
    "any group: a child may be a group that has been": blind(() => ({
      born: new Set(),
      absorbed: new Set(),
    })),
    "absorbed again: a child may be a group that was absorbed": blind(() => ({
      absorbed: new Set(),
    })),
    "own group: a child may be the range itself": {
      apply(s, command, members) {
        if (command.child !== s.group) return split.apply(s, command, members);
        const made = split.apply(s, { ...command, child: -1 }, members);
        for (const each of [s, ...(made.child ? [made.child] : [])]) {
          if (each.born.delete(-1)) each.born.add(command.child);
        }
        return { ...made, child: made.child && { ...made.child, group: command.child } };
      },
    },
    "first list: the child does not know of groups that were born": halves(
      (_, child, __, command) => {
        child.born = new Set([command.child]);
      },
    ),
    "absorbed nobody: the child does not know whom the parent has absorbed": halves((_, child) => {
      child.absorbed = new Set();
    }),
    "any version: a split for a later version is done": upon(({ version }, s) => ({
      version: Math.min(version, s.version),
    })),
    "frozen splits: a range that has stopped is split": {
      apply(s, command, members) {
        const { merging } = s;
        s.merging = null;
        const made = split.apply(s, command, members);
        s.merging = merging;
        return made;
      },
    },
    "learners: a range is split while it has learners": upon(() => ({}), (members) => ({
      ...members,
      learners: [],
    })),
    "joint: a range is split while its members change": upon(() => ({}), (members) => ({
      ...members,
      outgoing: [],
    })),
    "half done: what is refused has another version": {
      apply(s, command, members) {
        const made = split.apply(s, command, members);
        if (!made.answer.ok && made.answer.why === "refused") s.version++;
        return made;
      },
    },
    "starts over: a replica that has begun is begun again": {
      begins: (node, child, voters) =>
        split.begins({ ...node, replicas: new Map() }, child, voters),
    },
    "comes back: a replica that has gone begins again": {
      begins: (node, child, voters) => split.begins({ ...node, gone: new Set() }, child, voters),
    },
    "everybody: a node begins a replica of which it is no voter": {
      begins: (node, child) => split.begins(node, child, [node.self]),
    },
    "forgets its vote: what an empty replica has promised is lost": {
      begins: (node, child, voters) =>
        split.begins(node, child, voters) && { term: 1, votedFor: null },
    },
    "forgets the vote alone: its term stays": {
      begins(node, child, voters) {
        const vote = split.begins(node, child, voters);
        return vote && { ...vote, votedFor: null };
      },
    },
    "installs over a parent: a snapshot may always be installed": { installs: () => true },
    "never beside: what has a key of another range is not installed": {
      installs: (range, here) => split.installs({ ...range, version: Infinity }, here),
    },
    "own replica: its own older state is in the way": {
      installs: (range, here) => split.installs({ ...range, group: -1 }, here),
    },
    "first neighbour: one of the ranges here is looked at": {
      installs: (range, here) => split.installs(range, here.slice(0, 1)),
    },
  },
};
