import { assert, assertEquals } from "@std/assert";
import { joined } from "../../codec/joined.ts";
import { noteMessages, packedBytes, reaches } from "./reach.ts";
import { storeMessages, together } from "./store_messages.ts";

const stored = storeMessages(400, 1);

function shares(pieces: readonly Uint8Array[]): number[] {
  return reaches().map(({ way }) => packedBytes(way, pieces) / joined(pieces).length);
}

Deno.test("alone a message keeps nearly all of its bytes, and with something to refer to a third", () => {
  const [alone, dictionary, stream] = shares(stored);
  assert(alone! > 0.85, `${alone}`);
  assert(dictionary! < 0.45 && stream! < 0.45, `${dictionary} and ${stream}`);
});

Deno.test("a dictionary knows what it was made of; a stream learns what comes", () => {
  const [alone, dictionary, stream] = shares(noteMessages(300, 100, 3));
  assert(dictionary! > 0.85 * alone! && stream! < 0.6 * alone!, `${[alone, dictionary, stream]}`);
});

Deno.test("a hundred together have each other: the three ways come close", () => {
  const all = shares(together(stored, 100));
  assert(Math.max(...all) - Math.min(...all) < 0.08, `${all}`);
});

Deno.test("notes are as long as they are asked to be, and alike for the same seed", () => {
  const [one, other] = [20, 2000].map((bytes) => noteMessages(5, bytes, 3));
  for (const [i, message] of one!.entries()) {
    assert(Math.abs(other![i]!.length - message.length - 1980) < 8);
  }
  assertEquals(noteMessages(5, 20, 3), one);
});
