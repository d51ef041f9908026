import text from "./checkpoints.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import { type Game, playAll } from "hb/grade/played.ts";
import { told } from "hb/grade/told.ts";
import { encode } from "hb/model/encode.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { sign } from "../given.ts";
import type {
  Certificate,
  Checkpoint,
  CheckpointIo,
  CheckpointRules,
  Checkpoints,
} from "../given.ts";
import { forgery, Sends, type ShownProofs, showTo, sizesOf } from "./did.ts";
import { type Event, inState, isStable, RightCheckpoints } from "./right_checkpoints.ts";

export const checkpoints = task<Answers>(text, ({ checkpoints }, grading) => {
  playAll<Event, Case>(cases(grading), ({ rules }) => gameOf(checkpoints, rules), grading);
  forgetsAll(checkpoints, grading);
});

interface Case {
  readonly rules: CheckpointRules;
  readonly script: readonly Event[];
}

interface Own {
  readonly own: unknown;
  readonly shown: ShownProofs;
}

function gameOf(judged: Checkpoints, rules: CheckpointRules): Game<Event> {
  const { self, replicas, cluster, every, size } = rules;
  return {
    words:
      `replica ${self} of ${replicas}; a checkpoint is due every ${every} numbers, and ${size} lie between the marks`,
    model: () => new RightCheckpoints(rules),
    start: () => ({ own: judged.start(shown(rules)), shown: new Set() }) satisfies Own,
    play(state, event, did) {
      const s = state as Own, sent = new Sends(self, replicas);
      const io: CheckpointIo = {
        self,
        send(to, message) {
          const { signer, statement } = Object(message?.checkpoint);
          const { kind, sequence, digest } = Object(statement);
          const isRight = message?.type === "checkpoint" && signer === self &&
            kind === "checkpoint" && statement.cluster === cluster;
          sent.send(
            to,
            forgery(message, self, s.shown) ??
              (isRight ? inState(sequence, digest) : told(message)),
          );
        },
        stable(certificate) {
          const forged = forgery(certificate, self, s.shown);
          did(forged === undefined ? inCertificate(certificate, rules) : `it shows ${forged}`);
        },
      };
      switch (event.type) {
        case "executed":
          judged.executed(s.own, event.sequence, event.digest, io);
          break;
        case "between": {
          const is = judged.isBetween(s.own, event.sequence);
          did(is === true ? "it lies between them" : is === false ? "it does not" : told(is));
          break;
        }
        case "checkpoint": {
          const { signer, sequence, digest, kind = "checkpoint" } = event;
          const said = {
            signer,
            statement: { kind, cluster: event.cluster ?? cluster, sequence, digest },
          };
          showTo(s.shown, said, self);
          judged.checkpoint(s.own, shown(said) as never, io);
        }
      }
      for (const words of sent.told()) did(words);
    },
    tell(event) {
      switch (event.type) {
        case "executed":
          return `it has executed ${event.sequence}, and is in state ${event.digest}`;
        case "between":
          return `does ${event.sequence} lie between its marks?`;
        case "checkpoint": {
          const { signer, sequence, digest, kind, cluster } = event;
          const odd = cluster !== undefined
            ? ` of cluster "${cluster}"`
            : kind !== undefined
            ? ` in what says it is a ${kind}`
            : "";
          const who = signer < replicas
            ? `replica ${signer}`
            : `node ${signer}, which is no replica,`;
          return `${who} signs state ${digest} at ${sequence}${odd}`;
        }
      }
    },
    why: (event, must) =>
      event.type === "between"
        ? "the low mark is the last stable checkpoint, and is none of the numbers; the high mark is L higher, and is one (Castro and Liskov 1999, section 4.3)"
        : must.some((each) => each.includes("stable"))
        ? "a checkpoint is stable when a quorum of different replicas have signed the same state at the same number (section 4.3)"
        : must.length > 0
        ? "who comes to a checkpoint that is not stable says to all in which state it is (section 4.3)"
        : "only what different replicas of this cluster sign at checkpoints above the low mark counts, of each replica the first word about a " +
          "number, and only for the same state; of a replica's words no more than about L / K + 1 numbers are remembered, the nearest (section 4.3)",
  };
}

function inCertificate(certificate: Certificate<Checkpoint>, rules: CheckpointRules): string {
  const { signers, statement } = Object(certificate), { sequence, digest } = Object(statement);
  const isRight = Array.isArray(signers) && new Set(signers).size === signers.length &&
    signers.length >= sizesOf(rules.replicas).quorum &&
    signers.every((signer: number) => signer < rules.replicas) &&
    statement?.kind === "checkpoint" &&
    statement.cluster === rules.cluster;
  return isRight
    ? isStable(sequence, digest)
    : `it says that this makes a checkpoint stable: ${told(certificate)}`;
}

function* cases(grading: Grading): Generator<Case> {
  for (const replicas of [4, 5, 7, 10]) {
    const rules = { cluster: "c", replicas, self: 1, every: 4, size: 8 };
    const all = (sequence: number): Event[] =>
      [...Array(replicas).keys()].map((signer) => ({
        type: "checkpoint",
        signer,
        sequence,
        digest: "s",
      }));
    const between: Event[] = [0, 1, 4, 5, 8, 9, 12, 13, 20, 21].map((sequence) => ({
      type: "between",
      sequence,
    }));
    yield { rules, script: between };
    yield {
      rules,
      script: [...all(4), ...between, ...all(4), ...all(12), ...between, ...all(8), ...between],
    };
    yield {
      rules,
      script: [...all(40), ...between, { type: "between", sequence: 41 }, {
        type: "between",
        sequence: 48,
      }, { type: "between", sequence: 49 }],
    };
    yield {
      rules,
      script: [
        ...all(8),
        ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((sequence): Event => ({
          type: "executed",
          sequence,
          digest: "s",
        })),
      ],
    };
  }
  yield* byHand();
  yield* drawnBy(grading, 900, "checkpoints", aCase);
}

/** What is rare by chance. */
function* byHand(): Generator<Case> {
  const rules = { cluster: "c", replicas: 4, self: 0, every: 4, size: 8 };
  const signs = (signer: number, digest: string, ...numbers: number[]): Event[] =>
    numbers.map((sequence) => ({ type: "checkpoint", signer, sequence, digest }));
  const executed = (...numbers: number[]): Event[] =>
    numbers.map((sequence) => ({ type: "executed", sequence, digest: "s" }));
  const between = (...numbers: number[]): Event[] =>
    numbers.map((sequence) => ({ type: "between", sequence }));
  // The first word counts: no quorum for "s", and none for "t".
  const twice = [...signs(3, "t", 4), ...signs(3, "s", 4)];
  yield { rules, script: [...twice, ...signs(1, "s", 4), ...signs(2, "s", 4), ...between(12)] };
  // A state is fetched from elsewhere.
  const all = [1, 2, 3].flatMap((signer) => signs(signer, "s", 8));
  yield { rules, script: [...executed(1, 2), ...all, ...executed(9, 10, 11, 12)] };
  // Far away, but said by a quorum.
  for (const far of [2 ** 21, 2 ** 33]) {
    const said = [1, 2, 3].flatMap((signer) => signs(signer, "s", far));
    yield { rules, script: [...said, ...between(far, far + 1, far + 8, far + 9, 1)] };
  }
  // Of one number more than is remembered the farthest is forgotten, and no other.
  for (const wide of [1, 2, 3, 5, 8]) {
    const numbers = Array.from({ length: wide + 2 }, (_, i) => 4 * (i + 1));
    for (const told of [numbers, numbers.toReversed()]) {
      for (const at of [numbers.at(-1)!, numbers.at(-2)!]) {
        const script = [...signs(3, "s", ...told), ...signs(1, "s", at), ...signs(2, "s", at)];
        yield { rules: { ...rules, size: 4 * wide }, script };
      }
    }
  }
}

function aCase(random: Random): Case {
  const replicas = [4, 4, 5, 7, 10][random.below(5)]!, every = [1, 2, 3, 10][random.below(4)]!;
  const size = every * (1 + random.below(3)), self = random.below(replicas);
  const rules = { cluster: random.chance(0.5) ? "c" : "pbft", replicas, self, every, size };
  const script: Event[] = [];
  let executed = 0;
  const most = every * (1 + random.below(3));
  const state = () => random.chance(0.85) ? "s" : "t";
  for (let left = 8 + random.below(20 + 4 * replicas); left > 0; left--) {
    const which = random.below(10),
      sequence = every * (1 + random.below(Math.max(1, most / every)));
    if (which < 2) script.push({ type: "between", sequence: random.below(most + size + 3) });
    else if (which < 4) {
      for (let more = random.below(every + 1); more >= 0; more--) {
        script.push({ type: "executed", sequence: ++executed, digest: state() });
      }
    } else {
      const good: Event = {
        type: "checkpoint",
        signer: random.below(replicas),
        sequence,
        digest: state(),
      };
      const event = random.chance(0.85) ? good : [
        { ...good, signer: replicas + random.below(2) },
        { ...good, cluster: "other" },
        { ...good, kind: "commit" },
        { ...good, sequence: sequence + 1 },
        { ...good, sequence: 0 },
      ][random.below(5)]!;
      script.push(event);
      if (random.chance(0.1)) script.push(event);
    }
  }
  return { rules, script };
}

/** What is over is forgotten, and a liar cannot fill the memory of others; nor make them forget what others say. */
function forgetsAll(judged: Checkpoints, grading: Grading): void {
  const rules = { cluster: "c", replicas: 4, self: 0, every: 2, size: 8 };
  const words = "replica 0 of 4; a checkpoint is due every 2 numbers, and 8 lie between the marks";
  let stable = 0;
  const io: CheckpointIo = { self: 0, send() {}, stable: () => void stable++ };
  const signed = (self: number, sequence: number, digest = "s") =>
    shown(sign({ self }, { kind: "checkpoint", cluster: "c", sequence, digest } as const));
  const sizeAfter = (rounds: number, isLiar: boolean) =>
    grading.asked(() => {
      const s = judged.start(shown(rules));
      for (let at = 1; at <= rounds; at++) {
        if (isLiar) {
          judged.checkpoint(s, signed(3, 2 * (50_000 - at), "lie"), io);
          judged.checkpoint(s, signed(3, 2 * (50_000 + at), "lie"), io);
          continue;
        }
        judged.executed(s, at, "s", io);
        for (const node of [1, 2, 3]) judged.checkpoint(s, signed(node, at), io);
      }
      return { s, size: encode(s).length };
    }, () => words);
  const over = [20, 400].map((rounds) => sizeAfter(rounds, false).size);
  grading.expect(
    over[1]! <= over[0]! + 200,
    `${words}. What was said about numbers up to the low mark is forgotten: after 10 stable checkpoints the memory is ` +
      `${over[0]} characters long, after 200 it is ${over[1]}`,
  );
  const lies = [20, 400].map((rounds) => sizeAfter(rounds, true));
  grading.expect(
    lies[1]!.size <= lies[0]!.size + 200,
    `${words}. Replica 3 signs states that nobody will ever come to, and of each replica the words about ` +
      `5 numbers are remembered at most: after 40 of them the memory is ${
        lies[0]!.size
      } characters long, after 800 it is ${lies[1]!.size}`,
  );
  stable = 0;
  const { s } = lies[1]!;
  grading.asked(() => {
    for (const node of [1, 2, 3]) judged.checkpoint(s, signed(node, 8), io);
    for (const node of [1, 2, 3]) judged.checkpoint(s, signed(node, 400), io);
  }, () => words);
  grading.expect(
    stable === 2,
    `${words}. Replica 3 has signed 800 states that nobody will ever come to; then replicas 1, 2 and 3 sign the same at 8, and at ` +
      `400, and both are stable: of a replica's words those that are farthest away are forgotten first`,
  );
}
