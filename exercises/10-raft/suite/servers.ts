/** Servers and what a step makes of them, beside what the book's Raft makes of them, in words. @module */

import type { Grading } from "hb/grade/part.ts";
import { raftBut, type RaftHandlers, type RaftProtocol } from "hb/consensus/raft/change.ts";
import type { Options } from "hb/consensus/raft/settings.ts";
import type { Server } from "hb/laboratory/raft/servers.ts";
import { costOf, durable, seen, type Step, upon } from "hb/laboratory/raft/steps.ts";
import { careful } from "hb/laboratory/raft/trials.ts";
import { encode } from "hb/model/encode.ts";
import { shortestFirst } from "./cases.ts";
import { inCommon } from "./memory.ts";
import type { Message, NodeId, Raft, State } from "../given.ts";

/** The settings in which a rule may make a difference. */
export interface Setting extends Pick<Raft, "preVote" | "checkQuorum"> {
  /** Whether there are no snapshots; else one is taken every second entry, and one entry is kept. */
  readonly keepsLog: boolean;
}

/** All of them. */
export const settings: readonly Setting[] = [true, false].flatMap((preVote) =>
  [true, false].flatMap((checkQuorum) =>
    [true, false].map((keepsLog) => ({ preVote, checkQuorum, keepsLog }))
  )
);

/** Whether servers in this setting stand by a leader for a while. */
export function hasLease({ preVote, checkQuorum }: Setting): boolean {
  return preVote || checkQuorum;
}

/** The options that make a setting. */
export function optionsOf({ preVote, checkQuorum, keepsLog }: Setting): Options {
  const compaction = keepsLog ? {} : { snapshotEvery: 2, keepEntries: 1 };
  return { ...careful, preVote, checkQuorum, ...compaction };
}

/** A message that a server gets. */
export interface Arrival extends Server {
  readonly setting: Setting;
  readonly from: NodeId;
  readonly message: Message;
}

/** What an arrival must lead to. */
export interface Expected {
  readonly arrival: Arrival;
  /** The arrival in words. */
  readonly told: string;
  /** What the book's Raft makes of it. */
  readonly right: Step;
  /** What is seen of that, as text. */
  readonly look: string;
}

/** What arrivals must lead to, each in words; the shortest first. */
export function expecting(
  arrivals: () => Iterable<Arrival>,
  words: (arrival: Arrival) => string,
): () => readonly Expected[] {
  const book = bySetting((options) => raftBut({}, options));
  let kept: readonly Expected[] | undefined;
  return () =>
    kept ??= shortestFirst(arrivals)().map((arrival) => {
      const { s, from, message, setting } = arrival;
      const right = upon(book(setting), arrival, from, message);
      return { arrival, told: words(arrival), right, look: encode(seen(s, right)) };
    });
}

/** Of so many arrivals, one is asked about once more, when others have been in between. */
const ASKED_AGAIN = 15;

/**
 * Requires that a server which gets a message does as the book's would, seen from outside, in it, and after a
 * crash; how that comes about does not count, but it saves no more than it must, and remembers nothing
 * elsewhere.
 */
export function sameSteps(
  handlers: Partial<RaftHandlers>,
  all: readonly Expected[],
  grading: Grading,
): void {
  const mine = bySetting((options) => raftBut({ handlers }, options));
  const check = ({ arrival, right, look }: Expected, told: string) => {
    const { s, from, message, setting } = arrival;
    const found = grading.asked(() => upon(mine(setting), arrival, from, message), () => told);
    const sight = seen(s, found);
    if (encode(sight) !== look) grading.alike(sight, seen(s, right), told);
    sameAfterCrash(s, found, right, told, grading);
    sharesNothing(found.state, told, grading);
  };
  for (const each of all) check(each, each.told);
  const again = all.filter((_, i) => i % ASKED_AGAIN === 0).reverse();
  for (const each of again) check(each, `${each.told}, the same once more, after others`);
}

function bySetting(make: (options: Options) => RaftProtocol): (setting: Setting) => RaftProtocol {
  const made = new Map(settings.map((setting) => [nameOf(setting), make(optionsOf(setting))]));
  return (setting) => made.get(nameOf(setting))!;
}

function nameOf(setting: Setting): string {
  return Object.values(setting).join();
}

/** A setting in words, where it is not the usual one. */
export function settingInWords({ preVote, checkQuorum, keepsLog }: Setting): string {
  return [
    ...(preVote ? [] : [", without preVote"]),
    ...(checkQuorum ? [] : [", without checkQuorum"]),
    ...(keepsLog ? [] : [", with snapshots"]),
  ].join("");
}

/** What is saved adds up to the same, and is no more than it must be. */
export function sameAfterCrash(
  s: State,
  found: Step,
  expected: Step,
  told: string,
  grading: Grading,
): void {
  const isSaved = [found, expected].some(({ effects }) =>
    effects.some(({ kind }) => kind === "save")
  );
  if (!isSaved) return;
  const right = durable(s, expected);
  const left = grading.asked(() => durable(s, found), () => `${told}: read after a crash`);
  const names = {
    term: "the term",
    votedFor: "the vote",
    log: "the log",
    snapshot: "the snapshot",
  } as const;
  for (const name of ["term", "votedFor", "log", "snapshot"] as const) {
    grading.equal(left[name], right[name], `${told}: after a crash, ${names[name]}`);
  }
  const cost = costOf(found), least = costOf(expected);
  const most = {
    "votes": [cost.votes, least.votes],
    // It may cut first, and then write the entries one by one.
    "records with entries": [cost.appends, least.appends === 0 ? 0 : least.entries + least.appends],
    "entries": [cost.entries, least.entries],
    "snapshots": [cost.snapshots, least.snapshots],
  };
  for (const [what, [saves, enough]] of Object.entries(most)) {
    grading.expect(
      saves! <= enough!,
      `${told}: of ${what} it saves ${saves}, and ${enough} would do`,
    );
  }
}

/** The state machine and the sessions change; the snapshot that they began with must not. */
export function sharesNothing(
  { machine, sessions, snapshot }: State,
  told: string,
  grading: Grading,
) {
  const common = inCommon({ machine, sessions }, snapshot);
  grading.expect(
    common === undefined,
    `${told}: its state machine and its sessions are copies of what is in the snapshot, since they go ` +
      `on changing: these are the snapshot's own`,
  );
}
