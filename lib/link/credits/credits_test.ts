import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { Breach } from "../breach.ts";
import { ReceiveCredits } from "./receiving.ts";
import { SendCredits } from "./sending.ts";
import { TwoSides } from "./two_sides_test.ts";
import { CONNECTION, INITIAL_WINDOW, LARGEST_WINDOW } from "./window.ts";

const step = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(fc.constant("send" as const), fc.nat(), fc.nat({ max: 60 })) },
  { weight: 3, arbitrary: fc.tuple(fc.constant("forth" as const), fc.nat(), fc.nat()) },
  { weight: 3, arbitrary: fc.tuple(fc.constant("back" as const), fc.nat(), fc.nat()) },
  { weight: 3, arbitrary: fc.tuple(fc.constant("consume" as const), fc.nat(), fc.nat()) },
  fc.tuple(
    fc.constantFrom("begin" as const, "abandon" as const, "reset" as const),
    fc.nat(),
    fc.nat(),
  ),
  fc.tuple(fc.constant("resize" as const), fc.nat(), fc.nat({ max: 50 })),
);

function act(sides: TwoSides, what: string, which: number, n: number): void {
  const open = [...sides.open], stream = open[which % Math.max(1, open.length)];
  if (what === "forth") sides.arriveForth();
  else if (what === "back") sides.arriveBack();
  else if (what === "resize") sides.resize(n);
  else if (what === "begin") {
    // A side that has not acknowledged a size begins with another: so streams begin when all is quiet.
    sides.settle();
    sides.begin(2 * (which % 1000) + 1);
  } else if (stream === undefined) return;
  else if (what === "send") sides.send(stream, n);
  else if (what === "abandon") sides.abandon(stream);
  else if (what === "reset") sides.reset(stream);
  else if (what === "consume") sides.consume(stream, n % (sides.receiver.unread(stream) + 1));
}

Deno.test("conservation: no byte of credit is lost or made, and all quiet is never still blocked", () => {
  const size = fc.integer({ min: 1, max: 50 });
  fc.assert(
    fc.property(
      size,
      size,
      fc.array(step, { maxLength: 100, size: "max" }),
      (stream, connection, steps) => {
        const sides = new TwoSides({ stream, connection });
        sides.begin(1);
        for (const [what, which, n] of steps) {
          act(sides, what, which, n);
          sides.check();
        }
        sides.resize(7);
        sides.settle();
        for (const id of sides.open) sides.consume(id, sides.receiver.unread(id));
        sides.settle();
        sides.check();
        assertEquals(sides.receiver.unread(CONNECTION), 0);
        assert(sides.sender.window(CONNECTION) * 2 >= connection);
        for (const id of sides.open) assert(sides.sender.window(id) * 2 >= 7, `stream ${id}`);
      },
    ),
    { numRuns: 1000 },
  );
});

/** All that can happen to a stream with windows of 3 and 4 bytes. */
const everything: readonly ((sides: TwoSides) => void)[] = [
  (sides) => sides.send(1, 2),
  (sides) => void sides.arriveForth(),
  (sides) => sides.arriveBack(),
  (sides) => sides.consume(1, Math.min(1, sides.receiver.unread(1))),
  (sides) => sides.resize(sides.sizeOf === 3 ? 1 : 3),
];

Deno.test("every order of seven steps: credit adds up, and all quiet is never still blocked", () => {
  for (let number = 0; number < everything.length ** 7; number++) {
    const sides = new TwoSides({ stream: 3, connection: 4 }), order: number[] = [];
    sides.begin(1);
    for (let step = 0, rest = number; step < 7; step++) {
      order.push(rest % everything.length);
      everything[order[step]!]!(sides);
      rest = Math.floor(rest / everything.length);
    }
    sides.check();
    sides.settle();
    sides.consume(1, sides.receiver.unread(1));
    sides.settle();
    assert(sides.sender.available(1) > 0, `blocked after ${order}`);
  }
});

/** Sends messages whole, one after another, to a reader who waits for each; false if it gets stuck. */
function passes(sides: TwoSides, messages: readonly number[]): boolean {
  sides.begin(1);
  for (const length of messages) {
    for (let sent = 0; sent < length;) {
      sent += sides.send(1, length - sent);
      if (sides.forth.length === 0) return false;
      // The reader waits for the rest, so it takes what there is of the message out of the window.
      while (sides.arriveForth() !== undefined) sides.consume(1, sides.receiver.unread(1));
      sides.settle();
      sides.check();
    }
  }
  return true;
}

Deno.test("linkerd 1013: windows of 2F with messages of F - 1 and F + 2, and every other pair, go on", () => {
  for (let window = 1; window <= 24; window++) {
    for (let one = 1; one <= window + 2; one++) {
      for (let other = 1; other <= window + 2; other++) {
        assert(passes(new TwoSides({ stream: window, connection: 2 * window }), [one, other, one]));
      }
    }
  }
});

Deno.test("linkerd 1013: a sender without credit gets any that there is, however little", () => {
  const F = 8, sides = new TwoSides({ stream: 2 * F });
  sides.begin(1);
  assertEquals([sides.send(1, F - 1), sides.send(1, F + 2)], [F - 1, F + 1]);
  sides.arriveForth();
  sides.arriveForth();
  // The first message is taken; of the second, one byte is missing, so this reader takes none of it.
  sides.consume(1, F - 1);
  sides.settle();
  assertEquals(sides.send(1, 1), 1);
  sides.check();
});

Deno.test("dubbo 16443: messages of window - 1, window, window + 1 and 3 windows pass", () => {
  for (const window of [1, 2, 16_384, INITIAL_WINDOW]) {
    const messages = [window - 1, window, window + 1, 3 * window, 1];
    assert(passes(new TwoSides({ stream: window }), messages));
    assert(passes(new TwoSides({ stream: window, connection: window }), messages));
    assert(passes(new TwoSides({ stream: 3 * window, connection: window }), messages));
  }
});

Deno.test("grpclib 67: calls whose handler fails before it reads cost the connection nothing", () => {
  const sides = new TwoSides();
  for (let call = 0; call < 20_000; call++) {
    const stream = 2 * call + 1;
    sides.begin(stream);
    assertEquals(sides.send(stream, 100), 100, `call ${call}`);
    sides.arriveForth();
    sides.reset(stream);
    sides.settle();
  }
  sides.check();
  assert(sides.sender.window(CONNECTION) * 2 >= INITIAL_WINDOW);
});

Deno.test("h2 183: bytes that come after their stream was reset go back to the connection", () => {
  const sides = new TwoSides({ stream: 100, connection: 100 });
  for (let i = 1; i < 100; i += 2) {
    sides.begin(i);
    assertEquals(sides.send(i, 40), 40);
    sides.reset(i);
    sides.check();
    sides.settle();
  }
  assertEquals(sides.receiver.unread(CONNECTION), 0);
});

Deno.test("hyper 4003: a receiver that grants only at zero waits for no byte that nobody sends", () => {
  const sender = new SendCredits({ stream: 1000, connection: 100 });
  sender.open(1);
  sender.open(3);
  // Stream 1 has nothing to send yet, and holds nothing back from the other.
  assertEquals(sender.available(3), 100);
  sender.spend(3, 100);
  assertEquals(sender.window(CONNECTION), 0);
  sender.grant(CONNECTION, 100);
  assertEquals(sender.available(1), 100);
});

Deno.test("nghttp2 1679, h2 137, bun 30344: a size that shrinks below what is sent, and grows", () => {
  const sides = new TwoSides({ stream: 100, connection: 1000 });
  sides.begin(1);
  sides.begin(3);
  sides.send(1, 80);
  sides.resize(10);
  sides.arriveBack();
  assertEquals([sides.sender.window(1), sides.sender.window(3)], [-70, 10]);
  assertEquals(sides.sender.window(CONNECTION), 920);
  assertEquals([sides.sender.available(1), sides.send(3, 100)], [0, 10]);
  sides.arriveForth();
  // What was owed is little of 100 and much of 10: whoever shrinks looks again whether a grant is due.
  sides.receiver.consume(1, 9);
  assertEquals(sides.receiver.grants(), []);
  sides.arriveForth();
  sides.grant();
  assertEquals(sides.back.map(({ type }) => type), ["grant"]);
  sides.consume(1, 71);
  sides.settle();
  sides.check();
  assertEquals(sides.sender.window(1), 10);
  sides.resize(50);
  sides.settle();
  sides.check();
  assertEquals([sides.sender.window(1), sides.sender.window(3)], [50, 40]);
});

Deno.test("a size may be 0: then nothing is sent until it grows", () => {
  const sides = new TwoSides({ stream: 0 });
  sides.begin(1);
  assertEquals(sides.send(1, 1), 0);
  sides.resize(5);
  sides.settle();
  assertEquals(sides.send(1, 9), 5);
  sides.check();
});

Deno.test("rules of RFC 9113: no grant of 0, no window above 2^31 - 1, none of more than may come", () => {
  const sender = new SendCredits();
  sender.open(1);
  for (const bytes of [0, -1, 0.5]) {
    assertThrows(() => sender.grant(1, bytes), Breach, "at least 1");
  }
  sender.grant(1, LARGEST_WINDOW - INITIAL_WINDOW);
  const over = assertThrows(() => sender.grant(1, 1), Breach, "given 2147483648");
  assertEquals(over.stream, 1);
  const all = assertThrows(() => sender.resize(INITIAL_WINDOW + 1), Breach, "given 2147483648");
  assertEquals([all.stream, sender.window(1)], [CONNECTION, LARGEST_WINDOW]);
  assertThrows(() => sender.resize(LARGEST_WINDOW + 1), Breach);
  // A late grant for a stream that is over is no breach.
  sender.close(1);
  sender.grant(1, 5);
  const receiver = new ReceiveCredits({ stream: 10, connection: 25 });
  receiver.open(1);
  receiver.open(3);
  const one = assertThrows(() => receiver.receive(1, 11), Breach, "at most 10 bytes may come");
  assertEquals([one.stream, receiver.violations()], [1, []]);
  receiver.receive(1, 10);
  assertThrows(() => receiver.receive(3, 10), Breach, "may come");
  assertThrows(() => receiver.acknowledged(), Breach, "only what was announced");
});

Deno.test("who spends or consumes what is not there is told", () => {
  const sender = new SendCredits({ stream: 5 }), receiver = new ReceiveCredits({ stream: 5 });
  sender.open(1);
  receiver.open(1);
  receiver.receive(1, 3);
  for (const bytes of [6, -1, 0.5, NaN]) {
    assertThrows(() => sender.spend(1, bytes), RangeError, "at most 5 bytes may be sent");
    assertThrows(() => receiver.consume(1, bytes), RangeError, "at most 3 bytes are unread");
  }
});
