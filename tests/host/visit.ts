/** Somebody who says something to a host, byte for byte, and hears what it answers. */

import { assertEquals } from "@std/assert";
import { ByteReader } from "hb/codec/byte_reader.ts";
import { FrameReader } from "hb/codec/frame.ts";
import { kinds, magic, readWelcome, type Welcome } from "hb/host/wire.ts";
import type { Hosts } from "./fixture.ts";

/** Says `bytes` to node 0, and gives the bodies of the first frames that it answers with. */
export async function visit(
  hosts: Hosts,
  bytes: Uint8Array,
  frames: number,
): Promise<Uint8Array[]> {
  using socket = await Deno.connect({ ...hosts.addresses[0]!, transport: "tcp" });
  for (let at = 0; at < bytes.length;) at += await socket.write(bytes.subarray(at));
  const reader = new FrameReader(2 ** 20), bodies: Uint8Array[] = [], chunk = new Uint8Array(4096);
  for (let skip = magic.length; bodies.length < frames;) {
    const count = await socket.read(chunk);
    if (count === null) break;
    reader.push(chunk.subarray(Math.min(skip, count), count));
    skip -= Math.min(skip, count);
    for (let body = reader.next(); body !== undefined; body = reader.next()) {
      bodies.push(body.slice());
    }
  }
  return bodies;
}

/** What a listener says first. */
export function welcomeIn(body: Uint8Array): Welcome {
  assertEquals(body[0], kinds.welcome);
  return readWelcome(new ByteReader(body.subarray(1)));
}
