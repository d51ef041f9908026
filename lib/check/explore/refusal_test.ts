import { assert, assertEquals, assertThrows } from "@std/assert";
import { explore, type TransitionSystem } from "./explore.ts";
import { greeting } from "./greeting_test.ts";
import { exploreProtocol } from "./protocol.ts";

type Counter = { n: number; about: unknown };

/** Counts to three; then it holds `strange`. */
function counter(strange: () => unknown): TransitionSystem<Counter> {
  return {
    name: "counter",
    initial: () => [{ n: 0, about: null }],
    actions: [{
      name: "count",
      next: ({ n }) => n === 2 ? { n: 3, about: strange() } : n < 2 ? { n: n + 1 } : undefined,
    }],
  };
}

class Point {
  constructor(readonly x = 0) {}
}
class Names extends Map<string, number> {
  owner = "me";
}
const circle: unknown[] = [];
circle.push({ circle });

const strange:
  readonly (readonly [name: string, value: () => unknown, path: string, given: string])[] = [
    ["a Date", () => ({ at: new Date(0) }), "about.at", "an instance of Date"],
    ["a Date at the top", () => new Date(0), "about", "an instance of Date"],
    ["a function", () => ({ run: () => 1 }), "about.run", "function"],
    ["a symbol", () => [Symbol("x")], "about[0]", "symbol"],
    ["a class instance", () => ({ at: [new Point()] }), "about.at[0]", "an instance of Point"],
    ["a subclass of Map", () => new Names(), "about", "an instance of Names"],
    ["a subclass of Set", () => new (class Bag extends Set {})(), "about", "an instance of Bag"],
    [
      "a subclass of Array",
      () => new (class List extends Array {})(),
      "about",
      "an instance of List",
    ],
    [
      "an Error",
      () => ({ error: new RangeError("no") }),
      "about.error",
      "an instance of RangeError",
    ],
    ["a RegExp", () => new Map([["k", /a/]]), 'about.get("k")', "an instance of RegExp"],
    [
      "a Promise",
      () => new Set([Promise.resolve()]),
      "a member of about",
      "an instance of Promise",
    ],
    [
      "other typed arrays",
      () => ({ f: new Float64Array(1) }),
      "about.f",
      "an instance of Float64Array",
    ],
    ["a WeakMap", () => ({ w: new WeakMap() }), "about.w", "an instance of WeakMap"],
    ["a circle", () => circle, "about[0].circle", "a reference to something that contains it"],
    [
      "a getter",
      () => ({
        a: {
          get now() {
            return 1;
          },
        },
      }),
      "about.a",
      "a getter or setter",
    ],
    [
      "a symbol's property",
      () => ({ a: { [Symbol("s")]: 1 } }),
      "about.a",
      "a property named by a symbol",
    ],
  ];

for (const [name, value, path, given] of strange) {
  Deno.test(`a state with ${name} is refused, with the field, the action and the way there`, () => {
    const error = assertThrows(() => explore(counter(value)), TypeError);
    assert(
      error.message.startsWith(`Cannot use ${path} because it must be plain data`),
      error.message,
    );
    assert(error.message.includes(`given ${given}`), error.message);
    assert(error.message.includes('(by action "count")'), error.message);
    assert(error.message.includes('in the state {"about":null,"n":2}'), error.message);
    assertEquals(error.message.split("\n").slice(-3), [
      "     0  at first",
      "     1  count",
      "     2  count",
    ]);
  });
}

Deno.test("an instance of a class is no state", () => {
  class Counting {
    n = 0;
  }
  const system = { ...counter(() => 0), initial: () => [new Counting() as unknown as Counter] };
  assertThrows(
    () => explore(system),
    TypeError,
    "a record of variables: given an instance of Counting",
  );
  const inside = { ...counter(() => 0), initial: () => [{ n: 0, about: new Point() }] };
  assertThrows(() => explore(inside), TypeError, "Cannot use about because");
});

Deno.test("−0, NaN and what is missing are told apart", () => {
  const values = [0, -0, NaN, undefined, null, "", false, 0n, [], {}, new Map(), new Set()];
  const system: TransitionSystem<{ at: unknown }> = {
    name: "values",
    initial: () => values.map((at) => ({ at })),
    actions: [],
  };
  assertEquals(explore(system).unique, values.length);
  // NaN is one value, whatever made it.
  const nans = { ...system, initial: () => [NaN, 0 / 0, -NaN, Number("x")].map((at) => ({ at })) };
  assertEquals(explore(nans).unique, 1);
});

Deno.test("an action that throws is told with its name, the state and the way there", () => {
  const failing = counter(() => {
    throw new Error("no more");
  });
  const { message } = assertThrows(() => explore(failing), Error);
  assertEquals(message.split("\n"), [
    'Cannot explore because action "count" must not throw: given Error: no more',
    '  in the state {"about":null,"n":2}',
    "  after",
    "     0  at first",
    "     1  count",
    "     2  count",
  ]);
  assertEquals(assertThrows(() => explore(failing, { order: "depth" }), Error).message, message);
});

Deno.test("a property, and a boundary, that throws is told likewise", () => {
  const throws = (s: Counter) => {
    if (s.n === 2) throw "two";
    return true;
  };
  const told = (part: Partial<TransitionSystem<Counter>>) =>
    assertThrows(() => explore({ ...counter(() => 0), ...part }), Error).message;
  const always = told({ always: { small: throws } });
  assert(
    always.startsWith('Cannot explore because property "small" must not throw: given two'),
    always,
  );
  assert(always.endsWith("     0  at first\n     1  count"), always);
  assert(
    told({ boundary: throws }).startsWith("Cannot explore because the boundary must not throw"),
  );
  const leadsTo = { end: { from: ({ n }: Counter) => n === 3, to: throws } };
  assert(
    told({ leadsTo: { ...leadsTo, two: { to: throws } } }).includes(
      'property "two" must not throw',
    ),
  );
  const first = { ...counter(() => 0), sometimes: { never: () => JSON.parse("") } };
  assert(assertThrows(() => explore(first), Error).message.endsWith("  in an initial state"));
});

Deno.test("an invariant that throws is told with what had happened", () => {
  const check = ({ states }: { states: readonly ({ heard: unknown } | undefined)[] }) => {
    if (states[1]?.heard === 1) throw new TypeError("bad");
    return undefined;
  };
  const system = { ...greeting, invariants: [{ name: "calm", words: "calm", check }] };
  const { message } = assertThrows(() => exploreProtocol(system), TypeError);
  assert(
    message.startsWith(
      'Cannot explore because property "calm" must not throw: given TypeError: bad',
    ),
  );
  assert(message.endsWith("     0  everything starts"), message);
});

Deno.test("a handler that leaves a Date in its state is told with the node, the field and the way", () => {
  const upon = { hello: (s: { heard: unknown }) => void (s.heard = new Date(0)) };
  const system = { ...greeting, protocol: { ...greeting.protocol, upon } };
  const { findings } = exploreProtocol(system);
  assertEquals(findings.map(({ property, path }) => [property, path.length]), [
    ["handlers do not throw", 2],
  ]);
});
