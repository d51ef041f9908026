import { assertEquals, assertThrows } from "@std/assert";
import { Wrong } from "./wrong.ts";
import { allBound, listFrom, madeWith, type Members, withMembers } from "./members.ts";
import { gradePart, suiteOf } from "./suite.ts";
import type { Task } from "./task.ts";
import { todo } from "./todo.ts";

interface Clock {
  tick(time: number): number;
  receive(time: number): number;
}
interface Answers {
  readonly clock: Clock;
  readonly whole: { readonly protocol: { readonly upon: Record<string, () => number> } };
}
const members: Members<Answers> = {
  clock: { tick: "function", receive: "function" },
  whole: { protocol: "record" },
};

/** The same clock, in the styles in which people write. */
function styles(): Record<string, Clock> {
  class Counting {
    #step = 1;
    tick(time: number) {
      return time + this.#step;
    }
    receive(time: number) {
      return this.tick(time) + this.#step;
    }
  }
  const literal = {
    step: 1,
    tick(time: number) {
      return time + this.step;
    },
    receive(time: number) {
      return this.tick(time) + this.step;
    },
  };
  class Inherited extends Counting {
    override receive(time: number) {
      return super.receive(time);
    }
  }
  class Got {
    step = 1;
    get tick() {
      return (time: number) => time + this.step;
    }
    get receive() {
      return (time: number) => this.tick(time) + this.step;
    }
  }
  class Static {
    static step = 1;
    static tick(time: number) {
      return time + this.step;
    }
    static receive(time: number) {
      return this.tick(time) + this.step;
    }
  }
  return {
    "an instance of a class": new Counting(),
    "an instance of a class that extends another": new Inherited(),
    "a record that uses `this`": literal,
    "a frozen record": Object.freeze(literal),
    "a record upon a prototype": Object.create(Object.create(literal)),
    "a record without a prototype": Object.assign(Object.create(null), literal),
    "getters": new Got(),
    "a class with static methods": Static,
    "a proxy": new Proxy(literal, {}),
    "arrows": { tick: (time) => time + 1, receive: (time) => time + 2 },
  };
}

for (const [style, clock] of Object.entries(styles())) {
  Deno.test(`spread and taken apart, it works as it was written: ${style}`, () => {
    const answers = withMembers({ clock }, members);
    const { tick, receive } = { ...answers.clock };
    assertEquals([tick(3), receive(3)], [4, 5]);
    assertEquals(Object.keys(answers.clock), ["tick", "receive"]);
  });
}

Deno.test("a member that is missing, or no function, is told and never filled in", () => {
  const cases: [unknown, string][] = [
    [{ tick: () => 1 }, "`clock.receive` must be a function: it is missing"],
    [{ tick: () => 1, receive: 7 }, "`clock.receive` must be a function: it is a number"],
    [undefined, "`clock` must be a record of functions: it is missing"],
    ["clock", "`clock` must be a record of functions: it is a string"],
  ];
  for (const [clock, words] of cases) {
    const answers = withMembers({ clock } as Pick<Answers, "clock">, members);
    assertThrows(() => answers.clock, Wrong, words);
  }
});

Deno.test("all members of a protocol are bound, whatever they are called and wherever they lead", () => {
  class Office {
    #heard = 40;
    self = this;
    upon = new Handlers();
    hear() {
      return ++this.#heard;
    }
  }
  class Handlers {
    heard = 1;
    ping() {
      return ++this.heard;
    }
  }
  const { hear, upon, self } = allBound(new Office()) as never as Office;
  assertEquals([hear(), ({ ...upon } as Handlers).ping(), self.hear()], [41, 2, 42]);
});

Deno.test("what an answer makes has its members bound, and what it lacks is called by its name", () => {
  class Office {
    #heard = 40;
    hear() {
      return ++this.#heard;
    }
  }
  const { hear } = madeWith("office()", new Office(), { hear: "function" }) as never as Office;
  assertEquals(hear(), 41);
  for (
    const [made, words] of [
      [null, "`office()` must be a record of functions: it is missing"],
      [{}, "`office().hear` must be a function: it is missing"],
    ] as const
  ) assertThrows(() => madeWith("office()", made, { hear: "function" }), Wrong, words);
  assertThrows(
    () => madeWith("office()", { upon: 7 }, { upon: "record" }),
    Wrong,
    "`office().upon` must be a record of functions: it is a number",
  );
});

Deno.test("what an answer gives that must be a list is one", () => {
  assertEquals(listFrom("compact", [1]), [1]);
  assertThrows(() => listFrom("compact", null), Wrong, "`compact` must give a list: it gives null");
});

/** Fills in from somewhere else, as suites do, what an answer leaves out. */
const clock: Task<Answers> = {
  title: "a clock",
  points: 1,
  statement: "",
  paper: "",
  hints: [],
  test({ clock }, grading) {
    const ours: Clock = { tick: () => 4, receive: () => 5 };
    const { receive } = { ...ours, ...clock };
    grading.equal(receive(3), 5, "received");
  },
};
const whole: Task<Answers> = {
  ...clock,
  test({ whole: { protocol } }, grading) {
    grading.equal({ ...protocol.upon }.ping?.(), 2, "pinged");
  },
};
const suite = suiteOf<Answers>({
  chapter: "99-clock",
  title: "Clocks",
  parts: { clock, whole },
  members,
});

Deno.test("a suite judges what was written, in a class or not, and nothing else", () => {
  class Wrongly {
    tick(time: number) {
      return time;
    }
    receive(time: number) {
      return this.tick(time);
    }
  }
  class Rightly {
    upon = {
      heard: 1,
      ping: function ping(this: { heard: number }) {
        return ++this.heard;
      },
    };
  }
  const answers = (clock: unknown): Answers =>
    ({ clock, whole: { protocol: new Rightly() } }) as never;
  const [first, second] = suite.parts;
  assertEquals(gradePart(first!, answers(new Wrongly())).standing, "wrong");
  assertEquals(
    gradePart(first!, answers({ tick: () => 4 })).words,
    "`clock.receive` must be a function: it is missing",
  );
  for (const right of Object.values(styles())) {
    assertEquals(gradePart(first!, answers(right)).standing, "done");
  }
  assertEquals(gradePart(second!, answers(undefined)).standing, "done", "which needs no clock");
  const unbegun = {
    get tick() {
      return todo("tick");
    },
  };
  assertEquals(gradePart(first!, answers(unbegun)).standing, "not done yet");
});
