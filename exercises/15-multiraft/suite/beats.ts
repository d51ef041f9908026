import text from "./beats.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type {
  AppendReply,
  Beat,
  BeatReply,
  Beats,
  BeatsIo,
  BeatsMessage,
  GroupId,
  NodeId,
  Replica,
} from "../given.ts";
import { inWords } from "./in_order.ts";
import { sameWords } from "./played.ts";

interface Case {
  readonly self: NodeId;
  readonly replicas: readonly Replica[];
  readonly beats: readonly Beat[];
  readonly replies: readonly BeatReply[];
  /** The groups whose Raft has nothing to say. */
  readonly silent: readonly GroupId[];
}

const FROM = 3;

export const beats = task<Answers>(text, ({ beats }, grading) => {
  grading.forAll(cases(grading), (each) => judge(beats, each, grading), smaller);
});

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 200, "beats", (random, at) => {
    const self = random.below(3), count = at === 0 ? 40 : 1 + random.below(5);
    const replicas = Array.from({ length: count }, (_, i) => aReplica(random, self, 10 * (i + 1)));
    const named = replicas.map(({ group }) => group).filter(() => random.chance(0.6));
    if (random.chance(0.4)) named.push(99);
    return {
      self,
      replicas,
      beats: named.map((group) => ({
        group,
        term: 1 + random.below(5),
        previous: { index: random.below(9), term: 1 },
        commit: random.below(9),
        round: random.below(9),
      })),
      replies: named.map((group) => ({
        group,
        term: 1 + random.below(5),
        success: random.chance(0.8),
        match: random.below(9),
        round: random.below(9),
      })),
      silent: replicas.map(({ group }) => group).filter(() => random.chance(0.2)),
    };
  });
}

function aReplica(random: Random, self: NodeId, group: GroupId): Replica {
  const others = [0, 1, 2, 3, 4].filter((node) => node !== self && random.chance(0.6));
  const some = (chance: number) => others.filter(() => random.chance(chance));
  const isJoint = random.chance(0.2), voters = [self, ...some(isJoint ? 0.6 : 1)];
  const outgoing = isJoint ? [self, ...some(0.7)] : [];
  const learners = [0, 1, 2, 3, 4].filter((node) =>
    !voters.includes(node) && !outgoing.includes(node) && random.chance(0.15)
  );
  const leads = random.chance(0.6), all = [...voters, ...outgoing, ...learners];
  const position = () => ({ index: random.below(9), term: 1 + random.below(4) });
  return {
    group,
    leads,
    leader: leads ? self : random.chance(0.8) ? FROM : null,
    isAsleep: random.chance(0.2),
    term: 1 + random.below(5),
    commit: random.below(9),
    round: random.below(9),
    voters,
    outgoing,
    learners,
    agrees: new Map(
      leads ? all.filter((node) => node !== self).map((node) => [node, position()]) : [],
    ),
  };
}

function* smaller(given: Case): Generator<Case> {
  const { replicas, beats, replies, silent } = given;
  for (let at = 0; at < replicas.length; at++) {
    yield { ...given, replicas: replicas.toSpliced(at, 1) };
    const each = replicas[at]!;
    for (const list of ["voters", "outgoing", "learners"] as const) {
      for (const node of each[list]) {
        if (node === given.self) continue;
        const less = { ...each, [list]: each[list].filter((other) => other !== node) };
        yield { ...given, replicas: replicas.with(at, less) };
      }
    }
  }
  for (let at = 0; at < beats.length; at++) yield { ...given, beats: beats.toSpliced(at, 1) };
  for (let at = 0; at < replies.length; at++) yield { ...given, replies: replies.toSpliced(at, 1) };
  for (let at = 0; at < silent.length; at++) yield { ...given, silent: silent.toSpliced(at, 1) };
}

function judge(beats: Beats, given: Case, grading: Grading): void {
  const { self, replicas } = given;
  const all = `node ${self} has ${replicas.map(inShort).join("; ") || "no replicas"}`;
  const ask = (asked: string, must: string[], why: string, call: (io: BeatsIo) => void) => {
    const did: string[] = [];
    const io: BeatsIo = {
      self,
      send: (to, message) => void did.push(sends(to, message)),
      receive(group, from, append) {
        did.push(hands(group, from, append));
        return replicas.some((each) => each.group === group) ? replyOf(given, group) : undefined;
      },
      settle: (group, from, reply) => void did.push(hands(group, from, reply)),
    };
    grading.asked(() => call(io), () => `asked: ${all}; ${asked}\n  came`);
    sameWords(`${all}; ${asked}`, did, must, why);
  };
  // What is given is not the reader's to change; Maps are copies.
  const copies = () => structuredClone(replicas);
  ask("it is time for heartbeats", mustSend(given), NAMED, (io) => beats.due(copies(), io));
  const words = given.beats.map((beat) => inWords(beat)).join("; ");
  const asked = `from node ${FROM} come the heartbeats ${words || "of nobody"}`;
  ask(asked, mustHand(given), VOUCHED, (io) => beats.came(FROM, shown(given.beats), copies(), io));
  const replies = given.replies.map((reply) => inWords(reply)).join("; ");
  ask(
    `from node ${FROM} come the answers ${replies || "of nobody"}`,
    given.replies.filter(({ group }) => replicas.some((each) => each.group === group && each.leads))
      .map(({ group, ...reply }) => hands(group, FROM, reply)),
    SETTLED,
    (io) => beats.answered(FROM, shown(given.replies), copies(), io),
  );
}

function mustSend({ self, replicas }: Case): string[] {
  return [0, 1, 2, 3, 4].flatMap((node) => {
    const beats = replicas.flatMap((each): Beat[] => {
      const isMember = [each.voters, each.outgoing, each.learners].some((list) =>
        list.includes(node)
      );
      if (!each.leads || each.isAsleep || node === self || !isMember) return [];
      const { group, term, commit, round } = each;
      return [{ group, term, previous: each.agrees.get(node)!, commit, round }];
    });
    return beats.length === 0 ? [] : [sends(node, { type: "beats", beats })];
  });
}

function mustHand(given: Case): string[] {
  const here = given.beats.filter(({ group }) =>
    given.replicas.some((each) => each.group === group)
  );
  const replies = here.flatMap(({ group }) => {
    const reply = replyOf(given, group);
    return reply === undefined ? [] : [{ group, ...reply }];
  });
  return [
    ...here.map(({ group, ...append }) => hands(group, FROM, append)),
    ...(replies.length === 0 ? [] : [sends(FROM, { type: "beatReplies", replies })]),
  ];
}

/** What the Raft of a group answers. */
function replyOf({ silent }: Case, group: GroupId): AppendReply | undefined {
  return silent.includes(group)
    ? undefined
    : { term: 1 + group % 4, success: group % 20 === 0, match: group % 7, round: group % 5 };
}

function sends(to: NodeId, message: BeatsMessage): string {
  const list: readonly (Beat | BeatReply)[] = message.type === "beats"
    ? message.beats
    : message.replies;
  const words = [...list].sort((a, b) => a.group - b.group).map((each) => inWords(each)).join("; ");
  return `it sends node ${to} ${message.type}: ${words || "none"}`;
}

function hands(group: GroupId, from: NodeId, what: unknown): string {
  const fields = inWords({ ...(what as object), group: undefined }).replace(
    /,? group undefined/,
    "",
  );
  return `it hands group ${group} what node ${from} says: ${fields}`;
}

function inShort({ group, leads, leader, isAsleep, voters, outgoing, learners }: Replica): string {
  const has = (words: string, list: readonly NodeId[]) =>
    list.length > 0 ? `, ${words} ${list.join(" ")}` : "";
  const who = leads ? "led here" : `led by ${leader ?? "nobody known"}`;
  return `group ${group}, ${who}${isAsleep ? ", asleep" : ""}${has("voters", voters)}${
    has("outgoing", outgoing)
  }${has("learners", learners)}`;
}

const NAMED =
  "a node beats for the groups that it leads and that are awake, for each other member once, and " +
  "all that goes to one node is one message (section 15.6)";
const VOUCHED =
  "a message vouches for the groups that it names, each in the term that it names, and for no " +
  "other: that a machine is alive is not that it leads (section 15.6); all answers are one " +
  "message";
const SETTLED = "an answer is for the group that it names, if that leads here";
