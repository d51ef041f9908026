import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { listMachine } from "../../replicated/state_machine/list.ts";
import { certificateOf, sign } from "../../security/identity/signed.ts";
import { isDecision, isNewView, isProof, isStable, isViewChange } from "./evidence.ts";
import { newViewProposals } from "./new_view.ts";
import { type Options, withDefaults } from "./settings.ts";
import type { Checkpoint, NewView, Proof, ViewChange } from "./statements.ts";

const options: Options = {
  machine: listMachine as Options["machine"],
  replicas: 4,
  checkpointEvery: 2,
  digest: (value) => JSON.stringify(value),
};
const pbft = withDefaults(options), cluster = "pbft";

function proofOf(
  view: number,
  sequence: number,
  digest: string,
  backups = [0, 1, 2, 3].filter((node) => node !== view % 4).slice(0, 2),
  voted: { view?: number; sequence?: number; digest?: string; cluster?: string } = {},
): Proof {
  const at = { cluster, view, sequence, digest };
  const vote = { kind: "prepare", ...at, ...voted } as const;
  return {
    prePrepare: sign({ self: view % 4 }, { kind: "prePrepare", ...at } as const),
    prepares: certificateOf(backups.map((self) => sign({ self }, vote))),
  };
}

Deno.test("a proof is the word of the primary and that of two others on the same, and nothing less", () => {
  assert(isProof(pbft, proofOf(1, 3, "a")));
  const wrong: Proof[] = [
    proofOf(1, 3, "a", [2]),
    proofOf(1, 3, "a", [1, 2]),
    proofOf(1, 3, "a", [2, 4]),
    proofOf(1, 3, "a", [2, 3], { view: 0 }),
    proofOf(1, 3, "a", [2, 3], { sequence: 2 }),
    proofOf(1, 3, "a", [2, 3], { digest: "b" }),
    proofOf(1, 3, "a", [2, 3], { cluster: "another" }),
    { ...proofOf(1, 3, "a"), prePrepare: { ...proofOf(1, 3, "a").prePrepare, signer: 2 } },
    { ...proofOf(1, 3, "a"), prepares: { ...proofOf(1, 3, "a").prepares, signers: [2, 2] } },
  ];
  assertEquals(wrong.map((proof) => isProof(pbft, proof)), wrong.map(() => false));
});

function stableAt(sequence: number, signers = [0, 1, 2]) {
  const statement: Checkpoint = { kind: "checkpoint", cluster, sequence, digest: "s" };
  return { signers, statement };
}

Deno.test("a checkpoint takes a quorum of members, and so does a decision", () => {
  assert(isStable(pbft, stableAt(2)));
  assert(!isStable(pbft, stableAt(2, [0, 1])));
  assert(!isStable(pbft, stableAt(2, [0, 1, 7])));
  const commits = { kind: "commit", cluster, view: 0, sequence: 1, digest: "a" } as const;
  assert(isDecision(pbft, { signers: [1, 2, 3], statement: commits }));
  assert(!isDecision(pbft, { signers: [1, 3], statement: commits }));
});

function change(self: number, view: number, prepared: readonly Proof[], low = 0) {
  const stable = low === 0 ? null : stableAt(low);
  return sign<ViewChange>({ self }, { kind: "viewChange", cluster, view, stable, prepared });
}

Deno.test("a view change shows proofs in order, between the marks, of earlier views", () => {
  assert(isViewChange(pbft, change(1, 2, [proofOf(0, 3, "a"), proofOf(1, 4, "b")], 2)));
  const wrong = [
    change(1, 2, [proofOf(0, 2, "a")], 2),
    change(1, 2, [proofOf(0, 7, "a")], 2),
    change(1, 2, [proofOf(0, 4, "a"), proofOf(0, 3, "a")], 2),
    change(1, 2, [proofOf(0, 3, "a"), proofOf(1, 3, "a")], 2),
    change(1, 2, [proofOf(2, 3, "a")], 2),
    change(1, 2, [proofOf(0, 3, "a", [1])], 2),
    change(4, 2, []),
  ];
  assertEquals(wrong.map((each) => isViewChange(pbft, each)), wrong.map(() => false));
});

function begin(view: number, viewChanges: readonly ReturnType<typeof change>[]) {
  const self = view % 4;
  const prePrepares = newViewProposals(pbft, view, viewChanges.map(({ statement }) => statement))
    .map((statement) => sign({ self }, statement));
  return sign<NewView>({ self }, { kind: "newView", cluster, view, viewChanges, prePrepares });
}

Deno.test("a new view goes on from the latest proofs, with null requests in between", () => {
  const changes = [
    change(0, 2, [proofOf(0, 3, "old"), proofOf(0, 5, "five")], 2),
    change(1, 2, [proofOf(1, 3, "new")]),
    change(3, 2, []),
  ];
  const { statement } = begin(2, changes);
  assertEquals(
    statement.prePrepares.map(({ statement: { sequence, digest } }) => [sequence, digest]),
    [[3, "new"], [4, "[]"], [5, "five"]],
  );
  assert(isNewView(pbft, begin(2, changes)));
});

Deno.test("a new view that does not follow from what a quorum shows is refused", () => {
  const good = begin(2, [change(0, 2, [proofOf(0, 1, "a")]), change(1, 2, []), change(3, 2, [])]);
  assert(isNewView(pbft, good));
  const changed = (by: Partial<NewView>, self = 2) =>
    sign<NewView>({ self }, { ...good.statement, ...by });
  const { viewChanges, prePrepares } = good.statement;
  const nothing = sign({ self: 2 }, { ...prePrepares[0]!.statement, digest: "[]" });
  const wrong = [
    changed({}, 3),
    changed({ view: 6 }),
    changed({ viewChanges: viewChanges.slice(1) }),
    changed({ viewChanges: [viewChanges[0]!, viewChanges[1]!, viewChanges[1]!] }),
    changed({ viewChanges: [viewChanges[0]!, viewChanges[1]!, change(3, 3, [])] }),
    changed({ prePrepares: [] }),
    changed({ prePrepares: [nothing] }),
    changed({ prePrepares: [{ ...prePrepares[0]!, signer: 1 }] }),
  ];
  assertEquals(wrong.map((each) => isNewView(pbft, each)), wrong.map(() => false));
});

Deno.test("what a new view proposes is what its definition says, whoever shows what", () => {
  const proofs = fc.uniqueArray(
    fc.record({
      view: fc.nat(3),
      sequence: fc.integer({ min: 1, max: 6 }),
      digest: fc.constantFrom("a", "b"),
    }),
    { selector: ({ sequence }) => sequence, maxLength: 4 },
  );
  const shown = fc.array(fc.record({ low: fc.constantFrom(0, 2, 4), proofs }), {
    minLength: 3,
    maxLength: 4,
  });
  fc.assert(fc.property(shown, (all) => {
    const changes = all.map(({ low, proofs }, self) =>
      change(
        self,
        4,
        proofs.filter(({ sequence }) => sequence > low).map(({ view, sequence, digest }) =>
          proofOf(view, sequence, digest)
        ),
        low,
      ).statement
    );
    const proposals = newViewProposals(pbft, 4, changes);
    const flat = all.flatMap(({ low, proofs }) => proofs.filter(({ sequence }) => sequence > low));
    const start = Math.max(...all.map(({ low }) => low));
    const end = Math.max(start, ...flat.map(({ sequence }) => sequence));
    assertEquals(proposals.map(({ sequence }) => sequence), range(start + 1, end));
    for (const { sequence, digest } of proposals) {
      const about = flat.filter((proof) => proof.sequence === sequence);
      const latest = Math.max(...about.map(({ view }) => view));
      const may = about.filter(({ view }) => view === latest).map((proof) => proof.digest);
      assert((may.length === 0 ? ["[]"] : may).includes(digest));
    }
  }));
});

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}
