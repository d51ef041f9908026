import { assert, assertThrows } from "@std/assert";
import { explore, type TransitionSystem } from "./explore.ts";
import { exploreProtocol } from "./protocol.ts";

type Lights = { readonly on: number };

const lights: TransitionSystem<Lights> = {
  name: "lights",
  initial: () => [{ on: 0 }],
  actions: [{ name: "switch on", next: ({ on }) => on < 2 ? { on: on + 1 } : undefined }],
  always: { "two at most": ({ on }) => on <= 2 },
};

const begins = (initial: () => unknown) => ({ ...lights, initial });
const goesOn = (next: (state: { on: number }) => unknown) => ({
  ...lights,
  actions: [{ name: "go", next }],
});
const judges = (holds: (state: Lights) => unknown) => ({ ...lights, always: { fine: holds } });

const change =
  "an action must return a record of new values, an array of them, or undefined: given ";

const strange: readonly (readonly [what: string, system: unknown, told: string])[] = [
  ["begins in a promise", begins(() => Promise.resolve([])), "array of states: given an instance"],
  ["begins in a record", begins(() => ({ on: 0 })), "an array of states: given an object"],
  ["begins nowhere", begins(() => []), "it must have an initial state: given none"],
  ["begins in a number", begins(() => [0]), "must be a record of variables: given a number"],
  ["begins in nothing", begins(() => [null]), "must be a record of variables: given null"],
  [
    "throws as it begins",
    begins(() => {
      throw new Error("dark");
    }),
    "initial must not throw: given Error: dark",
  ],
  ["goes on later", goesOn(() => Promise.resolve()), `${change}an instance of Promise`],
  [
    "generates its steps",
    goesOn(function* () {
      yield { on: 1 };
    }),
    change,
  ],
  ["goes on to a number", goesOn(() => 1), `${change}a number`],
  ["goes on to null", goesOn(() => null), `${change}null`],
  ["goes on to many numbers", goesOn(() => [1, 2]), `${change}a number`],
  [
    "changes the state in place",
    goesOn((state) => {
      state.on++;
      return state;
    }),
    'Cannot change variable "on" because it must be left alone',
  ],
  [
    "judges later",
    judges(() => Promise.resolve(false)),
    'property "fine" must return true or false: given an instance of Promise',
  ],
  ["forgets to return what it judges", judges(() => {}), "true or false: given undefined"],
];

for (const [what, system, told] of strange) {
  Deno.test(`a system that ${what} is refused, and not taken for one that is right`, () => {
    const { message } = assertThrows(() => explore(system as TransitionSystem<Lights>), TypeError);
    assert(message.startsWith("Cannot "), message);
    assert(message.includes(told), message);
  });
}

Deno.test("what a property of a protocol answers must be true or false, too", () => {
  const system = {
    name: "idle",
    nodes: 1,
    protocol: { start: () => ({}), upon: {} },
    sometimes: { later: () => Promise.resolve(true) as unknown as boolean },
  };
  const { message } = assertThrows(() => exploreProtocol(system), TypeError);
  assert(message.includes('property "later" must return true or false'), message);
});
