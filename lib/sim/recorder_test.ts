import { assertEquals, assertNotEquals } from "@std/assert";
import { Recorder } from "./recorder.ts";

Deno.test("a full recorder keeps events and digest, another the digest alone, or nothing", () => {
  const [full, digest, none] = (["full", "digest", "none"] as const).map((level) => {
    const recorder = new Recorder(level);
    if (recorder.on) recorder.add(3, { kind: "crash", node: 1 });
    return recorder;
  });
  assertEquals(full!.events, [{ at: 3, kind: "crash", node: 1 }]);
  assertEquals(digest!.events, []);
  assertEquals(digest!.digest(), full!.digest());
  assertEquals([none!.on, none!.digest()], [false, ""]);
});

Deno.test("the digest tells times, contents and order apart", () => {
  const crash = { kind: "crash", node: 1 } as const, pause = { kind: "pause", node: 1 } as const;
  const digests = [
    [[1, crash], [1, pause]],
    [[1, pause], [1, crash]],
    [[1, crash], [2, pause]],
    [[1, crash]],
    [],
  ].map((events) => {
    const recorder = new Recorder("digest");
    for (const [at, event] of events as [number, typeof crash][]) recorder.add(at, event);
    return recorder.digest();
  });
  assertEquals(new Set(digests).size, digests.length);
  assertNotEquals(digests[0], "");
});
