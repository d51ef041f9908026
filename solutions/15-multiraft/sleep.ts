/** Part 6: one question, whether there is nothing to do, and one way to wake. */

import type {
  Facts,
  Heartbeat,
  NodeId,
  Sleep,
  SleepIo,
  SleepRules,
} from "../../exercises/15-multiraft/given.ts";

interface State {
  rules: SleepRules;
  leads: boolean;
  /** Null: it is awake. */
  asleepSince: number | null;
  /** Heartbeats since it was asked anything, woke, or began to lead. */
  beats: number;
  /** Who has said since that they sleep. */
  sleepers: Set<NodeId>;
}

export const sleep: Sleep<State> = {
  start: (rules) => ({ rules, leads: false, asleepSince: null, beats: 0, sleepers: new Set() }),
  leads: (s) => begin(s, true),
  follows: (s) => begin(s, false),
  due(s, facts) {
    s.beats++;
    const sleeps = would(s, facts);
    // Such a heartbeat wakes whoever sleeps already.
    if (!sleeps) s.sleepers.clear();
    return sleeps;
  },
  slept(s, from, facts, now, io) {
    if (s.asleepSince !== null || !would(s, facts)) return;
    s.sleepers.add(from);
    if ([...facts.matches.keys()].every((node) => s.sleepers.has(node))) fallAsleep(s, now, io);
  },
  heard(s, beat, facts, now, io) {
    if (!beat.sleeps || !hasAll(facts, beat)) {
      wake(s, now, io);
      return false;
    }
    if (s.asleepSince === null) fallAsleep(s, now, io);
    return true;
  },
  asked(s, { leader }, now, io) {
    if (!s.leads && s.asleepSince !== null && leader !== null) io.wake(leader);
    wake(s, now, io);
    refresh(s);
  },
  came: (s, _facts, now, io) => wake(s, now, io),
  lost(s, node, { leader }, now, io) {
    if (!s.leads && leader === node) wake(s, now, io);
  },
};

function begin(s: State, leads: boolean): void {
  s.leads = leads;
  refresh(s);
}

function refresh(s: State): void {
  s.beats = 0;
  s.sleepers.clear();
}

function fallAsleep(s: State, now: number, io: SleepIo): void {
  s.asleepSince = now;
  io.stop();
}

function wake(s: State, now: number, io: SleepIo): void {
  if (s.asleepSince === null) return;
  const sleptMs = now - s.asleepSince;
  s.asleepSince = null;
  refresh(s);
  if (s.leads) io.beat();
  else io.await(sleptMs >= s.rules.leaseMs);
}

/** Whether a leader would sleep. */
function would({ beats, rules }: State, facts: Facts): boolean {
  const { last: { index }, commit, applied, matches, requests, reads } = facts;
  return beats >= rules.sleepAfter && commit === index && applied === index &&
    requests === 0 && reads === 0 && !facts.isJoint && !facts.handsOver && !facts.hasStopped &&
    [...matches.values()].every((match) => match === index);
}

/** Whether a follower has all that its leader has. */
function hasAll({ term, last, commit }: Facts, beat: Heartbeat): boolean {
  return term === beat.term && last.index === beat.previous.index &&
    last.term === beat.previous.term && commit === last.index && beat.commit === last.index;
}
