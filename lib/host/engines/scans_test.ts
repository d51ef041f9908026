import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import type { Entry } from "../../storage/engine/engine.ts";
import { HeldScan, PagedScan } from "./scans.ts";

const entry = (value: number): Entry => ({ key: Uint8Array.of(), value: Uint8Array.of(value) });
const done = { done: true, value: undefined } as const;

/** What was read, held and let go. */
function setUp() {
  const said: string[] = [];
  let isOpen = true;
  const check = () => {
    if (!isOpen) throw new Error("closed");
  };
  const release = () => void said.push("released");
  function* entries(): Generator<Entry> {
    for (let i = 0; i < 3; i++) {
      said.push(`read ${i}`);
      if (i === 2) throw new Error("unreadable");
      yield entry(i);
    }
  }
  const pages = [[entry(0), entry(1)], [entry(2)], []];
  const paged = new PagedScan({
    async next() {
      await Promise.resolve();
      said.push("read");
      return pages.shift()!;
    },
    async release() {
      await Promise.resolve();
      release();
    },
  }, check);
  const held = new HeldScan(entries(), { check, release });
  return { said, held, paged, close: () => isOpen = false };
}

Deno.test("a scan that nobody has begun to read lets go of what it reads, once", async () => {
  const { held, paged, said } = setUp();
  assertEquals([held.return(), held.return(), held.next()], [done, done, done]);
  assertEquals([await paged.return(), await paged.return(), await paged.next()], [
    done,
    done,
    done,
  ]);
  assertEquals(said, ["released", "released"]);
});

Deno.test("a scan that fails lets go of what it reads, and is over", () => {
  const { held, said } = setUp();
  assertThrows(() => [...held], Error, "unreadable");
  assertEquals([said, held.next()], [["read 0", "read 1", "read 2", "released"], done]);
});

Deno.test("a scan that may not be read any more says so at each step, and lets go when it is left", async () => {
  const { held, paged, said, close } = setUp();
  assertEquals([held.next().value, (await paged.next()).value], [entry(0), entry(0)]);
  close();
  for (let i = 0; i < 2; i++) {
    assertThrows(() => held.next(), Error, "closed");
    await assertRejects(() => paged.next(), Error, "closed");
  }
  assertEquals(said, ["read 0", "read"]);
  held.return();
  assertEquals(said.at(-1), "released");
});

Deno.test("pages are read one after another, as their entries are used up", async () => {
  const { paged, said } = setUp(), values = [];
  for await (const { value } of paged) values.push(value[0]);
  assertEquals([values, said], [[0, 1, 2], ["read", "read", "read", "released"]]);
});
