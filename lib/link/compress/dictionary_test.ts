import { assert, assertEquals, assertMatch, assertNotEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { joined } from "../../codec/joined.ts";
import { MalformedBytes } from "../../codec/malformed.ts";
import { Packer } from "../packer.ts";
import { withDictionary } from "./dictionary.ts";
import { dictionaryOf } from "./train.ts";

const utf8 = new TextEncoder(), none = new Uint8Array();
const message = (i: number) =>
  utf8.encode(`${i * 31} put user:${i} {"name":"user ${i}","city":"Berlin","balance":${i * 7919}}`);
const samples = Array.from({ length: 40 }, (_, i) => message(i));
const dictionary = dictionaryOf(samples, 512);

Deno.test("a short message refers to the dictionary", () => {
  const sizes = [none, dictionary].map((each) =>
    withDictionary(each).compress(message(1000)).length
  );
  assert(sizes[1]! < 0.6 * sizes[0]!, `${sizes}`);
});

Deno.test("messages can be lost and opened in any order, as often as one likes", () => {
  const compression = withDictionary(dictionary);
  const packed = samples.map((sample) => compression.compress(sample));
  for (const i of [39, 0, 7, 7, 21, 0]) {
    assertEquals(withDictionary(dictionary).decompress(packed[i]!, 1000), samples[i]);
    assertEquals(compression.decompress(packed[i]!, 1000), samples[i]);
  }
});

Deno.test("another dictionary has another name; of a long one the end counts", () => {
  const { name } = withDictionary(dictionary);
  assertMatch(name, /^deflate:[0-9a-f]{8}$/);
  assertNotEquals(withDictionary(dictionary.subarray(1)).name, name);
  const long = joined([new Uint8Array(20_000), new Uint8Array(2 ** 14).fill(1)]);
  assertEquals(withDictionary(long).name, withDictionary(long.subarray(5000)).name);
});

Deno.test("who has another dictionary opens nothing, or something else, and no library's error", () => {
  const packed = withDictionary(dictionary).compress(message(5));
  assertThrows(
    () => withDictionary(none).decompress(packed, 1000),
    MalformedBytes,
    "content compressed by deflate:00000000 is required",
  );
});

Deno.test("the dictionary is the caller's to change afterwards", () => {
  const own = dictionary.slice(), compression = withDictionary(own);
  const packed = compression.compress(message(5));
  own.fill(0);
  assertEquals(compression.decompress(packed, 1000), message(5));
});

Deno.test("what would get longer is sent as it is by a packer", () => {
  const packer = new Packer(withDictionary(dictionary));
  const random = new Uint8Array(100).map((_, i) => (i * 97) ^ (i * i));
  assertEquals(packer.pack(random), Uint8Array.of(0, ...random));
  assertEquals(packer.pack(message(7))[0], 1);
});

Deno.test("the same samples give the same dictionary, of what they share and no longer than asked", () => {
  const bytes = fc.array(fc.uint8Array({ maxLength: 40, size: "max" }), { maxLength: 8 });
  fc.assert(
    fc.property(bytes, fc.nat(300), (samples, most) => {
      const made = dictionaryOf(samples, most);
      assert(made.length <= most);
      assertEquals(dictionaryOf(samples, most), made);
    }),
    { numRuns: 100 },
  );
  assertEquals(dictionaryOf([message(1)], 100), none);
  assertEquals(dictionaryOf([], 100), none);
  assertThrows(() => dictionaryOf([], NaN), RangeError, "Cannot make a dictionary");
});

Deno.test("what is common comes first, and stands last", () => {
  const shared = utf8.encode("shared by all of them"), some = utf8.encode("shared by a few");
  const samples = Array.from({ length: 9 }, (_, i) => joined([shared, i < 3 ? some : none]));
  assertEquals(dictionaryOf(samples, shared.length), shared);
  assertEquals(dictionaryOf(samples, 100).slice(-some.length), some);
});

Deno.test("a trained dictionary is worth more than as many bytes of samples, when it is short", () => {
  const kinds = ["append entries", "append reply", "ask for votes", "give a vote", "read index"];
  const ofKind = (i: number) =>
    utf8.encode(`{"type":"${kinds[i % 5]} to all","${kinds[i % 5]}":${i * 31}}`);
  const samples = Array.from({ length: 50 }, (_, i) => ofKind(i));
  const [trained, plain] = [dictionaryOf(samples, 160), joined(samples).slice(-160)].map((each) =>
    Array.from({ length: 50 }, (_, i) => withDictionary(each).compress(ofKind(1000 + i)).length)
      .reduce((sum, length) => sum + length)
  );
  assert(trained! < plain!, `${trained} and ${plain}`);
});
