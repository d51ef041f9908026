import { assert, assertEquals, assertThrows } from "@std/assert";
import { quorumVerdict, quorumVerdicts, staleRead } from "./stale.ts";

Deno.test("majorities without write-back: the shortest way to a new value and then the old one takes 12 steps", () => {
  const found = staleRead({ nodes: 3, read: 2, write: 2, writeBack: "never" })!;
  assertEquals([found.property, found.steps], ["linearizable", 12]);
  assert(found.words.includes('read "x" → "new" ended before read "x" → null began'), found.words);
  assertEquals(found.trace.at(-1)?.kind, "violation");
});

Deno.test("of two nodes: quorums that meet are regular, and linearizable when reads ask all or write back", () => {
  const table = quorumVerdicts();
  assertEquals(
    table.map(({ writeBack, read, write, verdict }) => `${writeBack} ${read}+${write} ${verdict}`),
    [
      "never 1+1 neither",
      "never 1+2 regular",
      "never 2+1 linearizable",
      "never 2+2 linearizable",
      "unless held 1+1 neither",
      "unless held 1+2 linearizable",
      "unless held 2+1 linearizable",
      "unless held 2+2 linearizable",
      "always 1+1 neither",
      "always 1+2 linearizable",
      "always 2+1 linearizable",
      "always 2+2 linearizable",
    ],
  );
  assert(table.every(({ meet, verdict }) => meet === (verdict !== "neither")));
});

Deno.test("of three nodes: R + W > N is not linearizable without write-back, unless a read asks all", () => {
  const verdict = (read: number, write: number) =>
    quorumVerdict({ nodes: 3, read, write, writeBack: "never" }).verdict;
  assertEquals([verdict(2, 2), verdict(1, 2), verdict(3, 1)], [
    "regular",
    "neither",
    "linearizable",
  ]);
});

Deno.test("sizes that cannot be are refused", () => {
  const all = { nodes: 3, read: 2, write: 2, writeBack: "never" } as const;
  assertThrows(() => staleRead({ ...all, nodes: 4 }), RangeError, "nodes must be");
  assertThrows(() => staleRead({ ...all, write: 4 }), RangeError, "write must be");
});
