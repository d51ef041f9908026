import { assert, assertEquals, assertThrows } from "@std/assert";
import { ByteWriter } from "../codec/byte_writer.ts";
import { FRAME_HEADER, FrameReader, writeFrame } from "../codec/frame.ts";
import { joined } from "../codec/joined.ts";
import { MalformedBytes } from "../codec/malformed.ts";
import { deflate, zstd } from "./compression.ts";
import { LEAST_BYTES, Squeeze } from "./squeeze.ts";
import { kinds } from "./wire.ts";

function frameOf(body: Uint8Array): Uint8Array {
  const writer = new ByteWriter();
  writeFrame(writer, (frame) => frame.bytes(body));
  return writer.take();
}

function bodyOf(frame: Uint8Array): Uint8Array {
  const reader = new FrameReader(2 ** 24);
  reader.push(frame);
  return reader.next()!;
}

for (const compression of [deflate, zstd]) {
  const { name } = compression;

  Deno.test(`${name}: a long frame gets shorter, and its body comes out as it was`, () => {
    const squeeze = new Squeeze(2 ** 20, compression);
    const body = new Uint8Array(LEAST_BYTES).map((_, i) => i % 7);
    const shorter = squeeze.leaving([frameOf(body)]);
    assert(shorter.length < body.length / 4, `${shorter.length}`);
    assertEquals(bodyOf(shorter)[0], kinds.packed);
    assertEquals(squeeze.opened(bodyOf(shorter)), [body]);
  });

  Deno.test(`${name}: a frame that is short, or would not get shorter, stays as it is`, () => {
    const squeeze = new Squeeze(2 ** 20, compression);
    const short = frameOf(new Uint8Array(LEAST_BYTES - FRAME_HEADER - 1));
    assertEquals(squeeze.leaving([short]), short);
    const noise = frameOf(crypto.getRandomValues(new Uint8Array(2 * LEAST_BYTES)));
    assertEquals(squeeze.leaving([noise]), noise);
    assertEquals(squeeze.leaving([short, noise]), joined([short, noise]));
  });

  Deno.test(`${name}: what would be longer than the limit is not opened, nor is anything else`, () => {
    const bomb = new Squeeze(2 ** 24, compression).leaving([frameOf(new Uint8Array(10_000_000))]);
    const tight = new Squeeze(9_999_999, compression);
    assertThrows(() => tight.opened(bodyOf(bomb)), MalformedBytes, "at most 9999999 bytes");
    assertEquals(new Squeeze(10_000_000, compression).opened(bodyOf(bomb))[0]?.length, 10_000_000);
    const cut = bodyOf(bomb).subarray(0, 20);
    assertThrows(() => tight.opened(cut), MalformedBytes);
    assertThrows(() => tight.opened(Uint8Array.of(kinds.packed)), MalformedBytes);
  });
}
