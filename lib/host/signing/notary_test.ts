import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import fc from "fast-check";
import { decodePlain } from "../../codec/decode_plain.ts";
import { encodePlain } from "../../codec/encode_plain.ts";
import { codesOf } from "../../security/identity/codes.ts";
import { ed25519 } from "../../security/identity/ed25519.ts";
import { keyringOf } from "../../security/identity/keyring.ts";
import { proofsIn } from "../../security/identity/proofs.ts";
import { type Bytes, identityOf } from "../../security/identity/secret.ts";
import { authenticate, certificateOf, sign } from "../../security/identity/signed.ts";
import { type Notary, notaryOf } from "./notary.ts";
import { ProofStore } from "./proof_store.ts";
import { Unprovable } from "./prover.ts";

const names = [0, 1, 2, 3];
const identities = await Promise.all(
  names.map((name) => identityOf(new Uint8Array(32).fill(name + 1))),
);
const keyring = await keyringOf(new Map(identities.map((each, name) => [name, each.public])));

interface Counted extends Notary {
  /** How many signatures it has looked at. */
  looked: number;
  readonly store: ProofStore;
}

function notary(self: number, cluster = "test", store = new ProofStore()): Counted {
  const scheme = ed25519(identities[self]!, keyring);
  const codes = codesOf(self, identities[self]!, keyring, cluster);
  const counted = {
    ...scheme,
    isSigned: (...given: Parameters<typeof scheme.isSigned>) => {
      made.looked++;
      return scheme.isSigned(...given);
    },
  };
  const made: Counted = Object.assign(
    notaryOf({ self, cluster, scheme: counted, codes, store }),
    { looked: 0, store },
  );
  return made;
}

/** As it arrives: other memory, and fields in another order. */
function travelled<T>(message: T): T {
  return decodePlain(encodePlain(reversed(message))) as T;
}

function reversed(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(reversed);
  return Object.fromEntries(Object.entries(value).reverse().map(([k, v]) => [k, reversed(v)]));
}

async function tell<T>(from: Notary, to: Notary, message: T): Promise<string | undefined> {
  return await to.faultOf(travelled(message), await from.prove(message));
}

Deno.test("what a node signs is believed, and what others have signed can be passed on", async () => {
  const [a, b, c] = [notary(0), notary(1), notary(2)];
  const vote = { type: "vote", vote: sign({ self: 0 }, { view: 1, value: "x" }) };
  assertEquals(await tell(a, b, vote), undefined);
  const relayed = { type: "order", heard: sign({ self: 1 }, vote) };
  assertEquals(await tell(b, c, relayed), undefined);
  assertEquals(await tell(c, a, relayed), undefined);
});

Deno.test("what nobody has shown cannot be proven", async () => {
  const vote = sign({ self: 0 }, "x");
  await assertRejects(
    async () => await notary(1).prove({ vote }),
    Unprovable,
    'it was never shown, or has forgotten, 0: "x"',
  );
});

Deno.test("a signature that is wrong, missing, superfluous or of another cluster is refused", async () => {
  const a = notary(0), b = notary(1), vote = { vote: sign({ self: 0 }, "x") };
  const proofs = await a.prove(vote) as Bytes;
  assertMatch(
    (await b.faultOf(vote, proofs.with(9, 1 ^ proofs[9]!) as Bytes))!,
    /^a signature is wrong: 0/,
  );
  assertEquals(await b.faultOf(vote, undefined), "its signatures are missing");
  assertEquals(await b.faultOf({ text: "x" }, proofs), "it proves nothing");
  const few = "its signatures are too few or too many";
  assertEquals(await b.faultOf(vote, Uint8Array.from([...proofs, ...proofs])), few);
  assertEquals(await b.faultOf(vote, proofs.slice(1)), few);
  assertMatch((await b.faultOf({ vote: sign({ self: 0 }, "y") }, proofs))!, /wrong/);
  assertMatch((await tell(notary(0, "other"), b, vote))!, /wrong/);
  assertEquals(b.store.size, 0, "nothing of it is remembered");
  assertEquals(await b.faultOf(vote, proofs), undefined);
});

Deno.test("a signer whose number is something else is not believed, even if the true one is known", async () => {
  const a = notary(0), b = notary(1), vote = { signer: 0, statement: "x" };
  const proofs = await a.prove(vote) as Bytes;
  assertEquals(await b.faultOf(vote, proofs), undefined);
  for (const signer of ["0", null, [0], 0.5, 99]) {
    assertMatch((await b.faultOf({ signer, statement: "x" }, proofs))!, /wrong/);
  }
  for (
    const odd of [{ signers: "0", statement: "x" }, { sender: 0, receivers: 1, statement: "x" }]
  ) {
    assertMatch((await b.faultOf(odd, proofs))!, /wrong/);
  }
});

Deno.test("signers whose numbers are texts are not those of a certificate that is known", async () => {
  const nodes = names.map((name) => notary(name)),
    votes = [0, 1].map((self) => sign({ self }, "x"));
  await tell(nodes[1]!, nodes[0]!, { vote: votes[1] });
  const proof = certificateOf(votes), proofs = await nodes[0]!.prove({ proof });
  assertEquals(await nodes[2]!.faultOf({ proof }, proofs), undefined);
  for (const signers of [["0", "1"], ["0 1"], [0, "1"], "01"]) {
    assertMatch((await nodes[2]!.faultOf({ proof: { ...proof, signers } }, proofs))!, /wrong|few/);
  }
});

Deno.test("behind a wrong signature no more are looked at", async () => {
  const a = notary(0),
    b = notary(1),
    votes = Array.from({ length: 200 }, (_, i) => sign({ self: 0 }, i));
  const proofs = await a.prove({ votes }) as Bytes;
  assertMatch((await b.faultOf({ votes }, proofs.with(9, proofs[9]! ^ 1) as Bytes))!, /wrong/);
  assertEquals(b.looked < 50, true, `${b.looked}`);
  assertEquals(await b.faultOf({ votes }, proofs), undefined);
});

Deno.test("a certificate is made of votes, believed, and passed on by who never saw the votes", async () => {
  const nodes = names.map((name) => notary(name));
  const votes = [0, 1, 2].map((self) => sign({ self }, { commit: 5 }));
  for (const vote of votes) {
    if (vote.signer !== 3) {
      assertEquals(await tell(nodes[vote.signer]!, nodes[3]!, { vote }), undefined);
    }
  }
  const decided = { type: "decide", proof: certificateOf(votes) };
  assertEquals(await tell(nodes[3]!, nodes[0]!, decided), undefined);
  const fresh = notary(1);
  assertEquals(await tell(nodes[0]!, fresh, decided), undefined);
  const { signers, statement } = decided.proof;
  const more = { proof: { signers: [...signers, 3], statement } };
  const proofs = await nodes[3]!.prove(decided) as Bytes;
  assertMatch((await fresh.faultOf(more, proofs))!, /wrong/);
  assertMatch((await fresh.faultOf({ proof: { signers: [0, 1], statement } }, proofs))!, /wrong/);
  assertMatch(
    (await fresh.faultOf({ proof: { signers: [0, 0, 1, 2], statement } }, proofs))!,
    /wrong/,
  );
  const nobody = { proof: { signers: [], statement } };
  assertEquals(await tell(notary(0), fresh, nobody), undefined, "that nobody has signed is true");
});

Deno.test("what is known is not looked at again, as long as it is remembered", async () => {
  const a = notary(0), b = notary(1, "test", new ProofStore({ most: 2 }));
  const vote = { vote: sign({ self: 0 }, "x") };
  for (let i = 0; i < 3; i++) assertEquals(await tell(a, b, vote), undefined);
  assertEquals(b.looked, 1);
  for (let i = 0; i < 9; i++) await tell(a, b, { vote: sign({ self: 0 }, i) });
  assertEquals(b.store.size < 5, true);
  assertEquals(await tell(a, b, vote), undefined);
  assertEquals(b.looked, 11);
});

Deno.test("what the state holds is not forgotten", async () => {
  const vote = sign({ self: 0 }, "x");
  for (const state of [{ heard: [vote] }, { proof: { signers: [0], statement: "x" } }, {}]) {
    const store = new ProofStore({ most: 1, state: () => state });
    const a = notary(0), b = notary(1, "test", store);
    await tell(a, b, { vote });
    for (let i = 0; i < 9; i++) await tell(a, b, { vote: sign({ self: 0 }, i) });
    const isKnown = await b.prove({ vote })!.then(() => true, () => false);
    assertEquals(isKnown, Object.keys(state).length > 0);
  }
});

Deno.test("a code is checked by its receiver alone, and passed on as it came", async () => {
  const [a, b, c] = [notary(0), notary(1), notary(2)];
  const request = { type: "request", request: authenticate({ self: 0 }, "pay", [1, 2]) };
  assertEquals(await tell(a, b, request), undefined);
  const came = travelled(request);
  assertEquals(await c.faultOf(came, await b.prove(request)), undefined);
  assertEquals(came.request.receivers, [1, 2]);
});

Deno.test("a code that is wrong for its receiver takes it out, and stays good for the others", async () => {
  const a = notary(0),
    b = notary(1),
    request = { request: authenticate({ self: 0 }, "pay", [1, 2]) };
  const proofs = await a.prove(request) as Bytes;
  const spoilt = proofs.with(0, proofs[0]! ^ 1) as Bytes, came = travelled(request);
  assertEquals(await b.faultOf(came, spoilt), undefined);
  assertEquals(came.request.receivers, [2]);
  const inside = { order: sign({ self: 0 }, request) };
  const signed = await a.prove(inside) as Bytes;
  const first = signed.findIndex((_, i) =>
    proofs.subarray(0, 32).every((x, k) => x === signed[i + k])
  );
  const bad = signed.with(first, signed[first]! ^ 1) as Bytes;
  assertEquals(await b.faultOf(travelled(inside), bad), "a code in what is signed is wrong");
});

Deno.test("what is saved beside data is enough to show it again, by another life of the node", async () => {
  const [a, b] = [notary(0), notary(1)],
    vote = sign({ self: 0 }, "x"),
    own = sign({ self: 1 }, "x");
  await tell(a, b, { vote });
  const record = { votes: [vote, own], proof: certificateOf([vote, own]) };
  const saved = b.besides(record), later = notary(1);
  later.recall(travelled(record), saved);
  assertEquals(await tell(later, notary(2), { record }), undefined);
  assertEquals(saved.filter((each) => each !== null).length, 1, "what is its own it signs again");
});

Deno.test("any message is proven as the boundary of traitors understands it", async () => {
  const nodes = names.map((name) => notary(name));
  const statement = fc.letrec((tie) => ({
    data: fc.oneof(
      { maxDepth: 3 },
      fc.nat({ max: 3 }),
      fc.array(tie("data"), { maxLength: 2 }),
      tie("said"),
    ),
    said: fc.record({ signer: fc.constant(0), statement: tie("data") }),
  })).data;
  await fc.assert(
    fc.asyncProperty(statement, async (data) => {
      const proofs = nodes[0]!.prove({ data });
      assertEquals(proofs === undefined, proofsIn(data).length === 0);
      assertEquals(await nodes[1]!.faultOf(travelled({ data }), await proofs), undefined);
    }),
    { numRuns: 50 },
  );
});
