import { assertEquals, assertThrows } from "@std/assert";
import { NotLoaded } from "../../grade/lacking.ts";
import { withAnswer } from "./answers.ts";

const stub = () => "stub";
const mine = () => "mine";
const answers = { ticket: stub, clock: { tick: stub, receive: stub }, levels: "none" };

Deno.test("a function stands for the part's own", () => {
  assertEquals(withAnswer(answers, "ticket", mine), { ...answers, ticket: mine });
});

Deno.test("a record of functions may be begun and not finished", () => {
  const given = withAnswer(answers, "clock", { tick: mine });
  assertEquals(given, { ...answers, clock: { tick: mine, receive: stub } });
});

Deno.test("a record of answers by name stands for all of them", () => {
  const given = withAnswer(answers, "ticket", { ticket: mine, levels: "all" });
  assertEquals(given, { ...answers, ticket: mine, levels: "all" });
});

Deno.test("a class is taken as it is, by its instance or by itself, and may be begun, too", () => {
  class Clock {
    step = "mine";
    tick() {
      return this.step;
    }
    receive() {
      return this.tick();
    }
  }
  class Still {
    static tick = mine;
    static receive = mine;
  }
  const clock = new Clock();
  assertEquals(withAnswer(answers, "clock", clock).clock, clock);
  assertEquals(withAnswer(answers, "clock", Still).clock, Still);
  class Begun {
    step = "mine";
    tick() {
      return this.step;
    }
  }
  const { tick, receive } = withAnswer(answers, "clock", new Begun()).clock as typeof answers.clock;
  assertEquals([tick(), receive()], ["mine", "stub"]);
});

Deno.test("a record of answers by name may be an instance of a class", () => {
  class Mine {
    #word = "mine";
    ticket() {
      return this.#word;
    }
  }
  const { ticket } = withAnswer(answers, undefined, new Mine()) as typeof answers;
  assertEquals(ticket(), "mine");
});

Deno.test("an answer from a cell is judged although a file beside it cannot be loaded", () => {
  const lacking = (name: string) =>
    Object.defineProperty({ ...answers }, name, {
      get: () => {
        throw new NotLoaded("it must export a ticket");
      },
      enumerable: true,
    });
  assertEquals(withAnswer(lacking("clock"), "ticket", mine).ticket, mine);
  assertEquals(withAnswer(lacking("ticket"), "ticket", mine).ticket, mine);
  assertThrows(() => withAnswer(lacking("clock"), "ticket", mine).clock, NotLoaded);
});

Deno.test("what cannot be an answer is refused in words", () => {
  const cases: [string | undefined, unknown, string][] = [
    ["ticket", undefined, "it must be code or data: given undefined"],
    ["ticket", 3, "a function is required: given a number"],
    ["clock", mine, "a record of tick, receive is required: given a function"],
    [undefined, mine, "a record of some of these: ticket, clock, levels"],
  ];
  for (const [own, given, words] of cases) {
    assertThrows(() => withAnswer(answers, own, given), Error, words);
  }
});
