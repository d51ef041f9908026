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
import { cut } from "./cut.ts";

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

/** Refused where something more holds. */
const refusing = (
  when: (s: RangeState, command: SplitCommand, members: Members) => boolean,
): Partial<Split> => ({
  apply(s, command, members) {
    const isAsUsual = command.version !== s.version || s.merging !== null;
    if (isAsUsual || !when(s, command, members)) return split.apply(s, command, members);
    return { answer: { ok: false, why: "refused" }, child: null };
  },
});

const pointsOf = (text: string) =>
  [...text].map((each) =>
    String.fromCharCode(each.codePointAt(0)! >> 8, each.codePointAt(0)! & 255)
  )
    .join("");

export const splitMutants: Mutants<Answers> = {
  split: {
    "child forgets what was answered: its table is empty": halves((_, child) =>
      child.heard.clear()
    ),
    "parent forgets what was answered: the table goes with the child": halves((s) =>
      s.heard.clear()
    ),
    "two gateways: the child inherits the answers to two gateways": halves((_, child) =>
      cut(child.heard, 2)
    ),
    "many gateways: the child inherits the answers to two hundred gateways": halves((_, child) =>
      cut(child.heard, 200)
    ),
    "many answers: the child inherits two hundred answers to each gateway": halves((_, child) => {
      for (const { answers } of child.heard.values()) cut(answers, 200);
    }),
    "many groups: the child knows of two hundred groups that were absorbed": halves((_, child) =>
      cut(child.absorbed, 200)
    ),
    "a hundred keys: the child has a hundred keys at most": halves((_, child) =>
      cut(child.data, 100)
    ),
    "no empty texts: a key that holds an empty text is in neither half": halves((s, child) => {
      for (const { data } of [s, child]) {
        for (const [key, value] of data) if (value === "") data.delete(key);
      }
    }),
    "as people do: keys are cut as people sort words": halves((s, child, before, { at }) => {
      const { compare } = new Intl.Collator("en");
      s.data = new Map([...before.data].filter(([key]) => compare(key, at) < 0));
      child.data = new Map([...before.data].filter(([key]) => compare(key, at) >= 0));
    }),
    "as bytes: keys are cut as their bytes are sorted": halves((s, child, before, { at }) => {
      const isBelow = (key: string) => pointsOf(key) < pointsOf(at);
      s.data = new Map([...before.data].filter(([key]) => isBelow(key)));
      child.data = new Map([...before.data].filter(([key]) => !isBelow(key)));
    }),
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
    "endless: a range without an end is not split": refusing(({ end }) => end === null),
    "from the first key: a range that begins with the first key is not split": refusing(
      ({ start }) => start === "",
    ),
    "group 0: a group of number 0 is never born": refusing((_, { child }) => child === 0),
    "three voters: only a range with three voters is split": refusing(
      (_, __, { voters }) => voters.length !== 3,
    ),
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
    "coming: a range is split while its members change, if all of before stay": {
      apply(s, command, { voters, outgoing, learners }) {
        const isSo = outgoing.every((each) => voters.includes(each));
        return split.apply(s, command, { voters, outgoing: isSo ? [] : outgoing, learners });
      },
    },
    "going: a range is split while its members change, if nobody comes": {
      apply(s, command, { voters, outgoing, learners }) {
        const isSo = voters.every((each) => outgoing.includes(each));
        return split.apply(s, command, { voters, outgoing: isSo ? [] : outgoing, learners });
      },
    },
    "node 0: a learner on node 0 is taken for none": upon(() => ({}), (members) => ({
      ...members,
      learners: members.learners.filter((node) => node !== 0),
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
    "low numbers: whose number is too high begins no replica": {
      begins: (node, child, voters) =>
        node.self < voters.length ? split.begins(node, child, voters) : undefined,
    },
    "child 0: nothing is begun of a group of number 0": {
      begins: (node, child, voters) => child ? split.begins(node, child, voters) : undefined,
    },
    "another promise: it begins with what an empty replica of another group has promised": {
      begins(node, child, voters) {
        const [, empty] = [...node.replicas].find(([, { hasBegun }]) => !hasBegun) ?? [];
        const vote = split.begins(node, child, voters);
        return vote && empty ? { term: empty.term, votedFor: empty.votedFor } : vote;
      },
    },
    "vote for 0: a vote for node 0 is taken for none": {
      begins(node, child, voters) {
        const vote = split.begins(node, child, voters);
        return vote && { ...vote, votedFor: vote.votedFor || null };
      },
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
    "last neighbour: the last of the ranges here is looked at": {
      installs: (range, here) => split.installs(range, here.slice(-1)),
    },
    "no end: a range without an end is in nobody's way": {
      installs: (range, here) => split.installs(range, here.filter(({ end }) => end !== null)),
    },
    "first neighbour: one of the ranges here is looked at": {
      installs: (range, here) => split.installs(range, here.slice(0, 1)),
    },
  },
};
