import text from "./guilt.md" with { type: "text" };
import { drawnBy, type Grading, shown, task, Wrong } from "hb/grade/part.ts";
import { isAlike } from "hb/grade/alike.ts";
import { listed, said } from "hb/grade/said.ts";
import { told } from "hb/grade/told.ts";
import { withoutParts } from "hb/grade/without_parts.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { digestOf } from "../digest.ts";
import type { Block, BlockVote, Charge, Cluster, Guilt, NodeId, Signed } from "../given.ts";
import { sizesOf } from "./did.ts";

export const guilt = task<Answers>(text, ({ guilt }, grading) => {
  grading.forAll(
    cases(grading),
    (given) => judge(guilt, given, grading),
    function* (given) {
      for (const votes of withoutParts(given.votes)) yield { ...given, votes };
    },
  );
});

/** The block at a place of the list, from 1, is on that at another; 0 is "genesis". */
interface RunBlock {
  readonly view: number;
  readonly parent: number;
  readonly isKnown: boolean;
}

interface RunVote {
  readonly signer: NodeId;
  readonly block: number;
  readonly cluster?: string;
  readonly kind?: string;
}

interface Case {
  readonly replicas: number;
  readonly run: readonly RunBlock[];
  readonly votes: readonly RunVote[];
}

function made({ replicas, run, votes }: Case) {
  const cluster: Cluster = { cluster: "c", replicas };
  const blocks: Block[] = [], names = ["genesis"];
  const { quorum } = sizesOf(replicas);
  for (const [i, { view, parent }] of run.entries()) {
    const block: Block = {
      view,
      parent: names[parent]!,
      justify: {
        signers: parent === 0 ? [] : [...Array(quorum).keys()],
        statement: {
          kind: "vote",
          cluster: "c",
          view: parent === 0 ? 0 : run[parent - 1]!.view,
          block: names[parent]!,
        },
      },
      commands: [{
        signer: 20,
        statement: { kind: "request", cluster: "c", timestamp: i + 1, command: `c${i}` },
      }],
    };
    blocks.push(block);
    names.push(digestOf(block));
  }
  const signed = votes.map(({ signer, block, cluster, kind }): Signed<BlockVote> => ({
    signer,
    statement: {
      kind: (kind ?? "vote") as "vote",
      cluster: cluster ?? "c",
      view: run[block - 1]!.view,
      block: names[block]!,
    },
  }));
  return { cluster, blocks: blocks.filter((_, i) => run[i]!.isKnown), names, signed };
}

/** Why two votes of one node convict it, if they do: the one of the lower view first. */
function crimeOf(
  run: readonly RunBlock[],
  one: number,
  other: number,
): Charge["crime"] | undefined {
  const a = run[one - 1]!, b = run[other - 1]!;
  if (one === other) return undefined;
  if (a.view === b.view) return "two votes";
  if (a.view > b.view || !a.isKnown || !b.isKnown || a.parent === 0) return undefined;
  const parent = run[a.parent - 1]!;
  if (!parent.isKnown) return undefined;
  const locked = parent.parent, at = locked === 0 ? 0 : run[locked - 1]!.view;
  const justified = b.parent === 0 ? 0 : run[b.parent - 1]!.view;
  return justified > at || b.parent === locked ? undefined : "against the lock";
}

function judge(own: Guilt, given: Case, grading: Grading): void {
  const { replicas, run, votes } = given, { cluster, blocks, names, signed } = made(given);
  const asked = `whom these votes convict, among ${replicas} replicas:\n${
    listed(votes.map((vote) => inVote(vote, run, replicas)))
  }`;
  const came = grading.asked(() => own(shown(cluster), shown(blocks), shown(signed)), () => asked);
  const counting = votes.filter(({ signer, cluster, kind }) =>
    signer < replicas && cluster === undefined && kind === undefined
  );
  const must = new Map<NodeId, string>();
  for (const one of counting) {
    for (const other of counting) {
      if (one.signer !== other.signer || must.has(one.signer)) continue;
      const crime = crimeOf(run, one.block, other.block);
      if (crime !== undefined) {
        must.set(
          one.signer,
          `node ${one.signer}, of ${crime}, by blocks ${one.block} and ${other.block}`,
        );
      }
    }
  }
  const words = [...must.values()].join("; ") || "nobody";
  const fail = (why: string): never => {
    throw new Wrong(said({ asked, came: inCharges(came, names), must: words, why }));
  };
  if (!Array.isArray(came)) return fail("it is a list of charges");
  const culprits = came.map((charge) => charge?.culprit);
  const innocent = culprits.find((node) => !must.has(node));
  if (innocent !== undefined) {
    fail(
      `nobody is convicted who may be loyal: node ${innocent} has signed nothing that a loyal replica does not`,
    );
  }
  const free = [...must.keys()].find((node) => !culprits.includes(node));
  if (free !== undefined) {
    fail(`nobody loyal signs both: ${must.get(free)} (Sheng et al. 2021, section 6)`);
  }
  if (new Set(culprits).size < culprits.length) fail("of each culprit there is one charge");
  for (const { culprit, crime, evidence } of came as Charge[]) {
    const isOwn = Array.isArray(evidence) && evidence.length === 2 &&
      evidence.every((vote) =>
        vote?.signer === culprit && signed.some((each) => isAlike(vote, each))
      );
    if (!isOwn) return fail(`the evidence against node ${culprit} must be two of its votes`);
    const [one, other] = evidence.map(({ statement }) => names.indexOf(statement.block));
    const right = crimeOf(run, one!, other!);
    if (right !== crime) {
      fail(
        `what is shown against node ${culprit}, blocks ${one} and ${other} in this order, proves ${
          right ?? "nothing"
        }, and not ${told(crime)}`,
      );
    }
  }
}

function inVote(
  { signer, block, cluster, kind }: RunVote,
  run: readonly RunBlock[],
  replicas: number,
): string {
  const { view, parent, isKnown } = run[block - 1]!;
  const on = parent === 0 ? "genesis" : `block ${parent} of view ${run[parent - 1]!.view}`;
  const odd = cluster !== undefined
    ? ` in cluster "${cluster}"`
    : kind !== undefined
    ? ` in a ${kind}`
    : "";
  const who = signer < replicas ? `node ${signer}` : `node ${signer}, which is no replica,`;
  const grand = parent === 0 ? 0 : run[parent - 1]!.parent;
  const further = parent === 0
    ? ""
    : `, which is on ${grand === 0 ? "genesis" : `block ${grand} of view ${run[grand - 1]!.view}`}`;
  const lacking = !isKnown
    ? ", which is not known"
    : parent !== 0 && !run[parent - 1]!.isKnown
    ? ", which is not known"
    : "";
  return isKnown
    ? `${who} votes for block ${block} of view ${view}, on ${on}${lacking || further}${odd}`
    : `${who} votes for block ${block} of view ${view}${lacking}${odd}`;
}

function inCharges(came: unknown, names: readonly string[]): string {
  try {
    const charges = came as readonly Charge[];
    return charges.map(({ culprit, crime, evidence }) =>
      `node ${culprit}, of ${crime}, by blocks ${
        evidence.map(({ statement }) => names.indexOf(statement.block)).join(" and ")
      }`
    ).join("; ") || "nobody";
  } catch {
    return told(came);
  }
}

function* cases(grading: Grading): Generator<Case> {
  // A long chain, of which the loyal vote for all; then somebody votes for what goes back behind its lock, or for another block of an early view.
  const chain = Array.from({ length: 40 }, (_, i) => ({ view: i + 1, parent: i, isKnown: true }));
  const votes = [0, 1, 3].flatMap((signer) => chain.map((_, i) => ({ signer, block: i + 1 })));
  for (const [view, parent] of [[60, 1], [3, 2]] as const) {
    const run = [...chain, { view, parent, isKnown: true }];
    const own = [1, 2, 3, 4, 5, 41].map((block) => ({ signer: 2, block }));
    yield { replicas: 4, run, votes: [...votes, ...own] };
    yield { replicas: 4, run, votes: [...own.toReversed(), ...votes] };
  }
  yield* drawnBy(grading, 1500, "guilt", aCase);
}

/** Branches of blocks, and who votes for what: most of them nearly as they may. */
function aCase(random: Random): Case {
  const replicas = [4, 4, 7][random.below(3)]!, run: RunBlock[] = [];
  const count = 3 + random.below(7);
  let view = 0;
  for (let i = 0; i < count; i++) {
    if (!random.chance(0.2) || view === 0) view += 1 + Number(random.chance(0.3));
    const back = random.chance(0.6) ? i : random.below(i + 1);
    const parents = Array.from({ length: back + 1 }, (_, at) => at)
      .filter((at) => at === 0 || run[at - 1]!.view < view);
    run.push({ view, parent: parents.at(-1)!, isKnown: random.chance(0.92) });
  }
  const votes: RunVote[] = [];
  for (let signer = 0; signer < replicas + 1; signer++) {
    const careful = random.chance(0.6);
    let voted = 0, lock = 0;
    const order = Array.from({ length: count }, (_, i) => i + 1);
    for (const block of order) {
      if (!random.chance(0.55)) continue;
      const { view, parent } = run[block - 1]!;
      const parentView = parent === 0 ? 0 : run[parent - 1]!.view;
      const locked = parent === 0 ? 0 : run[parent - 1]!.parent;
      const viewOf = (at: number) => at === 0 ? 0 : run[at - 1]!.view;
      if (viewOf(locked) > viewOf(lock)) lock = locked;
      const isSafe = parentView > viewOf(lock) || parent === lock;
      if (careful && (view <= voted || !isSafe)) continue;
      voted = view;
      const odd = random.below(30);
      const vote: RunVote = { signer, block };
      votes.push(
        odd === 0 ? { ...vote, cluster: "other" } : odd === 1 ? { ...vote, kind: "wish" } : vote,
      );
      if (random.chance(0.15)) votes.push(vote);
    }
  }
  for (let at = votes.length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    [votes[at], votes[other]] = [votes[other]!, votes[at]!];
  }
  return { replicas, run, votes };
}
