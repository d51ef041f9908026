import text from "./recovery.md" with { type: "text" };
import { drawn, type Grading, shown, task, told } from "hb/grade/part.ts";
import { isAlike } from "hb/grade/alike.ts";
import { listed, unlike } from "hb/grade/said.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type {
  Choice,
  Evidence,
  Objection,
  Proposal,
  Recovery,
  Sizes,
  Trial,
  Verdict,
} from "../given.ts";
import { label, NO_BALLOT } from "../given.ts";
import { chosen, inOrder, judged, objections } from "./choice.ts";
import { usual } from "./draws.ts";
import { doInterfere } from "./interfering.ts";
import { type Case, caseOf, manySizes } from "./recovery_cases.ts";
import { at, sceneOf } from "./scenes.ts";
import { instance, proposal } from "./words.ts";

export const recovery = task<Answers>(text, ({ recovery }, grading) => {
  choosing(recovery, grading);
  objecting(recovery, grading);
  grading.againstReference(
    (trial) => recovery.judged(trial),
    judged,
    drawn(1500, "judged", aTrial),
    (trial) => `${trialInWords(trial)} (Ryabinin, Gotsman and Sutra 2025, figure 5)`,
    function* (trial) {
      for (const at of trial.objections.keys()) {
        yield { ...trial, objections: trial.objections.toSpliced(at, 1) };
      }
    },
    (verdict) => `${verdict as Verdict}`,
  );
});

function smaller({ steps, ...given }: Case): Case[] {
  return steps.map((_, at) => ({ ...given, steps: steps.toSpliced(at, 1) }));
}

function evidenceOf(
  { sizes, steps, of, quorum }: Case,
): (Evidence & { story: readonly string[] }) | undefined {
  const scene = sceneOf(sizes, steps), id = scene.courses[of]?.id;
  if (id === undefined || at(scene, quorum[0]!, id).phase === "committed") return undefined;
  const reports = new Map(quorum.map((node) => {
    const { promised: _, ...report } = at(scene, node, id);
    return [node, report];
  }));
  return { id, sizes, reports, story: scene.story };
}

/** What is chosen, in scenes. */
function choosing(own: Recovery, grading: Grading): void {
  grading.forAll(drawn(4000, "recovery", caseOf), (given) => {
    const evidence = evidenceOf(given);
    if (evidence === undefined) return;
    const { story, ...known } = evidence, { id, sizes, reports } = known;
    const told = [...reports].map(([node, report]) =>
      `replica ${node}: ${instance({ ...report, promised: NO_BALLOT })}`
    );
    const asked = () =>
      `n = ${sizes.replicas}, f = ${sizes.failures}, e = ${sizes.fastFailures}; ${
        label(id)
      } is recovered by replica ${given.quorum[0]}. What has happened:\n${
        listed(story)
      }\n  What is reported:\n${listed(told)}`;
    const choice = grading.asked(() => own.chosen(shown(known)), () => `asked: ${asked()}\n  came`);
    const must = chosen(known);
    if (isAlike(choice, must)) return;
    const tell = (each: Choice) => choiceInWords(each, sizes);
    unlike({ asked: asked(), came: tell(choice), must: tell(must), why: why(must, known) });
  }, smaller);
}

function choiceInWords(choice: Choice, { replicas }: Sizes): string {
  const rows = (choice as { proposal?: Proposal } | undefined)?.proposal?.dependencies?.length;
  if (rows !== undefined && rows !== replicas) {
    return `a proposal with dependencies for ${rows} replicas`;
  }
  switch (choice?.type) {
    case "commit":
      return `it is decided: ${proposal(choice.proposal)}`;
    case "accept":
      return `put to the vote: ${proposal(choice.proposal)}`;
    case "validate":
      return `put to the test, with support ${choice.support}: ${proposal(choice.proposal)}`;
    default:
      return told(choice);
  }
}

function why(must: Choice, { id, sizes, reports }: Evidence): string {
  const least = sizes.replicas - sizes.failures - sizes.fastFailures;
  if (must.type === "commit") return "somebody knows what is decided (figure 5)";
  if (must.type === "validate") {
    return `with ${must.support} that have found just what was asked for, ${least} or more, it may have been decided at once ` +
      "(Ryabinin, Gotsman and Sutra 2025, figure 5)";
  }
  if (must.proposal.value.length > 0 || [...reports.values()].some((r) => r.phase === "accepted")) {
    return "what was voted for in the highest ballot may have been decided (Moraru et al. 2013, figure 3; Sutra 2019, section 3)";
  }
  if (reports.has(id.replica)) {
    return "the coordinator itself has promised: it has decided nothing, and never will (Ryabinin, Gotsman and Sutra 2025, figure 5)";
  }
  return `fewer than ${
    Math.max(1, least)
  } have found just what was asked for: it was not decided (figure 5)`;
}

/** What a replica objects, in the same scenes. */
function objecting(own: Recovery, grading: Grading): void {
  const cases = drawn(2500, "objections", (random, at) => caseOf(random, at + 300));
  grading.forAll(cases, (given) => {
    const scene = sceneOf(given.sizes, given.steps), course = scene.courses[given.of];
    if (course === undefined) return;
    const { id, initial } = course, node = given.quorum.at(-1)!, rows = scene.rows[node]!;
    const asked = () =>
      `replica ${node}, what contradicts that ${proposal(initial)} was decided at once in ${
        label(id)
      }. What has happened:\n${listed(scene.story)}`;
    const known = { rows: shown(rows), interfere: doInterfere };
    const came = grading.asked(
      () => own.objections(known, shown(id), shown(initial)),
      () => `asked: ${asked()}\n  came`,
    );
    grading.expect(Array.isArray(came), `asked: ${asked()}\n  must be: a list`);
    const must = objections(rows, id, initial);
    if (isAlike(inOrder(came), must)) return;
    unlike({
      asked: asked(),
      came: objectionsInWords(came),
      must: objectionsInWords(must),
      why:
        "of two that interfere one depends on the other; where neither does, not both were decided like that " +
        "(Ryabinin, Gotsman and Sutra 2025, figure 5)",
    });
  }, smaller);
}

function objectionsInWords(all: readonly Objection[]): string {
  if (all.length === 0) return "nothing";
  return all.map(({ id, committed }) => `${label(id)}, which is ${committed ? "" : "not "}decided`)
    .join("; ");
}

function aTrial(random: Random, at: number): Trial {
  const sizes = at < 500 ? usual(5) : manySizes(random),
    { replicas, failures, fastFailures } = sizes;
  const heard = replicas - failures, least = heard - fastFailures;
  const first = random.below(replicas);
  const quorum = Array.from({ length: heard }, (_, i) => (first + i) % replicas);
  const objections = Array.from({ length: random.below(4) }, (_, i): Objection => ({
    id: { replica: random.below(replicas), slot: 1 + i },
    committed: random.chance(0.2),
  }));
  return {
    sizes,
    quorum,
    support: Math.max(1, least + random.below(heard - least + 1)),
    objections,
  };
}

function trialInWords({ sizes, quorum, support, objections: all }: Trial): string {
  return `n = ${sizes.replicas}, f = ${sizes.failures}, e = ${sizes.fastFailures}: whether what ${support} of the replicas ${
    quorum.join(", ")
  } support can have been decided at once, where these object: ${objectionsInWords(all)}`;
}
