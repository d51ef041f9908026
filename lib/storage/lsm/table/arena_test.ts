import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Arena } from "./arena.ts";

Deno.test("copies stay what they are, whatever is copied after them and wherever it came from", () => {
  const pieces = fc.array(
    fc.oneof(fc.uint8Array({ maxLength: 20 }), fc.nat(9000).map((n) => new Uint8Array(n).fill(n))),
    { maxLength: 100, size: "medium" },
  );
  let buffers = 0, copies = 0;
  fc.assert(fc.property(pieces, (pieces) => {
    const arena = new Arena(), source = new Uint8Array(10_000);
    const kept = pieces.map((piece) => {
      source.set(piece);
      return arena.copy(source, piece.length);
    });
    source.fill(255);
    assertEquals(kept, pieces);
    kept.forEach((copy) => copy.fill(1));
    assert(kept.every((copy, i) => copy.length === pieces[i]!.length));
    buffers += new Set(kept.map(({ buffer }) => buffer)).size;
    copies += kept.length;
  }));
  assert(buffers < copies * 0.7, `${buffers} buffers for ${copies} copies`);
});
