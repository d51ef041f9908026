import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Random } from "../../sim/random.ts";
import { World } from "../../sim/world.ts";
import type { Protocol } from "../../model/protocol.ts";
import { sign, type Signed } from "../identity/signed.ts";
import { altered, see, type Seen } from "./alter.ts";
import { scripts } from "./arbitrary.ts";
import type { Deceit, Script, ScriptOptions } from "./deceit.ts";
import { drawnScript } from "./draw.ts";
import { puppet } from "./puppet.ts";
import { isTraitor, type Traitor, withTraitors } from "./traitors.ts";

/** Each node tells all others its count twice a second; a note says whose counts it has. */
type Message = {
  readonly type: "count";
  readonly mine: Signed<{ readonly count: number }>;
  readonly others: readonly Signed<{ readonly count: number }>[];
};

interface State {
  count: number;
  readonly heard: Map<number, number[]>;
  last: Signed<{ readonly count: number }> | null;
}

const counting: Protocol<State, Message, { readonly type: "tick" }> = {
  start(io) {
    io.wait(10, { type: "tick" });
    return { count: 0, heard: new Map(), last: null };
  },
  upon: {
    count(s, { mine, from }) {
      s.heard.set(from, [...(s.heard.get(from) ?? []), mine.statement.count]);
      s.last = mine;
    },
  },
  after: {
    tick(s, _, io) {
      const mine = sign(io, { count: ++s.count });
      const others = s.last === null ? [] : [s.last];
      for (const to of io.peers) if (to !== io.self) io.send(to, { type: "count", mine, others });
      if (s.count < 5) io.wait(10, { type: "tick" });
    },
  },
};

const nodes = 4;
const options: ScriptOptions = { listeners: [0, 1, 2], types: ["count"] };

function run(script: Script) {
  const protocol = withTraitors(counting, { 3: puppet(counting, script) });
  const world = new World({ protocol, nodes, seed: 1 });
  assert(world.run(400), String(world.violation?.error));
  return world;
}

/** What node `node` heard the liar say. */
function heard(script: Script, node = 0): readonly number[] {
  return (run(script).states[node] as State).heard.get(3) ?? [];
}

const one = (...deceits: Deceit[]): Script => ({ faces: [[0, 1, 2]], deceits });

Deno.test("a puppet with one face and no lies is honest", () => {
  const honest = new World({ protocol: counting, nodes, seed: 1 });
  honest.run(400);
  const { states } = run(one());
  assertEquals(states.slice(0, 3), honest.states.slice(0, 3));
});

Deno.test("silence, delay and old messages are for those that are meant, and only as often", () => {
  const of = { type: "count", to: [0], from: 1, times: 2 };
  assertEquals(heard(one({ kind: "silence", of })), [1, 4, 5]);
  assertEquals(heard(one({ kind: "silence", of }), 1), [1, 2, 3, 4, 5]);
  assertEquals(heard(one({ kind: "delay", of, byMs: 15 })), [1, 2, 4, 3, 5]);
  assertEquals(heard(one({ kind: "replay", of, back: 0 }), 0), [1, 1, 2, 4, 5]);
  assertEquals(heard(one({ kind: "silence", of: { type: "vote" } })), [1, 2, 3, 4, 5]);
});

Deno.test("a liar alters what it signs itself, and can show no signature that it has not", () => {
  const of = { to: [0] };
  for (let place = 0; place < 12; place++) {
    for (let how = 0; how < 4; how++) {
      const said = heard(one({ kind: "alter", of, place, how }));
      assert(said.length <= 5);
    }
  }
  const more = one({ kind: "alter", of, place: 1, how: 4 });
  assert(heard(more).length === 5);
});

Deno.test("two faces keep two states, and each speaks to its own listeners", () => {
  const script: Script = { faces: [[0], [1, 2]], hears: "own", deceits: [] };
  const world = run(script);
  assertEquals(world.states.map(isTraitor), [false, false, false, true]);
  const { faces } = (world.states[3] as Traitor).traitor as { faces: State[] };
  assertEquals(faces.map((face) => [...face.heard.keys()].sort()), [[0], [1, 2]]);
  assertEquals(heard(script), [1, 2, 3, 4, 5]);
  assertEquals(heard({ ...script, faces: [[1]] }), [], "to whom no face speaks hears nothing");
});

Deno.test("what is altered keeps its type, its signer and its fields, and never what others have signed", () => {
  const others = [sign({ self: 1 }, { count: 7 }), sign({ self: 2 }, { count: 8 })];
  const message: Message = { type: "count", mine: sign({ self: 3 }, { count: 4 }), others };
  const seen: Seen = new Map();
  see(seen, message);
  const kinds = new Set<string>();
  for (let place = 0; place < 20; place++) {
    for (let how = 0; how < 6; how++) {
      const lie = altered(message, [3], seen, { place, how });
      assertEquals([lie.type, lie.mine.signer], ["count", 3]);
      for (const other of lie.others) assert([7, 8].includes(other.statement.count));
      kinds.add(`${lie.mine.statement.count} of ${lie.others.map(({ signer }) => signer)}`);
    }
  }
  assertEquals([...kinds].sort(), [
    "3 of 1,2",
    "4 of ",
    "4 of 1",
    "4 of 1,1",
    "4 of 1,2",
    "4 of 2",
    "4 of 2,2",
    "5 of 1,2",
    "7 of 1,2",
    "8 of 1,2",
  ]);
});

Deno.test("every script that fast-check or chance makes is one that runs, and the same again", () => {
  fc.assert(
    fc.property(scripts(options), (script) => {
      assertEquals(run(script).digest(), run(script).digest());
    }),
    { seed: 3, numRuns: 60 },
  );
  for (let seed = 0; seed < 60; seed++) {
    const draw = () => {
      const random = new Random(seed, "liar");
      return drawnScript((n) => random.below(n), options);
    };
    assertEquals(draw(), draw());
    run(draw());
  }
});

Deno.test("a script that breaks something shrinks to one face and one lie", () => {
  const { counterexample } = fc.check(
    fc.property(scripts(options), (script) => heard(script).length === 5),
    { seed: 1, numRuns: 500 },
  );
  const [script] = counterexample!;
  assertEquals(script.faces.length, 1);
  assert(script.deceits.length <= 1, JSON.stringify(script));
});
