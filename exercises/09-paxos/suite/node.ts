/** One node of Paxos with some handlers of the reader's, taken through a run step by step, and told in words. @module */

import type { Change } from "hb/consensus/paxos/bugs.ts";
import { ballotLabel } from "hb/consensus/ballot.ts";
import { paxos } from "hb/consensus/paxos/paxos.ts";
import { rules } from "hb/consensus/paxos/rules.ts";
import { type Settings, settings } from "hb/consensus/paxos/settings.ts";
import { type Grading, Wrong } from "hb/grade/part.ts";
import { changed } from "hb/kit/change.ts";
import { nested } from "hb/model/nested.ts";
import type { NodeId } from "hb/model/protocol.ts";
import { step } from "hb/model/step.ts";
import type { Choice, Effect } from "hb/model/step_effect.ts";
import type {
  Acceptor,
  Ballot,
  Learner,
  Message,
  Paxos,
  PaxosIo,
  Proposer,
  Saved,
  State,
  Value,
} from "../given.ts";

/** The answers of a reader's that are tried; what is missing is the book's. */
export interface Own {
  readonly acceptor?: Acceptor;
  readonly learner?: Learner;
  readonly proposer?: Proposer;
}

/** The book's Paxos with a reader's handlers, as a change of its kit. */
export function changeBy(
  { acceptor, learner, proposer }: Own,
  chosen: Partial<Settings> = {},
): Change {
  const setting: Settings = { ...settings, ...chosen };
  const own: Paxos = { ...setting, toPropose: rules.toPropose };
  return {
    settings: setting,
    protocol: {
      upon: {
        ...acceptor && {
          prepare: (s, message, io) => acceptor.prepare(own, s, message, io),
          accept: (s, message, io) =>
            acceptor.accept(own, s, message, heardBy(setting, message.from, io)),
        },
        ...learner && { accepted: (s, message, io) => learner(own, s, message, io) },
        ...proposer && {
          propose: (s, message, io) => proposer.propose(own, s, message, io),
          promise: (s, message, io) => proposer.promise(own, s, message, io),
          nack: (s, message, io) => proposer.nack(own, s, message, io),
        },
      },
      ...proposer && { after: { retry: (s, _, io) => proposer.retry(own, s, io) } },
    },
  };
}

/** Where only a ballot's proposer is to hear of votes, no others do. */
function heardBy({ learners }: Settings, proposer: NodeId, io: PaxosIo): PaxosIo {
  if (learners === "all") return io;
  return nested(io, {
    send(to, message, ahead) {
      if (message.type !== "accepted" || to === proposer) io.send(to, message, ahead);
    },
  });
}

/** What happens to a node. */
export type Happening =
  | { readonly from: NodeId; readonly message: Message }
  | "crash"
  | "retry";

type Asked = Effect<Message, { readonly type: "retry" }, Saved>;

/** What a step has come to. */
export interface After {
  readonly before: State;
  readonly state: State;
  readonly effects: readonly Asked[];
  /** What it has drawn. */
  readonly choices: readonly Choice[];
  /** What has been saved last, in this step or before it. */
  readonly saved: Saved | undefined;
}

/** A node that is taken through a run. */
export function nodeOf(
  own: Own,
  where: { readonly self: NodeId; readonly nodes: number },
  grading: Grading,
  chosen: Partial<Settings> = {},
  what = "a node",
) {
  const { settings: setting, protocol: change } = changeBy(own, chosen);
  const protocol = changed(paxos(setting), change);
  const start = (journal: readonly Saved[]) =>
    step(protocol, undefined, { kind: "start", journal }, where);
  let { state } = start([]), saved: Saved | undefined;
  const story: string[] = [];
  const inWords = () =>
    `${what}, node ${where.self} of ${where.nodes}${
      story.length > 1 ? `, that ${story.slice(0, -1).join(", then ")}` : ""
    }; now it ${story.at(-1)}`;
  const take = (happening: Happening, choices: readonly number[]) =>
    grading.asked(() => {
      if (happening === "crash") return start(saved === undefined ? [] : [saved]);
      const event = happening === "retry"
        ? { kind: "timer", timer: { type: "retry" } } as const
        : { kind: "message", ...happening } as const;
      return step(protocol, state, event, { ...where, choices });
    }, inWords);
  return {
    /** What has happened so far, in words. */
    inWords,
    /** Throws that something is wrong, and what must be. */
    fail(must: string, found: string): never {
      throw new Wrong(`${inWords()}: ${must}, but ${found}`);
    },
    /** Something happens. */
    meets(happening: Happening): After & { readonly otherwise: readonly Asked[] } {
      story.push(happeningInWords(happening));
      const before = state, { state: next, effects, choices } = take(happening, []);
      // The same step, where each draw comes out as high as it can.
      const most = choices.map(({ of }) => of - 1);
      const otherwise = choices.length === 0 ? effects : take(happening, most).effects;
      for (const effect of effects) if (effect.kind === "save") saved = effect.record;
      state = next;
      return { before, state, effects, choices, saved, otherwise };
    },
  };
}

/** What happens, in words. */
export function happeningInWords(happening: Happening): string {
  if (happening === "crash") return "crashes and comes back";
  if (happening === "retry") return "tries again, as its timer goes off";
  const { from, message } = happening;
  return `hears ${messageInWords(message)} from ${
    message.type === "propose" ? "client" : "node"
  } ${from}`;
}

/** A message in words. */
export function messageInWords(message: Message): string {
  switch (message.type) {
    case "propose":
      return `"propose ${valueInWords(message.value)}"`;
    case "prepare":
      return `"prepare ${label(message.ballot)}"`;
    case "promise":
      return `"promise ${label(message.ballot)}, ${
        message.accepted === null
          ? "no vote"
          : `last vote ${label(message.accepted.ballot)}: ${valueInWords(message.accepted.value)}`
      }"`;
    case "nack":
      return `"nack ${label(message.ballot)}, ${label(message.promised)} is promised"`;
    default:
      return `"${message.type} ${label(message.ballot)}: ${valueInWords(message.value)}"`;
  }
}

/** A value may be a text of no letters. */
function valueInWords(value: Value): string {
  return value === "" ? "''" : value;
}

/** Ballot 2.0 is round 2 of node 0. */
export function label(ballot: Ballot): string {
  return ballotLabel(ballot);
}

/** The messages that a step has sent, in an order that says nothing. */
export function sendsIn(effects: readonly Asked[]): { to: NodeId; message: Message }[] {
  const sends = effects.flatMap((effect) =>
    effect.kind === "send" ? [{ to: effect.to, message: effect.message }] : []
  );
  return sends.sort((a, b) => a.to - b.to);
}

/** What is sent, in words. */
export function sendsInWords(value: unknown): string {
  const sends = value as ReturnType<typeof sendsIn>;
  if (sends.length === 0) return "nothing is sent";
  const to = new Map<string, NodeId[]>();
  for (const { to: node, message } of sends) {
    const words = messageInWords(message);
    to.set(words, [...to.get(words) ?? [], node]);
  }
  return [...to].map(([words, nodes]) => `${words} to ${nodes.join(", ")}`).join(" and ");
}
