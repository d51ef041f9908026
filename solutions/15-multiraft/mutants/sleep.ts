/** Bugs of sleepers. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/15-multiraft/answers.ts";
import type { Any, Facts, Sleep } from "../../../exercises/15-multiraft/given.ts";
import { sleep } from "../sleep.ts";

/** The reference, where a leader sees other facts. */
const leading = (change: (facts: Facts) => Partial<Facts>): Partial<Sleep> => ({
  due: (s, facts) => sleep.due(s, { ...facts, ...change(facts) }),
  slept: (s, from, facts, now, io) => sleep.slept(s, from, { ...facts, ...change(facts) }, now, io),
});

/** The reference, where a follower sees other facts. */
const following = (change: (facts: Facts) => Partial<Facts>): Partial<Sleep> => ({
  heard: (s, beat, facts, now, io) => sleep.heard(s, beat, { ...facts, ...change(facts) }, now, io),
});

/** The reference, whose wakings are otherwise. */
const waking = (isFree: (isFree: boolean) => boolean): Partial<Sleep> => {
  const inner = (io: Any) => ({ ...io, await: (free: boolean) => io.await(isFree(free)) });
  return {
    heard: (s, beat, facts, now, io) => sleep.heard(s, beat, facts, now, inner(io)),
    asked: (s, facts, now, io) => sleep.asked(s, facts, now, inner(io)),
    came: (s, facts, now, io) => sleep.came(s, facts, now, inner(io)),
    lost: (s, node, facts, now, io) => sleep.lost(s, node, facts, now, inner(io)),
  };
};

const quiet: Partial<Sleep> = leading(({ last: { index }, matches }) => ({
  commit: index,
  applied: index,
  requests: 0,
  reads: 0,
  isJoint: false,
  handsOver: false,
  hasStopped: false,
  matches: new Map([...matches.keys()].map((node) => [node, index])),
}));

let beside: Any;

export const sleepMutants: Mutants<Answers> = {
  sleep: {
    "who was woken: what was said before a heartbeat that would not sleep counts": {
      due(s, facts) {
        const sleepers = [...s.sleepers], sleeps = sleep.due(s, facts);
        for (const node of sleepers) s.sleepers.add(node);
        return sleeps;
      },
    },
    "a sleeper refuses its vote: who wakes after a lease is not free": waking(() => false),
    "free at once: who has slept for a moment helps whoever asks": waking(() => true),
    "always quiet: a leader would sleep whatever there is to do": quiet,
    "uncommitted: what is not committed does not keep a leader awake": leading(({ last }) => ({
      commit: last.index,
    })),
    "unapplied: what is not applied does not keep a leader awake": leading(({ last }) => ({
      applied: last.index,
    })),
    "behind: a member that lacks something does not keep a leader awake": leading((
      { last, matches },
    ) => ({
      matches: new Map([...matches.keys()].map((node) => [node, last.index])),
    })),
    "a majority: one member that lacks something does not keep a leader awake": leading((
      { last, matches },
    ) => ({
      matches: new Map([...matches].filter(([, match]) => match === last.index)),
    })),
    "reads: a read that waits does not keep a leader awake": leading(() => ({ reads: 0 })),
    "requests: a request that waits does not keep a leader awake": leading(() => ({ requests: 0 })),
    "joint: a change of members does not keep a leader awake": leading(() => ({ isJoint: false })),
    "hand-over: a leader that hands over goes to sleep": leading(() => ({ handsOver: false })),
    "stopped: a range that has stopped, and asks, goes to sleep": leading(() => ({
      hasStopped: false,
    })),
    "one too early: it would sleep a heartbeat earlier": {
      start: (rules) => sleep.start({ ...rules, sleepAfter: rules.sleepAfter - 1 }),
    },
    "ten: it would sleep after ten heartbeats at most": {
      start: (rules) => sleep.start({ ...rules, sleepAfter: Math.min(10, rules.sleepAfter) }),
    },
    "exactly: it would sleep at that heartbeat, and not at the next": {
      due: (s, facts) => sleep.due(s, facts) && s.beats === s.rules.sleepAfter,
    },
    "never idle again: what it was asked does not count": {
      asked(s, facts, now, io) {
        const { beats } = s;
        sleep.asked(s, facts, now, io);
        s.beats = beats;
      },
    },
    "old sleepers: who said that they sleep before it was asked still counts": {
      asked(s, facts, now, io) {
        const sleepers = new Set(s.sleepers);
        sleep.asked(s, facts, now, io);
        s.sleepers = sleepers;
      },
    },
    "early sleepers: who says so while there is something to do counts": {
      slept(s, from, facts, now, io) {
        sleep.slept(s, from, facts, now, io);
        if (s.asleepSince === null) s.sleepers.add(from);
      },
    },
    "first sleeper: a leader sleeps when one member does": {
      slept: (s, from, facts, now, io) =>
        sleep.slept(s, from, { ...facts, matches: new Map([[from, facts.last.index]]) }, now, io),
    },
    "two sleepers: one member that says it twice is two": {
      slept(s, from, facts, now, io) {
        if (s.sleepers.has(from)) {
          sleep.slept(s, 1, facts, now, io);
          sleep.slept(s, 2, facts, now, io);
        } else sleep.slept(s, from, facts, now, io);
      },
    },
    "two others: a leader sleeps when two others do, however many there are": {
      slept(s, from, facts, now, io) {
        const said = new Set([...s.sleepers, from]), matches = new Map(facts.matches);
        if (said.size >= 2) {
          for (const node of matches.keys()) if (!said.has(node)) matches.delete(node);
        }
        sleep.slept(s, from, { ...facts, matches }, now, io);
      },
    },
    "counted: one that is a member no more counts for one that is awake": {
      slept(s, from, facts, now, io) {
        const said = new Set([...s.sleepers, from]);
        const matches = said.size >= facts.matches.size ? new Map() : facts.matches;
        const isQuiet = [...facts.matches.values()].every((match) => match === facts.last.index);
        sleep.slept(s, from, isQuiet ? { ...facts, matches } : facts, now, io);
      },
    },
    "five bits: members whose numbers differ by 32 are taken for one": {
      slept: (s, from, facts, now, io) =>
        sleep.slept(
          s,
          from % 32,
          { ...facts, matches: new Map([...facts.matches].map(([node, at]) => [node % 32, at])) },
          now,
          io,
        ),
    },
    "last member: a leader looks at the log of its last member only": leading(({ matches }) => ({
      matches: new Map([...matches.keys()].map((node) => [node, [...matches.values()].at(-1)!])),
    })),
    "first member: a leader looks at the log of its first member only": leading(({ matches }) => ({
      matches: new Map([...matches.keys()].map((node) => [node, [...matches.values()][0]!])),
    })),
    "nothing yet: a member that has nothing does not keep a leader awake": leading((
      { last, matches },
    ) => ({ matches: new Map([...matches].map(([node, at]) => [node, at || last.index])) })),
    "sixty-four: it would sleep after 64 heartbeats at most": {
      start: (rules) => sleep.start({ ...rules, sleepAfter: Math.min(64, rules.sleepAfter) }),
    },
    "own lease: every lease is 300 ms": {
      start: (rules) => sleep.start({ ...rules, leaseMs: 300 }),
    },
    "no lease of 0: a lease of 0 ms is taken for none that was chosen": {
      start: (rules) => sleep.start({ ...rules, leaseMs: rules.leaseMs || 300 }),
    },
    "node 0: a leader on node 0 is not told that it is to wake": {
      asked: (s, facts, now, io) =>
        sleep.asked(s, { ...facts, leader: facts.leader || null }, now, io),
    },
    "some leader: whoever knows a leader wakes when any node is lost": {
      lost: (s, _node, facts, now, io) =>
        facts.leader === null ? undefined : sleep.lost(s, facts.leader, facts, now, io),
    },
    "older: a follower sleeps at the word of a leader of an earlier term": {
      heard: (s, beat, facts, now, io) =>
        sleep.heard(s, beat, { ...facts, term: Math.min(facts.term, beat.term) }, now, io),
    },
    "insomnia: a leader never sleeps": { slept: () => {} },
    "other life: what counted in an earlier leadership counts": {
      leads: (s) => void (s.leads = true),
      follows: (s) => void (s.leads = false),
    },
    "term: a follower sleeps at the word of a leader of a later term": {
      heard: (s, beat, facts, now, io) =>
        sleep.heard(s, { ...beat, term: facts.term }, facts, now, io),
    },
    "shorter: a follower sleeps that lacks an entry": {
      heard: (s, beat, facts, now, io) =>
        sleep.heard(
          s,
          facts.last.index < beat.previous.index ? { ...beat, previous: facts.last } : beat,
          facts,
          now,
          io,
        ),
    },
    "longer: a follower sleeps that has an entry too many": {
      heard: (s, beat, facts, now, io) =>
        sleep.heard(
          s,
          beat,
          facts.last.index > beat.previous.index ? { ...facts, last: beat.previous } : facts,
          now,
          io,
        ),
    },
    "other entry: a follower sleeps whose last entry is another one": {
      heard: (s, beat, facts, now, io) =>
        sleep.heard(
          s,
          { ...beat, previous: { ...beat.previous, term: facts.last.term } },
          facts,
          now,
          io,
        ),
    },
    "unheard commit: a follower sleeps that does not know what is committed": following((
      { last },
    ) => ({
      commit: last.index,
    })),
    "unsaid commit: a follower sleeps though not all is committed": {
      heard: (s, beat, facts, now, io) =>
        sleep.heard(
          s,
          { ...beat, commit: facts.last.index },
          beat.commit < facts.last.index ? { ...facts, commit: facts.last.index } : facts,
          now,
          io,
        ),
    },
    "at any word: a follower sleeps at a heartbeat that says that the leader would not": {
      heard: (s, beat, facts, now, io) => sleep.heard(s, { ...beat, sleeps: true }, facts, now, io),
    },
    "wakes at any word: a sleeper wakes at a heartbeat that says that it may sleep": {
      heard(s, beat, facts, now, io) {
        sleep.came(s, facts, now, io);
        return sleep.heard(s, beat, facts, now, io);
      },
    },
    "sleeps on: a sleeper does not wake at a heartbeat": {
      heard: (s, beat, facts, now, io) =>
        s.asleepSince === null && sleep.heard(s, beat, facts, now, io),
    },
    "renewed: a sleeper that hears a heartbeat counts from there": {
      heard(s, beat, facts, now, io) {
        const sleeps = sleep.heard(s, beat, facts, now, io);
        if (sleeps) s.asleepSince = now;
        return sleeps;
      },
    },
    "silent leader: a leader that wakes does not beat": {
      came: (s, facts, now, io) => sleep.came(s, facts, now, { ...io, beat: () => {} }),
    },
    "sleeping leader: who is asked does not tell its leader": {
      asked: (s, facts, now, io) => sleep.asked(s, facts, now, { ...io, wake: () => {} }),
    },
    "wakes the awake: who is asked tells its leader each time": {
      asked(s, facts, now, io) {
        if (!s.leads && s.asleepSince === null && facts.leader !== null) io.wake(facts.leader);
        sleep.asked(s, facts, now, io);
      },
    },
    "deaf: a sleeper does not wake for other messages": { came: () => {} },
    "any loss: a sleeper wakes when any node is lost": {
      lost: (s, _node, facts, now, io) => s.leads ? undefined : sleep.came(s, facts, now, io),
    },
    "no loss: a sleeper does not hear of its leader's loss": { lost: () => {} },
    "restless: it is woken when it is awake": {
      came(s, facts, now, io) {
        if (s.asleepSince === null) s.leads ? io.beat() : io.await(false);
        sleep.came(s, facts, now, io);
      },
    },
    "still beating: timers go on in sleep": {
      heard: (s, beat, facts, now, io) =>
        sleep.heard(s, beat, facts, now, { ...io, stop: () => {} }),
    },
    "longer lease: it is free only after more than the lease": {
      start: (rules) => sleep.start({ ...rules, leaseMs: rules.leaseMs + 1 }),
    },
    "beside: what is remembered is beside the state": {
      start: (rules) => (beside = sleep.start(rules)),
      leads: (_s) => sleep.leads(beside),
      follows: (_s) => sleep.follows(beside),
      due: (_s, facts) => sleep.due(beside, facts),
      slept: (_s, ...rest) => sleep.slept(beside, ...rest),
      heard: (_s, ...rest) => sleep.heard(beside, ...rest),
      asked: (_s, ...rest) => sleep.asked(beside, ...rest),
      came: (_s, ...rest) => sleep.came(beside, ...rest),
      lost: (_s, ...rest) => sleep.lost(beside, ...rest),
    },
  },
};
