import { assert, assertEquals, assertThrows } from "@std/assert";
import { proofsIn } from "./proofs.ts";
import {
  authenticate,
  certificateOf,
  isAuthentic,
  isCertificate,
  sign,
  signersOfBoth,
} from "./signed.ts";

const members = [0, 1, 2, 3];

Deno.test("what is signed is a copy: what becomes of it later changes no signature", () => {
  const statement = { type: "vote", for: ["a"] };
  const signed = sign({ self: 2 }, statement);
  statement.for.push("b");
  assertEquals(signed, { signer: 2, statement: { type: "vote", for: ["a"] } });
});

Deno.test("a certificate needs a quorum of different members, whatever the list says", () => {
  const certificate = (...signers: number[]) => ({ signers, statement: "a" });
  assert(isCertificate(certificate(0, 1, 3), 3, members));
  assert(!isCertificate(certificate(0, 1), 3, members));
  assert(!isCertificate(certificate(0, 1, 1), 3, members), "one counts once");
  assert(!isCertificate(certificate(0, 0, 1, 2), 3, members), "twice the same is a lie");
  assert(!isCertificate(certificate(0, 1, 4), 3, members), "node 4 is no member");
});

Deno.test("signatures on different statements make no certificate", () => {
  const votes = [sign({ self: 0 }, { view: 1 }), sign({ self: 1 }, { view: 2 })];
  assertThrows(() => certificateOf(votes), RangeError, "all must have signed the same");
  assertThrows(() => certificateOf([]), RangeError, "given none");
});

Deno.test("two quorums of 2f + 1 among 3f + 1 have f + 1 signers in common, for every f up to 4", () => {
  for (let f = 1; f <= 4; f++) {
    const n = 3 * f + 1;
    const first = Array.from({ length: 2 * f + 1 }, (_, i) => i);
    const last = Array.from({ length: 2 * f + 1 }, (_, i) => n - 1 - i).reverse();
    const both = signersOfBoth({ signers: first, statement: "a" }, {
      signers: last,
      statement: "b",
    });
    assertEquals(both.length, f + 1);
  }
});

Deno.test("a vector of codes proves something to its receivers, and to nobody else", () => {
  const said = authenticate({ self: 0 }, "go", [1, 2]);
  assertEquals([0, 1, 2, 3].filter((self) => isAuthentic({ self }, said)), [1, 2]);
  assertEquals(proofsIn(said).map(({ makers }) => makers), [[0, 1], [0, 2]]);
});

Deno.test("proofs are found in records, lists, maps, sets and other statements, and nowhere else", () => {
  const vote = sign({ self: 1 }, { view: 3 });
  const inside = [
    { vote },
    [vote],
    new Map([["x", vote]]),
    new Map([[vote, "x"]]),
    new Set([vote]),
    { signers: [1], statement: { view: 3 } },
  ];
  for (const value of inside) {
    assertEquals(proofsIn(value), [{ text: '1: {"view":3}', makers: [1] }]);
  }
  const none = [null, 7, "x", new Uint8Array(2), { signer: 1 }, {
    statement: 2,
    signer: 1,
    more: 0,
  }];
  for (const value of none) assertEquals(proofsIn(value), []);
});
