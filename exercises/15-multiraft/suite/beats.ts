import text from "./beats.md" with { type: "text" };
import { type Grading, shown, task } from "hb/grade/part.ts";
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
import { type Case, cases, smaller } from "./beats_cases.ts";
import { inWords } from "./in_order.ts";
import { sameWords } from "hb/grade/played.ts";

export const beats = task<Answers>(text, ({ beats }, grading) => {
  const weight = ({ replicas }: Case) => 1 + replicas.length / 16;
  grading.forAll(cases(grading), (each) => judge(beats, each, grading), smaller, weight);
});

function judge(beats: Beats, given: Case, grading: Grading): void {
  const { self, from, replicas } = given;
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
  const asked = `from node ${from} come the heartbeats ${words || "of nobody"}`;
  ask(asked, mustHand(given), VOUCHED, (io) => beats.came(from, shown(given.beats), copies(), io));
  const replies = given.replies.map((reply) => inWords(reply)).join("; ");
  ask(
    `from node ${from} come the answers ${replies || "of nobody"}`,
    given.replies.filter(({ group }) => replicas.some((each) => each.group === group && each.leads))
      .map(({ group, ...reply }) => hands(group, from, reply)),
    SETTLED,
    (io) => beats.answered(from, shown(given.replies), copies(), io),
  );
}

function mustSend({ self, replicas }: Case): string[] {
  const all = replicas.flatMap((each) => [...each.voters, ...each.outgoing, ...each.learners]);
  return [...new Set(all)].flatMap((node) => {
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
    ...here.map(({ group, ...append }) => hands(group, given.from, append)),
    ...(replies.length === 0 ? [] : [sends(given.from, { type: "beatReplies", replies })]),
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
  "a node beats for the groups that it leads and that are awake, be it a member itself or not any " +
  "more, for each other member once, and all that goes to one node is one message (section 15.6)";
const VOUCHED =
  "a message vouches for the groups that it names, each in the term that it names, and for no " +
  "other: that a machine is alive is not that it leads (section 15.6); all answers are one " +
  "message";
const SETTLED = "an answer is for the group that it names, if that leads here";
