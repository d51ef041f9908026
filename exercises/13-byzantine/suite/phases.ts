import text from "./phases.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import { type Game, playAll } from "hb/grade/played.ts";
import { told } from "hb/grade/told.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { leaderOf } from "../digest.ts";
import type { OrderIo, OrderMessage, OrderRules, Phases, Proof } from "../given.ts";
import { forgery, Sends, type ShownProofs, showTo } from "./did.ts";
import {
  type Event,
  inVote,
  isCommitted,
  isPrepared,
  RightPhases,
  type Said,
} from "./right_phases.ts";
import { runs } from "./phases_runs.ts";
import { isProof } from "./right_views.ts";

export const phases = task<Answers>(text, ({ phases }, grading) => {
  playAll<Event, Case>(cases(grading), ({ rules }) => gameOf(phases, rules), grading);
  runs(phases, grading);
});

interface Case {
  readonly rules: OrderRules;
  readonly script: readonly Event[];
}

/** What the code remembers, and what it was shown. */
interface Own {
  readonly own: unknown;
  readonly shown: ShownProofs;
}

const sorts = { prePrepare: "pre-prepare", prepare: "prepare", commit: "commit" } as const;

function statementOf(
  { type, view, sequence, digest, kind, cluster }: Said & { type: string },
  rules: OrderRules,
) {
  return { kind: kind ?? type, cluster: cluster ?? rules.cluster, view, sequence, digest };
}

function gameOf(judged: Phases, rules: OrderRules): Game<Event> {
  const { self, replicas, view, low, high } = rules, primary = leaderOf(view, replicas);
  return {
    words: `replica ${self} of ${replicas} in view ${view}, whose primary is ${
      self === primary ? "itself" : `replica ${primary}`
    }; numbers ${low + 1} to ${high} may be given`,
    model: () => new RightPhases(rules),
    start: () => ({ own: judged.start(shown(rules)), shown: new Set() }) satisfies Own,
    play(state, event, did) {
      const s = state as Own, sent = new Sends(self, replicas);
      const io: OrderIo = {
        self,
        send(to, message) {
          const forged = forgery(message, self, s.shown);
          sent.send(to, forged ?? inMessage(message, rules));
        },
        prepared(proof) {
          const { sequence, digest } = Object(proof?.prePrepare?.statement);
          const forged = forgery(proof, self, s.shown);
          if (forged !== undefined) did(`it shows ${forged}`);
          else if (isGood(proof, rules)) did(isPrepared(sequence, digest));
          else did(`${sequence}:${digest} is prepared, with a proof that is none: ${told(proof)}`);
        },
        committed: (sequence, digest) => did(isCommitted(sequence, digest)),
      };
      if (event.type === "propose") judged.propose(s.own, event.digest, io);
      else {
        const said = { signer: event.signer, statement: statementOf(event, rules) };
        showTo(s.shown, said, self);
        judged[event.type](s.own, shown(said) as never, io);
      }
      for (const words of sent.told()) did(words);
    },
    tell(event) {
      if (event.type === "propose") return `it is to propose ${event.digest}`;
      const { type, signer, sequence, digest, kind, cluster } = event;
      const odd = [
        ...(cluster === undefined ? [] : [`of cluster "${cluster}"`]),
        ...(event.view === view ? [] : [`for view ${event.view}`]),
        ...(kind === undefined ? [] : [`that says it is a ${kind}`]),
      ];
      const who = signer < replicas ? `replica ${signer}` : `node ${signer}, which is no replica`;
      return [`a ${inVote(sorts[type], sequence, digest)}`, ...odd, `comes, signed by ${who}`].join(
        " ",
      );
    },
    why: (_, must) =>
      must.some((each) => each.includes("committed"))
        ? "committed is what is prepared here, and for which a quorum of different replicas has signed a commit (Castro and Liskov 1999, section 4.2)"
        : must.length > 0
        ? "prepared is what was accepted here, and what as many different backups as make a quorum with the primary have signed a prepare for (section 4.2)"
        : "the first pre-prepare of the primary of this view is accepted for a number between the marks, and no other; votes count " +
          "for just what they are for, once for each replica (section 4.2)",
  };
}

function isGood(proof: Proof, { cluster, replicas, view }: OrderRules): boolean {
  try {
    return proof.prePrepare.statement.view === view && isProof({ cluster, replicas }, proof);
  } catch {
    return false;
  }
}

/** A message as it must be is told in short. */
function inMessage(message: OrderMessage, rules: OrderRules): string {
  const type = message?.type as string;
  if (type in sorts) {
    const sort = type as keyof typeof sorts;
    const signed = (message as unknown as Record<
      string,
      { signer: number; statement: Said & { cluster: string; kind: string } }
    >)[sort];
    const { signer, statement } = Object(signed),
      { sequence, digest, view, kind, cluster } = Object(statement);
    const isRight = signer === rules.self && view === rules.view && kind === type &&
      cluster === rules.cluster;
    if (isRight) return inVote(sorts[sort], sequence, digest);
  }
  return told(message);
}

function* cases(grading: Grading): Generator<Case> {
  yield* byHand();
  yield* drawnBy(grading, 900, "phases", aCase);
}

/** Votes that come first, and numbers out of order. */
function* byHand(): Generator<Case> {
  // Hundreds of numbers at once, each for something else, in no order.
  for (const self of [0, 1]) {
    const rules = { cluster: "c", replicas: 4, self, view: 0, low: 1000, high: 1300 };
    const about = (sequence: number) => ({ view: 0, sequence, digest: `d${sequence}` });
    const numbers = [1201, 1009, 1137, 1073, 1265];
    const begins: Event[] = self === 0
      ? Array.from({ length: 265 }, (_, i) => ({ type: "propose", digest: `d${1001 + i}` }))
      : numbers.map((at) => ({ type: "prePrepare", signer: 0, ...about(at) }));
    const votes = (type: "prepare" | "commit"): Event[] =>
      numbers.flatMap((at) => [1, 2, 3].map((signer) => ({ type, signer, ...about(at) })));
    yield { rules, script: [...begins, ...votes("prepare"), ...votes("commit")] };
  }
  for (const replicas of [4, 5, 7, 10]) {
    for (const self of [0, 1]) {
      const rules = { cluster: "c", replicas, self, view: 0, low: 0, high: 20 };
      const all = (type: "prepare" | "commit", sequence: number): Event[] =>
        Array.from(
          { length: replicas },
          (_, signer) => ({ type, signer, view: 0, sequence, digest: "a" }),
        );
      const begin = (sequence: number): Event =>
        self === 0
          ? { type: "propose", digest: "a" }
          : { type: "prePrepare", signer: 0, view: 0, sequence, digest: "a" };
      yield { rules, script: [...all("commit", 1), ...all("prepare", 1), begin(1)] };
      yield { rules, script: [begin(1), ...all("prepare", 1), ...all("commit", 1)] };
      yield {
        rules,
        script: [
          ...all("prepare", 12),
          ...Array.from({ length: 13 }, (_, i) => begin(i + 1)),
          ...all("commit", 12),
        ],
      };
    }
  }
}

function aCase(random: Random): Case {
  const replicas = [4, 4, 5, 6, 7, 10][random.below(6)]!,
    view = random.chance(0.5) ? 0 : random.below(14);
  const primary = leaderOf(view, replicas), low = [0, 0, 4, 100][random.below(4)]!;
  const self = random.chance(0.3) ? primary : random.below(replicas);
  const rules = {
    cluster: random.chance(0.5) ? "c" : "pbft",
    replicas,
    self,
    view,
    low,
    high: low + 2 + random.below(3),
  };
  const digests = ["a", "b"],
    next = () => low + 1 + random.below(random.chance(0.9) ? 2 : 6) - Number(random.chance(0.05));
  const one = (): Event => {
    const type =
      (["prePrepare", "prepare", "prepare", "commit", "commit"] as const)[random.below(5)]!;
    const good: Event = {
      type,
      signer: type === "prePrepare" ? primary : random.below(replicas),
      view,
      sequence: next(),
      digest: random.chance(0.03) ? "" : digests[Number(random.chance(0.15))]!,
    };
    if (!random.chance(0.18)) return good;
    return [
      { ...good, signer: replicas + random.below(2) },
      { ...good, signer: random.below(replicas) },
      { ...good, view: view + 1 },
      { ...good, view: Math.max(0, view - 1) },
      { ...good, cluster: "other" },
      {
        ...good,
        kind: ["prePrepare", "prepare", "commit", "checkpoint"].find((kind) => kind !== type)!,
      },
      { ...good, sequence: low - random.below(2) },
      { ...good, sequence: rules.high + 1 },
    ][random.below(8)]!;
  };
  const script: Event[] = [];
  for (let left = 6 + random.below(16 + 3 * replicas); left > 0; left--) {
    if (random.chance(self === primary ? 0.15 : 0.02)) {
      script.push({ type: "propose", digest: digests[Number(random.chance(0.2))]! });
    }
    const event = one();
    script.push(event);
    if (random.chance(0.15)) script.push(event);
  }
  return { rules, script };
}
