/** Proofs, view changes and new views by chance, right ones and others. @module */

import { withoutParts } from "hb/grade/without_parts.ts";
import type { Random } from "hb/sim/random.ts";
import { leaderOf } from "../digest.ts";
import type {
  Certificate,
  Checkpoint,
  Log,
  NewView,
  NewViewRules,
  NodeId,
  PrePrepare,
  Proof,
  Signed,
  ViewChange,
} from "../given.ts";
import { sizesOf } from "./did.ts";
import { isViewChange, proposals } from "./right_views.ts";

export interface OneProof {
  readonly rules: NewViewRules;
  readonly proof: Proof;
  /** What is wrong with it, if something is. */
  readonly odd?: string;
}
export interface OneViewChange {
  readonly rules: NewViewRules;
  readonly change: Signed<ViewChange>;
  readonly odd?: string;
}
export interface LogCase {
  readonly rules: NewViewRules;
  readonly log: Log;
  readonly view: number;
}
export interface Came {
  readonly rules: NewViewRules;
  readonly view: number;
  readonly came: readonly Signed<ViewChange>[];
}
export interface NewViewCase {
  readonly rules: NewViewRules;
  readonly newView: Signed<NewView>;
  readonly odd?: string;
}

/** Something that is changed, and why it is wrong then. */
type Odd<T> = readonly [why: string, changed: T];

function someRules(random: Random): NewViewRules {
  return {
    cluster: random.chance(0.5) ? "c" : "pbft",
    replicas: [4, 4, 5, 6, 7, 10][random.below(6)]!,
    size: [4, 8, 20][random.below(3)]!,
    nothing: "null",
  };
}

/** So many of these, in ascending order. */
function some(random: Random, nodes: readonly NodeId[], count: number): NodeId[] {
  const left = [...nodes];
  while (left.length > count) left.splice(random.below(left.length), 1);
  return left;
}

const all = (n: number) => [...Array(n).keys()];

function proofOf(
  random: Random,
  { cluster, replicas }: NewViewRules,
  view: number,
  sequence: number,
  digest: string,
): Proof {
  const primary = leaderOf(view, replicas), { quorum } = sizesOf(replicas);
  const backups = all(replicas).filter((node) => node !== primary);
  const about = { cluster, view, sequence, digest };
  const count = quorum - 1 + random.below(2);
  return {
    prePrepare: { signer: primary, statement: { kind: "prePrepare", ...about } },
    prepares: { signers: some(random, backups, count), statement: { kind: "prepare", ...about } },
  };
}

/** Every way in which a proof is none. */
function oddProofs(random: Random, { replicas }: NewViewRules, proof: Proof): Odd<Proof>[] {
  const { prePrepare, prepares } = proof, { signers } = prepares, { quorum } = sizesOf(replicas);
  const primary = prePrepare.signer;
  const signed = (change: readonly NodeId[]): Proof => ({
    ...proof,
    prepares: { ...prepares, signers: change },
  });
  const one = (change: Partial<PrePrepare> | { kind: string }): Proof => ({
    ...proof,
    prePrepare: { ...prePrepare, statement: { ...prePrepare.statement, ...change } as PrePrepare },
  });
  const other = (change: object): Proof => ({
    ...proof,
    prepares: { ...prepares, statement: { ...prepares.statement, ...change } },
  });
  const both = (change: object): Proof => ({
    prePrepare: one(change as never).prePrepare,
    prepares: other(change).prepares,
  });
  const few = some(random, signers, quorum - 2);
  return [
    ["they are too few to make a quorum with the primary", signed(few)],
    ["one of them is named twice, and counts once", signed([...few, few[0]!])],
    ["one of them is no replica", signed([...few, replicas + random.below(2)])],
    [
      "one of them is no replica, and who has signed besides does not make up for it",
      signed([...signers, replicas]),
    ],
    ["one is named twice", signed([...signers, signers[0]!])],
    [
      "a primary does not sign prepares, its word is the pre-prepare",
      signed([...few, primary].sort((a, b) => a - b)),
    ],
    ["another than the primary of its view has signed the pre-prepare", {
      ...proof,
      prePrepare: { ...prePrepare, signer: (primary + 1) % replicas },
    }],
    ["the prepares are for other requests", other({ digest: "other" })],
    ["the prepares are for another number", other({ sequence: prePrepare.statement.sequence + 1 })],
    ["the prepares are of another view", other({ view: prePrepare.statement.view + 1 })],
    [
      "the pre-prepare is of another view, of the same primary",
      one({ view: prePrepare.statement.view + replicas }),
    ],
    ["it is about another cluster", both({ cluster: "other" })],
    ["the prepares are about another cluster", other({ cluster: "other" })],
    ["the pre-prepare is about another cluster", one({ cluster: "other" })],
    ["these are commits and no prepares", other({ kind: "commit" })],
    ["this is a prepare and no pre-prepare", one({ kind: "prepare" })],
  ];
}

export function aProof(random: Random): OneProof {
  const rules = someRules(random);
  const proof = proofOf(
    random,
    rules,
    random.below(12),
    1 + random.below(30),
    "ab"[random.below(2)]!,
  );
  if (random.chance(0.35)) return { rules, proof };
  const odds = oddProofs(random, rules, proof), [odd, changed] = odds[random.below(odds.length)]!;
  return { rules, proof: changed, odd };
}

function stableOf(
  random: Random,
  { cluster, replicas }: NewViewRules,
  sequence: number,
): Certificate<Checkpoint> {
  const { quorum } = sizesOf(replicas);
  return {
    signers: some(random, all(replicas), quorum + random.below(2)),
    statement: { kind: "checkpoint", cluster, sequence, digest: "s" },
  };
}

/** A view change that is valid; `shared` are the proofs that there are of each number. */
function changeOf(
  random: Random,
  rules: NewViewRules,
  { signer, view, low }: { readonly signer: NodeId; readonly view: number; readonly low: number },
): Signed<ViewChange> {
  const prepared: Proof[] = [], isFull = random.chance(0.12);
  for (
    let sequence = low + 1;
    sequence <= low + Math.min(isFull ? 14 : 5, rules.size);
    sequence++
  ) {
    if (random.chance(isFull ? 0.1 : 0.5)) continue;
    const before = random.below(view);
    // In one view there is one batch for a number.
    prepared.push(proofOf(random, rules, before, sequence, `${"abcde"[before % 5]}${sequence}`));
  }
  const stable = low === 0 ? null : stableOf(random, rules, low);
  return {
    signer,
    statement: { kind: "viewChange", cluster: rules.cluster, view, stable, prepared },
  };
}

function oddChanges(
  random: Random,
  rules: NewViewRules,
  change: Signed<ViewChange>,
): Odd<Signed<ViewChange>>[] {
  const { signer, statement } = change, { view, stable, prepared, cluster } = statement;
  const { replicas, size } = rules, { quorum } = sizesOf(replicas);
  const low = stable?.statement.sequence ?? 0;
  const as = (changed: object): Signed<ViewChange> => ({
    signer,
    statement: { ...statement, ...changed } as ViewChange,
  });
  const proof = (at: number, of = random.below(view)) => proofOf(random, rules, of, at, "z");
  const fewer = some(random, all(replicas), quorum - 1), twice = [...fewer, fewer[0]!];
  const odds: Odd<Signed<ViewChange>>[] = [
    ["who has signed it is no replica", { signer: replicas, statement }],
    ["it is about another cluster", as({ cluster: "other" })],
    ["it is no view change", as({ kind: "newView" })],
    ["it proves a number above the high mark", as({ prepared: [proof(low + size + 1)] })],
    [
      "it proves two numbers in the wrong order",
      as({ prepared: [proof(low + 2), proof(low + 1)] }),
    ],
    ["it proves one number twice", as({ prepared: [proof(low + 1), proof(low + 1)] })],
    [
      "what it shows was prepared in the view that it wants",
      as({ prepared: [proof(low + 1, view)] }),
    ],
    [
      "what it shows was prepared in a later view than it wants",
      as({ prepared: [proof(low + 1, view + 1)] }),
    ],
    ["a checkpoint at 0 is none", as({ stable: stableOf(random, rules, 0), prepared: [] })],
    [
      "too few have signed the checkpoint",
      as({
        stable: { ...stableOf(random, rules, 4), signers: some(random, all(replicas), quorum - 1) },
        prepared: [],
      }),
    ],
    [
      "who has signed the checkpoint is no replica",
      as({
        stable: {
          ...stableOf(random, rules, 4),
          signers: [...some(random, all(replicas), quorum - 1), replicas],
        },
        prepared: [],
      }),
    ],
    [
      "one has signed the checkpoint twice, and counts once",
      as({ stable: { ...stableOf(random, rules, 4), signers: twice }, prepared: [] }),
    ],
    [
      "the checkpoint is of another cluster",
      as({
        stable: {
          signers: all(replicas),
          statement: { kind: "checkpoint", cluster: "other", sequence: 4, digest: "s" },
        },
        prepared: [],
      }),
    ],
    [
      "this is a commit and no checkpoint",
      as({
        stable: {
          signers: all(replicas),
          statement: { kind: "commit", cluster, sequence: 4, digest: "s" },
        },
        prepared: [],
      }),
    ],
  ];
  if (low > 0) {
    odds.push([
      "it proves what its checkpoint has settled",
      as({ prepared: [proof(low), ...prepared] }),
    ]);
  }
  for (const [i, each] of prepared.entries()) {
    const bad = oddProofs(random, rules, each), [why, changed] = bad[random.below(bad.length)]!;
    odds.push([`in one of its proofs, ${why}`, as({ prepared: prepared.with(i, changed) })]);
  }
  return odds;
}

export function aViewChange(random: Random): OneViewChange {
  const rules = someRules(random),
    signer = random.below(rules.replicas),
    view = 1 + random.below(9);
  const change = changeOf(random, rules, {
    signer,
    view,
    low: random.chance(0.5) ? 0 : 4 * (1 + random.below(3)),
  });
  if (random.chance(0.3)) return { rules, change };
  const odds = oddChanges(random, rules, change), [odd, changed] = odds[random.below(odds.length)]!;
  // Some changes do no harm: a certificate of more than a quorum may lack one.
  return isViewChange(rules, changed)
    ? { rules, change: changed }
    : { rules, change: changed, odd };
}

export function aLog(random: Random): LogCase {
  const rules = { ...someRules(random), size: 20 }, view = 2 + random.below(14);
  const low = random.chance(0.4) ? 0 : 4 * (1 + random.below(2)), proofs: Proof[] = [];
  for (let sequence = Math.max(1, low - 2); sequence <= low + 12; sequence++) {
    const views = all(view).filter(() => random.chance(0.25));
    for (const before of views) proofs.push(proofOf(random, rules, before, sequence, `${before}`));
  }
  for (let at = proofs.length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    [proofs[at], proofs[other]] = [proofs[other]!, proofs[at]!];
  }
  const stable = low === 0 ? null : stableOf(random, rules, low);
  return { rules, log: { executed: low + random.below(14), stable, proofs }, view };
}

/** What comes to the primary of a view: much of it valid. */
export function aCame(random: Random): Came {
  const rules = someRules(random), { replicas } = rules, { quorum } = sizesOf(replicas);
  const view = 1 + random.below(13), lows = [0, 4, 8].slice(0, 1 + random.below(3));
  const make = (signer: NodeId, wanted = view) =>
    changeOf(random, rules, { signer, view: wanted, low: lows[random.below(lows.length)]! });
  const came = some(random, all(replicas), quorum - 1 + random.below(replicas - quorum + 2)).map((
    node,
  ) => make(node));
  for (let more = random.below(4); more > 0; more--) {
    const signer = random.below(replicas), right = make(signer);
    const odds = oddChanges(random, rules, right);
    const extra = [
      () => odds[random.below(odds.length)]![1],
      () => odds[random.below(odds.length)]![1],
      () => make(signer, view + 1),
      () => view > 1 ? make(signer, view - 1) : make(signer, view + 2),
      () => came[random.below(came.length)] ?? right,
    ][random.below(5)]!();
    came.splice(random.below(came.length + 1), 0, extra);
  }
  return { rules, view, came };
}

export function* smallerCame(given: Came): Generator<Came> {
  for (const came of withoutParts(given.came)) yield { ...given, came };
  for (const [i, { signer, statement }] of given.came.entries()) {
    for (const prepared of withoutParts(statement.prepared)) {
      yield {
        ...given,
        came: given.came.with(i, { signer, statement: { ...statement, prepared } }),
      };
    }
  }
}

export function aNewView(random: Random): NewViewCase {
  const rules = someRules(random),
    { replicas, cluster, nothing } = rules,
    { quorum } = sizesOf(replicas);
  const view = 1 + random.below(13),
    primary = leaderOf(view, replicas),
    lows = [0, 4, 8].slice(0, 1 + random.below(3));
  const changes = some(random, all(replicas), quorum + random.below(2))
    .map((signer) =>
      changeOf(random, rules, { signer, view, low: lows[random.below(lows.length)]! })
    );
  const made = (viewChanges: readonly Signed<ViewChange>[], more: object = {}): Signed<NewView> => {
    const first = proposals(rules, view, viewChanges.map(({ statement }) => statement));
    const prePrepares = first.map((statement) => ({ signer: primary, statement }));
    return {
      signer: primary,
      statement: { kind: "newView", cluster, view, viewChanges, prePrepares, ...more },
    };
  };
  const newView = made(changes);
  if (random.chance(0.25)) return { rules, newView };
  const { prePrepares } = newView.statement, at = random.below(changes.length);
  const odd = oddChanges(random, rules, changes[at]!), [why, bad] = odd[random.below(odd.length)]!;
  const extra = { kind: "prePrepare", cluster, view, sequence: 90, digest: "x" } as const;
  const later = changeOf(random, rules, { signer: changes[at]!.signer, view: view + 1, low: 0 });
  const few = changes.slice(0, quorum - 1);
  const odds: Odd<Signed<NewView>>[] = [
    ["another than its primary has signed it", { ...newView, signer: (primary + 1) % replicas }],
    ["it is about another cluster", made(changes, { cluster: "other" })],
    ["it is no new view", made(changes, { kind: "viewChange" })],
    ["too few want it", made(few)],
    ["one replica counts twice", made([...few, few[0]!])],
    ["one of them wants another view", made(changes.with(at, later))],
    [`one of the view changes is not valid: ${why}`, made(changes.with(at, bad))],
    [
      "it proposes what does not follow",
      made(changes, { prePrepares: [...prePrepares, { signer: primary, statement: extra }] }),
    ],
    ["nothing that follows may be left out", made(changes, { prePrepares: prePrepares.slice(1) })],
    [
      "what was prepared is not proposed",
      made(changes, {
        prePrepares: prePrepares.map(({ statement }) => ({
          signer: primary,
          statement: { ...statement, digest: nothing },
        })),
      }),
    ],
    [
      "another than its primary has signed what is proposed",
      made(changes, {
        prePrepares: prePrepares.map((each) => ({ ...each, signer: (primary + 1) % replicas })),
      }),
    ],
    [
      "another than its primary has signed one of the proposals",
      made(changes, {
        prePrepares: prePrepares.map((each, i) =>
          i < prePrepares.length - 1 ? each : { ...each, signer: (primary + 1) % replicas }
        ),
      }),
    ],
    [
      "what is proposed is for another view",
      made(changes, {
        prePrepares: prePrepares.map(({ statement }) => ({
          signer: primary,
          statement: { ...statement, view: view + replicas },
        })),
      }),
    ],
    ["it is for another view of the same primary", made(changes, { view: view + replicas })],
  ];
  const [words, changed] = odds[random.below(odds.length)]!;
  return { rules, newView: changed, odd: words };
}
