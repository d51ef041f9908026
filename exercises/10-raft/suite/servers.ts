/** Servers and what a step makes of them, beside what the book's Raft makes of them, in words. @module */

import { type Grading, Wrong } from "hb/grade/part.ts";
import { raftBut, type RaftChange, type RaftProtocol } from "hb/consensus/raft/change.ts";
import { labels } from "hb/consensus/raft/labels.ts";
import { type Options, withDefaults } from "hb/consensus/raft/settings.ts";
import { asData } from "hb/grade/as_data.ts";
import { type EventType, type Situation, situations } from "hb/laboratory/raft/situations.ts";
import { costOf, durable, seen, type Step, upon } from "hb/laboratory/raft/steps.ts";
import { careful } from "hb/laboratory/raft/trials.ts";
import { equal } from "hb/model/compare.ts";
import { encode } from "hb/model/encode.ts";
import { shortestFirst } from "./cases.ts";
import { brief, differenceInWords } from "./difference.ts";
import { acceptanceInWords, situationInWords } from "./happenings.ts";
import { inCommon } from "./memory.ts";
import type { Message, Raft, State } from "../given.ts";

/** The settings in which a rule may make a difference. */
export interface Setting extends Pick<Raft, "preVote" | "checkQuorum"> {
  /** Whether there are no snapshots; else one is taken with every entry or every second one, and one entry is kept. */
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
  const compaction = keepsLog ? {} : { snapshotEvery: checkQuorum ? 2 : 1, keepEntries: 1 };
  return { ...careful, preVote, checkQuorum, ...compaction };
}

/** Something happens to a server. */
export interface Arrival extends Situation {
  readonly setting: Setting;
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

/** What servers get into in runs of the book's Raft, in all settings: the situations for events of these types. */
function reached(types: readonly EventType[]): Arrival[] {
  return settings.flatMap((setting) =>
    situations(optionsOf(setting), types, { runs: 5, most: 40 })
      .map((situation) => ({ ...situation, setting }))
  );
}

/**
 * What arrivals must lead to, each in words: first those that come about in runs, then those that are drawn,
 * which are rarer, or larger than any run; of either the shortest first.
 */
export function expecting(
  types: readonly EventType[],
  arrivals: () => Iterable<Arrival> = () => [],
): () => readonly Expected[] {
  const book = bySetting((options) => raftBut({}, options));
  let kept: readonly Expected[] | undefined;
  return () =>
    kept ??= [...shortestFirst(() => reached(types))(), ...shortestFirst(arrivals)()].map(
      (arrival) => {
        const { setting, event, ...server } = arrival;
        const right = upon(book(setting), server, event);
        const { maxUncommittedBytes } = withDefaults(optionsOf(setting));
        const told = situationInWords(arrival) + settingInWords(setting) +
          acceptanceInWords(arrival, maxUncommittedBytes);
        return { arrival, told, right, look: encode(seen(server.s, right)) };
      },
    );
}

/** Of so many arrivals, one is asked about once more, when others have been in between. */
const ASKED_AGAIN = 15;

/**
 * Why it must be so, by what is seen: the rule, and where it stands. What has a reason of its own is looked at before
 * all else, and in the order in which the reasons are written: causes first, as a timer follows from a role.
 */
export type Reasons = Readonly<Record<string, string>> & { readonly otherwise: string };

/**
 * Requires that a server to which something happens does as the book's would, seen from outside, in it, and
 * after a crash; how that comes about does not count, but it saves no more than it must, and remembers nothing
 * elsewhere.
 */
export function sameSteps(
  change: RaftChange,
  all: readonly Expected[],
  why: Reasons,
  grading: Grading,
): void {
  const mine = bySetting((options) => raftBut(change, options));
  const check = ({ arrival, right, look }: Expected, told: string) => {
    const { setting, event, ...server } = arrival, { s } = server;
    const found = grading.asked(() => upon(mine(setting), server, event), () => told);
    const sight = seen(s, found);
    if (encode(sight) !== look) alikeInWords(sight, seen(s, right), told, why);
    sameAfterCrash(s, found, right, told, grading);
    sharesNothing(found.state, told, grading);
  };
  for (const each of all) check(each, each.told);
  const again = all.filter((_, i) => i % ASKED_AGAIN === 0).reverse();
  for (const each of again) check(each, `${each.told}, the same once more, after others`);
}

/** Throws where they differ: what was asked, what came, what must be, and why. */
function alikeInWords(
  found: Readonly<Record<string, unknown>>,
  expected: Readonly<Record<string, unknown>>,
  told: string,
  why: Reasons,
): void {
  const first = Object.keys(why).filter((name) => name in expected);
  for (const name of new Set([...first, ...Object.keys(expected)])) {
    const came = found[name], value = expected[name];
    if (equal(came, value) || equal(asData(came, value), value)) continue;
    const inShort = name === "what it sends"
      ? sendsInWords
      : name === "what it answers to clients"
      ? answersInWords
      : brief;
    const [is, must] = [inShort(came), inShort(value)];
    throw new Wrong([
      `asked: ${told}`,
      `came: ${name}: ${is}`,
      `must be: ${must}`,
      ...(is === must || is.length + must.length > 160
        ? [`the difference: ${differenceInWords(came, value, name)}`]
        : []),
      `why: ${why[name] ?? why.otherwise}`,
    ].join("\n  "));
  }
}

function answersInWords(answers: unknown): string {
  const all = (answers as readonly [number, unknown][]).map(([client, answer]) =>
    `"${labels.answer!(answer)}" to client ${client}`
  );
  return all.length === 0 ? "nothing" : all.join(", ");
}

function sendsInWords(sends: unknown): string {
  const all = (sends as readonly (Message & { to: number })[]).map((each) =>
    `"${labels.message!(each)}" to server ${each.to}`
  );
  return all.length === 0 ? "nothing" : all.join(", ");
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
function sameAfterCrash(
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
