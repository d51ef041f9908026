/** Bugs of part 6; those of the reports are named by them. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/13-byzantine/answers.ts";
import { leaderOf, type Proof } from "../../../exercises/13-byzantine/given.ts";
import { certificates } from "../certificates.ts";
import { latest, views, viewsWith, ways } from "../views.ts";

const viewOf = ({ prePrepare }: Proof) => prePrepare.statement.view;
const members = (replicas: number) => [...Array(replicas).keys()];

/** A proof that is looked at less closely. */
const proving = (isProof: typeof ways.isProof) => viewsWith({ isProof });

export const viewsMutants: Mutants<Answers> = {
  views: {
    "views as texts: 9 comes after 10": viewsWith({
      proofFor: (proofs) =>
        [...proofs].sort((a, b) => String(viewOf(b)) < String(viewOf(a)) ? -1 : 1)[0],
    }),
    "eight proofs: what is shown after them is believed": {
      isViewChange: (rules, change) =>
        views.isViewChange(rules, {
          ...change,
          statement: { ...change.statement, prepared: change.statement.prepared.slice(0, 8) },
        }),
    },
    "the first proposal: who has signed the others is not looked at": {
      isNewView: (rules, newView) =>
        views.isNewView(rules, {
          ...newView,
          statement: {
            ...newView.statement,
            prePrepares: newView.statement.prePrepares.map((each, i) =>
              i === 0 ? each : { ...each, signer: newView.signer }
            ),
          },
        }),
    },
    "one invalid certificate hides valid ones: nothing begins when a liar has spoken": viewsWith({
      valid: (came, isValid) => came.every(isValid) ? came : [],
    }),
    "the first ones: whatever comes first must be valid": viewsWith({
      valid: (came, isValid) => {
        const bad = came.findIndex((each) => !isValid(each));
        return bad < 0 ? came : came.slice(0, bad);
      },
    }),
    "proofs are not looked at: a liar says what was prepared": proving(() => true),
    "votes for another number: they prove something else (bft-smart 121)": proving((
      rules,
      { prePrepare, prepares },
    ) =>
      ways.isProof(rules, {
        prePrepare,
        prepares: {
          ...prepares,
          statement: { ...prepares.statement, sequence: prePrepare.statement.sequence },
        },
      })
    ),
    "votes of another view: old ones count (bft-smart 121)": proving((
      rules,
      { prePrepare, prepares },
    ) =>
      ways.isProof(rules, {
        prePrepare,
        prepares: {
          ...prepares,
          statement: { ...prepares.statement, view: prePrepare.statement.view },
        },
      })
    ),
    "votes for other requests: the digest is not compared": proving((
      rules,
      { prePrepare, prepares },
    ) =>
      ways.isProof(rules, {
        prePrepare,
        prepares: {
          ...prepares,
          statement: { ...prepares.statement, digest: prePrepare.statement.digest },
        },
      })
    ),
    "non-members prove: anybody's signature counts (bft-smart 121)": proving((
      rules,
      { prePrepare, prepares },
    ) =>
      ways.isProof(rules, {
        prePrepare,
        prepares: {
          ...prepares,
          signers: new Set(prepares.signers).size === prepares.signers.length &&
              !prepares.signers.includes(prePrepare.signer) &&
              prepares.signers.length >= certificates.quorum(rules.replicas) - 1
            ? members(rules.replicas).filter((node) => node !== prePrepare.signer)
            : [],
        },
      })
    ),
    "duplicates counted twice: in a proof": proving((rules, { prePrepare, prepares }) =>
      ways.isProof(rules, {
        prePrepare,
        prepares: {
          ...prepares,
          signers: prepares.signers.length >= certificates.quorum(rules.replicas) - 1 &&
              prepares.signers.every((node) => node < rules.replicas && node !== prePrepare.signer)
            ? members(rules.replicas).filter((node) => node !== prePrepare.signer)
            : [],
        },
      })
    ),
    "anybody is the primary: who has proposed it is not looked at": proving((
      rules,
      { prePrepare, prepares },
    ) => {
      const signer = leaderOf(prePrepare.statement.view, rules.replicas);
      return ways.isProof(rules, { prePrepare: { ...prePrepare, signer }, prepares });
    }),
    "the primary prepares: it counts twice": proving((rules, { prePrepare, prepares }) => {
      const signers = prepares.signers.filter((node) => node !== prePrepare.signer);
      const isThere = signers.length < prepares.signers.length;
      const more = members(rules.replicas).find((node) =>
        node !== prePrepare.signer && !signers.includes(node)
      );
      return ways.isProof(rules, {
        prePrepare,
        prepares: { ...prepares, signers: isThere ? [...signers, more!] : signers },
      });
    }),
    "any cluster: what was prepared elsewhere counts": proving((rules, proof) =>
      ways.isProof({ ...rules, cluster: proof.prePrepare.statement.cluster }, proof)
    ),
    "works for f = 1 only: a quorum is three": viewsWith({ quorum: () => 3 }),
    "a quorum of 2f: as everywhere": viewsWith({ quorum: (n) => 2 * certificates.faults(n) }),
    "waits for all: a silent liar keeps the view from beginning": viewsWith({ quorum: (n) => n }),
    "the earliest view: of two proofs the wrong one": viewsWith({
      proofFor: (proofs) => [...proofs].sort((a, b) => viewOf(a) - viewOf(b))[0],
    }),
    "the first proof: whichever was heard first": viewsWith({ proofFor: ([first]) => first }),
    "one proof is not enough: unless two replicas show it": viewsWith({
      proofFor: (proofs) => proofs.length > 1 ? latest(proofs) : undefined,
    }),
    "what is executed is not told: as if it were done everywhere (indy-plenum 693)": viewsWith({
      tells: (proof, low, executed) =>
        proof.prePrepare.statement.sequence > Math.max(low, executed),
    }),
    "nothing is told: what was prepared is ignored by the new leader (cothority 2080)": viewsWith({
      tells: () => false,
    }),
    "all is told: what is below the checkpoint, too": viewsWith({ tells: () => true }),
    "as they come: proofs in no order": {
      want: (rules, log, view) => {
        const change = views.want(rules, log, view);
        return { ...change, prepared: [...change.prepared].reverse() };
      },
    },
    "the lowest checkpoint: it starts where the last of them is (fabric 1111)": viewsWith({
      startOf: (changes) =>
        Math.min(...changes.map(({ stable }) => stable?.statement.sequence ?? 0)),
    }),
    "the first checkpoint: whosever is first": viewsWith({
      startOf: ([first]) => first?.stable?.statement.sequence ?? 0,
    }),
    "gaps: numbers in between get nothing": {
      begin(rules, view, came) {
        const right = views.begin(rules, view, came);
        return right && {
          ...right,
          prePrepares: right.prePrepares.filter(({ digest }) => digest !== rules.nothing),
        };
      },
    },
    "from 1 on: what is stable is proposed again": viewsWith({ proposes: () => true }),
    "for any view: who wants another one counts": {
      begin: (rules, view, came) =>
        views.begin(
          rules,
          view,
          came.map((each) =>
            views.isViewChange(rules, each)
              ? { ...each, statement: { ...each.statement, view } }
              : each
          ),
        ),
    },
    "one counts twice: who has spoken twice is two": viewsWith({ once: (valid) => valid }),
    "checkpoints are not looked at: a liar says what is stable": viewsWith({
      isStable: () => true,
    }),
    "any high mark: a liar makes the new view endless": viewsWith({
      isPlaced: ({ size }, change) => ways.isPlaced({ size: size * 100 } as never, change),
    }),
    "any order: places are not looked at": viewsWith({ isPlaced: () => true }),
    "signer not member: clients want views, too": viewsWith({ isSigner: () => true }),
    "new views are not computed again: whatever the primary proposes": {
      isNewView: (rules, { signer, statement }) =>
        signer === leaderOf(statement.view, rules.replicas) && statement.kind === "newView" &&
        statement.cluster === rules.cluster &&
        views.begin(rules, statement.view, statement.viewChanges) !== null,
    },
    "anybody begins: who has signed the new view is not looked at": {
      isNewView: (rules, newView) =>
        views.isNewView(rules, {
          ...newView,
          signer: leaderOf(newView.statement.view, rules.replicas),
        }),
    },
    "anybody proposes: who has signed its pre-prepares is not looked at": {
      isNewView: (rules, { signer, statement }) =>
        views.isNewView(rules, {
          signer,
          statement: {
            ...statement,
            prePrepares: statement.prePrepares.map((each) => ({ ...each, signer })),
          },
        }),
    },
    "only valid ones count: a new view with an invalid one is accepted": {
      isNewView: (rules, { signer, statement }) => {
        const viewChanges = statement.viewChanges.filter((each) => views.isViewChange(rules, each));
        return views.isNewView(rules, { signer, statement: { ...statement, viewChanges } });
      },
    },
    "forges: who is missing is made up": {
      begin(rules, view, came) {
        const right = views.begin(rules, view, came);
        if (right !== null || came[0] === undefined) return right;
        const statement = {
          kind: "viewChange",
          cluster: rules.cluster,
          view,
          stable: null,
          prepared: [],
        } as const;
        const all = members(rules.replicas).map((signer) => ({ signer, statement }));
        return views.begin(rules, view, all);
      },
    },
  },
};
