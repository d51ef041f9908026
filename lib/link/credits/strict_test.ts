/** Windows that keep the size that they have at first. */

import { assertEquals, assertThrows } from "@std/assert";
import { Breach } from "../breach.ts";
import { Multiplexer } from "../multiplexer/multiplexer.ts";
import { ReceiveCredits } from "./receiving.ts";
import { SendCredits } from "./sending.ts";

const windows = { stream: 10, connection: 20, strict: true } as const;

function broken(work: () => void, words: string): void {
  assertEquals(assertThrows(work, Breach, words).stream, 0);
}

Deno.test("strict: what was spent can be granted, and no more", () => {
  const credits = new SendCredits(windows);
  credits.open(1);
  credits.spend(1, 4);
  credits.grant(1, 3);
  broken(() => credits.grant(1, 2), "a window of at most 10 bytes is required: given 11");
  broken(() => credits.grant(0, 5), "a window of at most 20 bytes is required: given 21");
  credits.grant(1, 1);
  credits.grant(0, 4);
  assertEquals([credits.window(1), credits.window(0)], [10, 20]);
  broken(() => credits.resize(11), "the initial size of windows as it was is required: given 11");
});

Deno.test("strict: who sends without credit on one stream has broken the connection", () => {
  const credits = new ReceiveCredits(windows);
  credits.open(1);
  broken(() => credits.receive(1, 11), "at most 10 bytes may come: given 11");
});

Deno.test("strict: the two sides of a connection never break each other's rules", () => {
  const options = { frameBytes: 3, windows };
  const dialler = new Multiplexer({ dials: true, ...options });
  const listener = new Multiplexer({ dials: false, ...options });
  const stream = dialler.open()!;
  dialler.write(stream, new Uint8Array(100));
  let came = 0;
  for (let frame = dialler.next(); frame !== undefined; frame = dialler.next()) {
    for (const event of listener.receive(frame)) {
      if (event.type !== "data") continue;
      came += event.bytes.length;
      listener.consume(stream, event.bytes.length);
    }
    for (let grant = listener.next(); grant !== undefined; grant = listener.next()) {
      assertEquals(dialler.receive(grant), []);
    }
  }
  assertEquals(came, 100);
});
