import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { ByteWriter } from "../codec/byte_writer.ts";
import { FrameReader, writeFrame } from "../codec/frame.ts";
import { joined } from "../codec/joined.ts";
import { MalformedBytes } from "../codec/malformed.ts";
import { eachAlone, oneStream, type Way } from "../link/compress/compressor.ts";
import { withDictionary } from "../link/compress/dictionary.ts";
import { Bundles, MOST_TOGETHER } from "./bundles.ts";
import { kinds, Refusal } from "./wire.ts";

const utf8 = new TextEncoder();
const put = (i: number) => utf8.encode(`\u0003put user:${i} {"balance":${i * 31},"city":"Berlin"}`);

function frameOf(body: Uint8Array): Uint8Array {
  const writer = new ByteWriter();
  writeFrame(writer, (frame) => frame.bytes(body));
  return writer.take();
}

/** What somebody takes out of such bytes who has agreed on it. */
class Receiver {
  readonly #bundles: Bundles;
  readonly #reader: FrameReader;

  constructor(longest: number, way: Way) {
    this.#bundles = new Bundles(longest, way);
    this.#reader = new FrameReader(this.#bundles.longest);
  }

  take(bytes: Uint8Array): Uint8Array[] {
    this.#reader.push(bytes);
    const bodies: Uint8Array[] = [];
    for (let body = this.#reader.next(); body !== undefined; body = this.#reader.next()) {
      if (body[0] === kinds.bundle) bodies.push(...this.#bundles.opened(body));
      else bodies.push(body.slice());
    }
    return bodies;
  }
}

const ways = [oneStream, eachAlone(withDictionary(put(7)))];

for (const way of ways) {
  const { name } = way;

  Deno.test(`${name}: whatever leaves together comes as it was sent, in its order`, () => {
    const body = fc.oneof(
      fc.nat(9999).map(put),
      fc.uint8Array({ minLength: 1, maxLength: 40, size: "max" }).map((bytes) =>
        Uint8Array.of(kinds.message, ...bytes)
      ),
    );
    const batches = fc.array(fc.array(body, { minLength: 1, maxLength: 5 }), { maxLength: 6 });
    fc.assert(
      fc.property(batches, (batches) => {
        const sender = new Bundles(1000, way), receiver = new Receiver(1000, way);
        for (const bodies of batches) {
          const left = sender.leaving(bodies.map(frameOf));
          assertEquals(receiver.take(left), bodies);
        }
      }),
      { numRuns: 100 },
    );
  });

  Deno.test(`${name}: noise that is as long as may be arrives, alone and among others`, () => {
    let state = 1;
    const noise = (length: number) =>
      new Uint8Array(length).map((_, i) => i === 0 ? 3 : (state = state * 16807 % 2147483647) >> 8);
    for (const longest of [1000, MOST_TOGETHER, 300_000]) {
      const sender = new Bundles(longest, way), receiver = new Receiver(longest, way);
      const bodies = [put(1), noise(longest), put(2), noise(longest), noise(longest)];
      assertEquals(receiver.take(sender.leaving(bodies.map(frameOf))), bodies);
    }
  });

  Deno.test(`${name}: a body above the limit is refused, in a bundle of any size`, () => {
    const sender = new Bundles(2 ** 24, way);
    for (
      const [longest, length] of [[1000, 1001], [1000, 50_000], [2 ** 17, 2 ** 17 + 1]] as const
    ) {
      const bytes = new Bundles(2 ** 24, way).leaving([frameOf(new Uint8Array(length))]);
      const words = `frame of at most ${longest} bytes`;
      assertThrows(() => new Receiver(longest, way).take(bytes), MalformedBytes, words);
    }
    const bomb = sender.leaving([frameOf(new Uint8Array(10_000_000))]);
    assert(bomb.length < 50_000, `${bomb.length}`);
    assertThrows(
      () => new Receiver(2 ** 17, way).take(bomb),
      MalformedBytes,
      "contents of at most",
    );
  });
}

Deno.test("frames of a hundred bytes get shorter together, and share one header", () => {
  const sender = new Bundles(1000, oneStream),
    frames = Array.from({ length: 50 }, (_, i) => frameOf(put(i)));
  const whole = joined(frames).length, first = sender.leaving(frames).length;
  assert(first < whole / 3, `${first} of ${whole}`);
  assert(sender.leaving(frames).length < first / 2, "what was said is remembered");
});

Deno.test("a ping alone leaves as it is", () => {
  const ping = frameOf(Uint8Array.of(kinds.ping));
  assertEquals(new Bundles(1000, oneStream).leaving([ping]), ping);
});

Deno.test("what is packed in another way is refused, and what is in no bundle is malformed", () => {
  const receiver = () => new Bundles(1000, oneStream);
  assertThrows(
    () => receiver().opened(Uint8Array.of(kinds.packed, 0, 1, 8)),
    Refusal,
    "not agreed",
  );
  for (const bytes of [[], [0, 9, 1], [0, 255], [1], [1, 0, 0, 200, 1, 2, 3], [7]]) {
    assertThrows(() => receiver().opened(Uint8Array.of(kinds.bundle, ...bytes)), MalformedBytes);
  }
});
