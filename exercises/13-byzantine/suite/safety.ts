import text from "./safety.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import { type Game, playAll } from "hb/grade/played.ts";
import { told } from "hb/grade/told.ts";
import type { Answers } from "../answers.ts";
import { digestOf } from "../digest.ts";
import type { Block, BlockId, QuorumCertificate, Safety, SafetyIo, SafetyRules } from "../given.ts";
import { forgery, Sends, type ShownProofs, showTo } from "./did.ts";
import {
  commits,
  type Event,
  inBlock,
  RightSafety,
  type RunBlock,
  votesFor,
} from "./right_safety.ts";
import { aRun, type Case, chain } from "./safety_cases.ts";
import { inNodes } from "./words.ts";

export const safety = task<Answers>(text, ({ safety }, grading) => {
  playAll<Event, Case>(
    cases(grading),
    ({ rules, blocks }) => gameOf(safety, rules, blocks),
    grading,
  );
});

interface Own {
  readonly own: unknown;
  readonly shown: ShownProofs;
}

/** The blocks of a run as they are, and their names; in the place 0 is "genesis". */
function blocksOf({ cluster }: SafetyRules, run: readonly RunBlock[]) {
  const blocks: (Block | undefined)[] = [undefined], names: BlockId[] = ["genesis"];
  const certificate = (
    at: number,
    signers: readonly number[],
    odd: {
      readonly cluster?: string | undefined;
      readonly kind?: string | undefined;
      readonly said?: number | undefined;
    },
  ): QuorumCertificate => ({
    signers: [...signers],
    statement: {
      kind: (odd.kind ?? "vote") as "vote",
      cluster: odd.cluster ?? cluster,
      view: odd.said ?? blocks[at]?.view ?? 0,
      block: names[at]!,
    },
  });
  for (const [i, { view, parent, signers, justifies = parent, ...odd }] of run.entries()) {
    const command = {
      signer: 20,
      statement: { kind: "request", cluster, timestamp: i + 1, command: `c${i + 1}` } as const,
    };
    const block: Block = {
      view,
      parent: names[parent]!,
      justify: certificate(justifies, signers, odd),
      commands: [command],
    };
    blocks.push(block);
    names.push(digestOf(block));
  }
  return { blocks, names, certificate };
}

function gameOf(judged: Safety, rules: SafetyRules, run: readonly RunBlock[]): Game<Event> {
  const { self, replicas, cluster } = rules, { blocks, names, certificate } = blocksOf(rules, run);
  const place = (name: BlockId) => names.indexOf(name);
  const odds = ({ cluster, kind }: { cluster?: string; kind?: string }) =>
    cluster !== undefined
      ? `, in votes of cluster "${cluster}"`
      : kind !== undefined
      ? `, in what are no votes but a ${kind}`
      : "";
  const inCertificate = (
    at: number,
    signers: readonly number[],
    odd: { said?: number; cluster?: string; kind?: string },
  ) =>
    at === 0
      ? odd.said !== undefined
        ? `a certificate for genesis, of view ${odd.said}, that nobody has signed`
        : signers.length > 0
        ? `a certificate for genesis, signed by ${inNodes(signers)}`
        : "that of genesis"
      : `a certificate for ${inBlock(at)}, signed by ${inNodes(signers)}${odds(odd)}`;
  return {
    words: `replica ${self} of ${replicas}`,
    model: () => new RightSafety(rules, run),
    start: () => ({ own: judged.start(shown(rules)), shown: new Set() }) satisfies Own,
    play(state, event, did) {
      const s = state as Own, sent = new Sends(self, replicas), committed: string[] = [];
      const io: SafetyIo = {
        self,
        send(to, message) {
          const { signer, statement } = Object(message?.vote), { block } = Object(statement);
          const at = place(block);
          const isRight = message?.type === "vote" && signer === self &&
            statement.kind === "vote" && statement.cluster === cluster &&
            statement.view === blocks[at]?.view;
          sent.send(
            to,
            forgery(message, self, s.shown) ?? (isRight ? votesFor(at) : told(message)),
          );
        },
        committed: (block) =>
          void committed.push(place(block) < 0 ? told(block) : inBlock(place(block))),
      };
      if (event.type === "proposal") {
        const block = blocks[event.block]!;
        showTo(s.shown, block, self);
        judged.proposal(s.own, event.from, shown(block), io);
      } else {
        const shownOne = certificate(event.block, event.signers, event);
        showTo(s.shown, shownOne, self);
        judged.certificate(s.own, shown(shownOne), io);
      }
      if (committed.length > 0) did(commits(committed));
      for (const words of sent.told(true)) did(words);
    },
    tell(event) {
      if (event.type === "certificate") {
        return `it is shown ${inCertificate(event.block, event.signers, event)}`;
      }
      const { view, parent, signers, justifies = parent, ...odd } = run[event.block - 1]!;
      return `replica ${event.from} proposes ${inBlock(event.block)}, of view ${view}, on ${
        inBlock(parent)
      }, with ${inCertificate(justifies, signers, odd)}`;
    },
    why: (_, must, { came }) =>
      [...must, ...came].some((each) => each.includes("committed"))
        ? "a block is committed when it, a child and a grandchild, of three views that follow one upon the other, are certified; with it, and before it, all below it that is not yet (Yin et al. 2019, section 5)"
        : "a replica votes once in a view, upwards, for what its leader proposes with a genuine certificate for the parent, if that extends the locked block or the " +
          "certificate is of a later view than the lock; the lock is the parent of a certified block (Yin et al. 2019, section 4, safeNode)",
  };
}

function* cases(grading: Grading): Generator<Case> {
  for (const replicas of [4, 5, 7, 10]) {
    const rules = { cluster: "c", replicas, self: 1 };
    yield chain(rules, [1, 2, 3]);
    yield chain(rules, [1, 2, 4]);
    yield chain(rules, [1, 3, 4]);
    yield chain(rules, [1, 3, 4, 5, 7, 8, 9]);
    yield chain(rules, Array.from({ length: 16 }, (_, i) => i + 1));
    // A hundred blocks of which none follows upon the other, and then three that do; and years later.
    const apart = Array.from({ length: 100 }, (_, i) => 1 + 2 * i);
    yield chain(rules, [...apart, 200, 201, 202]);
    yield chain(rules, [1, ...[0, 1, 2, 3, 5].map((more) => 2 ** 33 + more)]);
  }
  yield* drawnBy(grading, 1200, "safety", aRun);
}
