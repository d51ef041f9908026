import { assert, assertEquals } from "@std/assert";
import { prepare } from "../../kit/simulate.ts";
import type { Tagged } from "../../model/protocol.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import { isTraitor } from "../../security/adversary/traitors.ts";
import { Random } from "../../sim/random.ts";
import { World } from "../../sim/world.ts";
import { charges } from "./guilt.ts";
import { kit } from "./kit.ts";
import { statementsIn } from "./said.ts";
import type { Options } from "./settings.ts";

const options: Options = { machine: listMachine as Options["machine"], replicas: 4 };
const byCodes: Options = { ...options, authentication: "codes" };

/** What was said in a run, and who lied in it. */
function heardIn(storm: string, seed: number, bug?: string) {
  const { scenario, drive } = prepare(kit, { storm, ...(bug === undefined ? {} : { bug }) }).run(
    seed,
  );
  const said: Tagged[] = [];
  const tap = ({ body }: { body: unknown }) => void said.push(body as Tagged);
  const world = new World({ ...scenario, seed, trace: "none", tap });
  drive(world);
  const liars = [...world.states.keys()].filter((node) => isTraitor(world.states[node]));
  return { liars, statements: statementsIn(said) };
}

/** Whom all that was said in a run convicts, and who lied in it. */
function judged(storm: string, seed: number, bug?: string) {
  const { liars, statements } = heardIn(storm, seed, bug);
  return { liars, charged: charges(options, statements) };
}

const inStorms = {
  traitors: 6,
  "traitors in a storm": 6,
  "a liar in the change of views": 6,
  "a liar in a new view": 2,
  "an equivocating primary and restarts": 2,
  "wrong states": 2,
  "a two-faced client": 2,
};

for (const [storm, seeds] of Object.entries(inStorms)) {
  Deno.test(`nobody loyal is ever convicted in "${storm}", whatever is shown, and liars are`, () => {
    let convictions = 0;
    for (let seed = 1; seed <= seeds; seed++) {
      const { liars, statements } = heardIn(storm, seed), random = new Random(seed);
      const some = (share: number) => statements.filter(() => random.chance(share));
      for (const shown of [statements, some(0.7), some(0.2)]) {
        for (const { culprit, crime } of charges(options, shown)) {
          assert(liars.includes(culprit), `seed ${seed}: ${culprit} ${crime}`);
          convictions++;
        }
      }
    }
    assert(convictions > 0);
  });
}

Deno.test("with codes nobody loyal is convicted either", () => {
  let changes = 0;
  for (const storm of ["traitors with codes", "false claims", "a storm of codes"]) {
    for (let seed = 1; seed <= 2; seed++) {
      const { liars, statements } = heardIn(storm, seed);
      changes += statements.filter(({ statement }) => statement.kind === "viewChange").length;
      for (const { culprit, crime } of charges(byCodes, statements)) {
        assert(liars.includes(culprit), `seed ${seed} of ${storm}: ${culprit} ${crime}`);
      }
    }
  }
  assert(changes > 0);
});

Deno.test("who forgets in a crash what it has said is convicted like a liar", () => {
  const storm = "an equivocating primary and restarts";
  const { liars, charged } = judged(storm, 3, "what it accepts is not saved");
  assertEquals(liars, [0]);
  assertEquals(charged.map(({ culprit, crime }) => `${culprit} ${crime}`), [
    "0 equivocation",
    "2 equivocation",
  ]);
});
