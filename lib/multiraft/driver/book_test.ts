import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Book, type BookCommand, bookMachine } from "./book.ts";

const machine = bookMachine({ nextGroup: 5, replicas: 3 });

function register(node: number, zone = "a"): BookCommand {
  return { type: "register", node, zone, capacity: 1, since: 0 };
}

function decide(node: number, was: string, standing: string): BookCommand {
  return { type: "decide", node, was, standing, since: 7 } as BookCommand;
}

Deno.test("no number of a group is ever given twice", () => {
  fc.assert(fc.property(fc.array(fc.nat(20)), (counts) => {
    const book = machine.init(), given = new Set<number>();
    for (const count of counts) {
      const first = machine.apply(book, { type: "allocate", count }) as number;
      for (let i = 0; i < count; i++) {
        assertEquals(given.has(first + i), false);
        given.add(first + i);
      }
    }
    assertEquals(given.size, counts.reduce((a, b) => a + b, 0));
    assertEquals(Math.min(5, ...given), 5);
  }));
});

Deno.test("who is gone stays so, and of two who decide at once the first one does", () => {
  const book: Book = machine.init();
  assertEquals(machine.apply(book, decide(1, "up", "down")), false);
  assertEquals(machine.apply(book, register(1)), true);
  assertEquals(machine.apply(book, decide(1, "up", "draining")), true);
  assertEquals(machine.apply(book, decide(1, "up", "down")), false);
  // What it is may change; what was decided about it does not.
  assertEquals(machine.apply(book, register(1, "b")), true);
  assertEquals(book.nodes.get(1), { zone: "b", capacity: 1, standing: "draining", since: 7 });
  assertEquals(machine.apply(book, decide(1, "draining", "gone")), true);
  assertEquals(machine.apply(book, register(1)), false);
  assertEquals(machine.apply(book, decide(1, "gone", "up")), false);
});

Deno.test("a range has one replica or more", () => {
  const book = machine.init();
  assertEquals(machine.apply(book, { type: "replicas", count: 0 }), false);
  assertEquals(machine.apply(book, { type: "replicas", count: 5 }), true);
  assertEquals(book.replicas, 5);
});
