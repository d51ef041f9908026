import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { listMachine } from "../../replicated/state_machine/list.ts";
import { authenticate, type Said, sign } from "../../security/identity/signed.ts";
import { StepIo } from "../../model/step_io.ts";
import { claimsOf, forgetAccepted, noteAccepted } from "./accepted.ts";
import { areClaims, claimedProposals } from "./claims.ts";
import { isKnown, isViewChange } from "./evidence.ts";
import { batchOf } from "./lies.ts";
import { compact, recall, type Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import { pbft } from "./pbft.ts";
import { type Options, withDefaults } from "./settings.ts";
import type { Claimed, Place, Request, ViewChange } from "./statements.ts";

const options: Options = {
  machine: listMachine as Options["machine"],
  replicas: 4,
  authentication: "codes",
  digest: (value) => JSON.stringify(value),
};
const settings = withDefaults(options);
const at = (view: number, sequence: number, digest: string): Place => ({ view, sequence, digest });

/** A view change with claims: nothing is stable. */
const claiming = (prepared: Place[], accepted: Place[] = prepared): ViewChange => ({
  kind: "viewChange",
  cluster: "pbft",
  view: 9,
  stable: null,
  prepared: [],
  claimed: { prepared, accepted },
});
const chosen = (...claims: ViewChange[]) =>
  claimedProposals(settings, 9, claims)?.map(({ digest }) => digest);

Deno.test("what a quorum does not contradict and f + 1 vouch for is gone on from", () => {
  const a = claiming([at(0, 1, "a")]), nothing = claiming([]);
  assertEquals(chosen(a, a, nothing), ["a"]);
  assertEquals(chosen(nothing, nothing, nothing), []);
  // Nobody vouches for it, so it cannot have been committed; but that three have nothing must be seen.
  assertEquals(chosen(a, nothing, nothing), undefined);
  assertEquals(chosen(a, nothing, nothing, nothing), ["[]"]);
  assertEquals(chosen(a, claiming([], [at(0, 1, "a")]), nothing), ["a"]);
});

Deno.test("what was prepared later lets no earlier batch pass, and a liar's word alone nothing", () => {
  const a = claiming([at(0, 1, "a")]), b = claiming([at(1, 1, "b")], [at(1, 1, "b")]);
  assertEquals(chosen(b, a, a), undefined);
  assertEquals(chosen(b, a, a, claiming([])), ["a"]);
  const alsoB = claiming([at(0, 1, "a")], [at(0, 1, "a"), at(1, 1, "b")]);
  assertEquals(chosen(b, alsoB, a), ["b"]);
});

/** What a liar may claim. */
const anyPlaces = fc.array(
  fc.record({ view: fc.nat(4), sequence: fc.constant(1), digest: fc.constantFrom("a", "b", "c") }),
  { maxLength: 3 },
);
const anything = fc.record({
  prepared: anyPlaces.map((all) => all.slice(0, 1)),
  accepted: anyPlaces,
});

Deno.test("what was committed is chosen or nothing is, whoever is heard, and when all the loyal are it is", () => {
  const latest = fc.integer({ min: 1, max: 4 });
  fc.assert(
    fc.property(
      latest,
      latest,
      anyPlaces,
      anything,
      fc.nat(4),
      (one, other, past, liar, absent) => {
        // Replicas 0 and 1 have prepared a in view 1, which was committed there, and perhaps later ones; 2 accepts only a from then on.
        const before = past.filter(({ view }) => view < 1);
        const loyal = [one, other].map((view) => claiming([at(view, 1, "a")]));
        const third = claiming(before.slice(0, 1), [...before, at(Math.max(one, other), 1, "a")]);
        const all = [...loyal, third, claiming(liar.prepared, liar.accepted)];
        const heard = all.filter((_, node) => node !== absent);
        const choice = chosen(...heard);
        assert(choice === undefined || choice[0] === "a", `${choice}`);
        if (absent > 3) assertEquals(choice, ["a"]);
      },
    ),
    { seed: 5, numRuns: 1000 },
  );
});

Deno.test("the choice is what its definition says, whoever claims what", () => {
  fc.assert(
    fc.property(fc.array(anything, { minLength: 3, maxLength: 4 }), (claims: Claimed[]) => {
      const first = (claim: Claimed) => claim.prepared[0];
      const may = claims.map(first).filter((place) => place !== undefined).filter((place) => {
        const against = claims.filter((other) => {
          const its = first(other);
          return its !== undefined && (its.view > place.view ||
            its.view === place.view && its.digest !== place.digest);
        });
        const vouch = claims.filter(({ accepted }) =>
          accepted.some(({ view, digest }) => digest === place.digest && view >= place.view)
        );
        return claims.length - against.length >= 3 && vouch.length >= 2;
      });
      const empty = claims.filter((claim) => first(claim) === undefined).length;
      const choice = chosen(
        ...claims.map(({ prepared, accepted }) => claiming([...prepared], [...accepted])),
      );
      if (empty === claims.length) return assertEquals(choice, []);
      if (may.length > 0) assert(may.some(({ digest }) => digest === choice?.[0]));
      else assertEquals(choice, empty >= 3 ? ["[]"] : undefined);
    }),
    { seed: 6, numRuns: 1000 },
  );
});

Deno.test("claims are of earlier views and between the marks, of each number one", () => {
  const good = claimsOf([at(1, 3, "a"), at(0, 4, "b")], new Map([["3 a", at(2, 3, "a")]]));
  assert(areClaims(good, 3, 2, 6));
  assert(!areClaims(good, 2, 2, 6));
  assert(!areClaims(good, 3, 3, 6));
  assert(!areClaims(good, 3, 2, 3));
  assert(!areClaims({ ...good, prepared: [at(0, 3, "a"), at(1, 3, "b")] }, 3, 2, 6));
  assert(!areClaims(undefined, 3, 2, 6));
  assert(!areClaims({ ...good, accepted: [at(0, 3.5, "a")] }, 3, 2, 6));
  const signed = sign({ self: 1 }, claiming([at(0, 1, "a")]));
  assert(isViewChange(settings, signed));
  const without = { ...signed.statement, claimed: undefined as never };
  assert(!isViewChange(settings, sign({ self: 1 }, without)));
});

Deno.test("of each number and batch the latest view is remembered, until it is below a stable checkpoint", () => {
  const accepted = new Map<string, Place>();
  for (const place of [at(1, 1, "a"), at(0, 1, "a"), at(2, 1, "b"), at(0, 2, "a")]) {
    noteAccepted(accepted, place);
  }
  assertEquals([...accepted.values()], [at(1, 1, "a"), at(2, 1, "b"), at(0, 2, "a")]);
  forgetAccepted(accepted, 1);
  assertEquals([...accepted.values()], [at(0, 2, "a")]);
});

Deno.test("a code is good for whom it is made, and for nobody where all must be signed", () => {
  const io = (self: number) => new StepIo<Message, Timer, Saved>({ self, nodes: 5 });
  const coded = authenticate({ self: 4 }, "words", [1]);
  assert(isKnown(settings, coded, io(1)));
  assert(!isKnown(settings, coded, io(2)));
  assert(!isKnown(withDefaults({ ...options, authentication: "signatures" }), coded, io(1)));
  assert(isKnown(settings, sign({ self: 4 }, "words"), io(2)));
  assert(
    !isKnown(settings, { ...coded, more: 1 } as never, io(1)),
    "the boundary sees no code there",
  );
});

Deno.test("a request waits where its code is right, and after a view that has failed only if it is signed", () => {
  const protocol = pbft(options), { statement } = batchOf(4, "a")[0]!;
  const waitsAt = (self: number, request: Said<Request>, failedViews = 0) => {
    const io = new StepIo<Message, Timer, Saved>({ self, nodes: 5 }), s = protocol.start(io, []);
    assert(s.role === "replica");
    s.failedViews = failedViews;
    protocol.upon.request(s, { type: "request", request, from: 4 }, io);
    return s.waiting.length === 1;
  };
  const coded = authenticate({ self: 4 }, statement, [1]), signed = sign({ self: 4 }, statement);
  assertEquals([waitsAt(1, coded), waitsAt(2, coded), waitsAt(1, coded, 1)], [true, false, false]);
  assertEquals([waitsAt(1, signed), waitsAt(1, signed, 1)], [true, true]);
});

Deno.test("what it has accepted in earlier views outlives a crash, and the journal's compaction", () => {
  const accepted = (view: number, digest: string): Saved => ({
    type: "accepted",
    prePrepare: authenticate(
      { self: view },
      { kind: "prePrepare", cluster: "pbft", ...at(view, 1, digest) },
      [3],
    ),
    batch: [],
  });
  const begun = (view: number, digest: string): Saved => ({
    type: "newView",
    newView: sign({ self: view }, {
      kind: "newView",
      cluster: "pbft",
      view,
      viewChanges: [],
      prePrepares: [sign({ self: view }, {
        kind: "prePrepare",
        cluster: "pbft",
        ...at(view, 1, digest),
      })],
    }),
  });
  const journal = [accepted(0, "a"), begun(1, "b"), begun(2, "c")];
  const short = compact(journal, "codes"), claims = [at(0, 1, "a"), at(1, 1, "b"), at(2, 1, "c")];
  assertEquals([...recall(short).claims.values()], claims);
  assertEquals(compact(short, "codes"), short);
  const io = new StepIo<Message, Timer, Saved>({ self: 3, nodes: 5 });
  const s = pbft(options).start(io, short);
  assert(s.role === "replica");
  assertEquals([...s.accepted.values()], claims);
});
