import text from "./members.md" with { type: "text" };
import { drawn, shown, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Known, NodeId } from "../given.ts";

const WHY = "(Lamport, Malkhi and Zhou 2010: a command in slot i holds from slot i + α on)";

export const members = task<Answers>(text, ({ members }, grading) => {
  grading.againstReference(
    ({ known, slot }) => members.membersAt(known, slot),
    ({ known, slot }) => membersOf(known, slot),
    cases(),
    ({ known, slot }) => `who decides slot ${slot}, ${inWords(known)} ${WHY}`,
    smaller,
    (value) => value === undefined ? "undefined, as that is not known yet" : `[${value}]`,
  );
  grading.againstReference(
    ({ known, slot, voters }) => members.isChosen(known, slot, voters),
    ({ known, slot, voters }) => {
      const all = membersOf(known, slot);
      return all !== undefined &&
        2 * all.filter((node) => voters.includes(node)).length > all.length;
    },
    cases(),
    ({ known, slot, voters }) =>
      `whether the votes of [${voters}] decide slot ${slot}, ${inWords(known)} ${WHY}`,
    smaller,
  );
  grading.forAll(cases(), ({ known, next }) => {
    const words =
      `how many no-ops a leader proposes from slot ${next} on, so that the next slot is decided by the members to come, ${
        inWords(known)
      } ${WHY}`;
    const found = grading.asked(() => members.noops(shown(known), next), () => words);
    const enough = noopsOf(known, next);
    if (!enough.includes(found)) grading.equal(found, enough.at(-1), words);
  }, smaller);
});

interface Case {
  readonly known: Known;
  readonly slot: number;
  readonly voters: readonly NodeId[];
  readonly next: number;
}

function inWords({ initial, window, executed, changes }: Known): string {
  const changed = changes.map(({ slot, members }) => `slot ${slot} says [${members}]`).join(", ");
  return `where α is ${window}, the members at first are [${initial}], slots up to ${executed} are executed, and ${
    changed || "no slot changes the members"
  }`;
}

function membersOf(
  { initial, window, executed, changes }: Known,
  slot: number,
): readonly NodeId[] | undefined {
  if (slot > executed + window) return undefined;
  let found = initial;
  for (const change of changes) if (change.slot + window <= slot) found = change.members;
  return found;
}

/** As many as there are slots before the last change holds; fewer, where the members are those to come before that. */
function noopsOf({ initial, window, changes }: Known, next: number): number[] {
  const all = { initial, window, changes, executed: Infinity }, to = changes.at(-1);
  const most = Math.max(0, (to?.slot ?? -window) + window - next);
  const told = (members: readonly NodeId[] | undefined) => members?.toSorted().join();
  return Array.from({ length: most + 1 }, (_, count) => count).filter((count) =>
    count === most || told(membersOf(all, next + count)) === told(to?.members)
  );
}

function* cases(): Generator<Case> {
  yield* drawn(1500, "members", aCase);
}

function aCase(random: Random, at: number): Case {
  const isLarge = at % 8 === 7, window = 1 + random.below(isLarge ? 12 : 3);
  const executed = random.below(isLarge ? 500 : 6),
    all = isLarge ? [0, 1, 2, 3, 9, 10, 11, 32, 33, 300, 301, 2 ** 32] : [0, 1, 2, 3];
  const some = () => all.filter(() => random.chance(0.6));
  const group = () => {
    const found = some();
    return found.length > 0 ? found : [all[0]!];
  };
  const count = executed === 0 ? 0 : random.below(isLarge ? 12 : 4);
  const slots = Array.from(
    { length: count },
    () => Math.max(1, executed - random.below(2 * window + 1)),
  );
  const changes = slots.sort((a, b) => a - b).map((slot) => ({ slot, members: group() }));
  const voters = [...some(), ...random.chance(0.4) ? some() : []];
  const slot = 1 + random.below(executed + 2 * window + 2),
    next = executed + 1 + random.below(window + 1);
  return { known: { initial: group(), window, executed, changes }, slot, voters, next };
}

function* smaller(given: Case): Generator<Case> {
  const { known, voters } = given;
  for (const at of known.changes.keys()) {
    yield { ...given, known: { ...known, changes: known.changes.toSpliced(at, 1) } };
  }
  for (const at of voters.keys()) yield { ...given, voters: voters.toSpliced(at, 1) };
}
