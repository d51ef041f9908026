import text from "./compaction.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Compaction, RangeDelete, Version } from "../given.ts";
import { asking, unlike } from "./saying.ts";

interface Case {
  readonly versions: readonly Version[];
  readonly snapshots: readonly number[];
  readonly ranges: readonly RangeDelete[];
  /** Keys that stand in tables further down. */
  readonly below: readonly string[];
}

export const compaction = task<Answers>(text, ({ compaction }, grading) => {
  grading.forAll(cases(grading), (each) => judge(compaction, each, grading), smaller);
});

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 1500, "compactions", aCase);
  const versions = Array.from({ length: 300 }, (_, i): Version => ({
    key: `k${`${i >> 1}`.padStart(3, "0")}`,
    sequence: 5_000_000_000 + 600 - i,
    kind: i % 6 === 0 ? "delete" : "put",
    value: `${i}`,
  }));
  yield { versions, snapshots: [], ranges: [], below: [] };
  yield {
    versions,
    snapshots: versions.map(({ sequence }) => sequence),
    ranges: [],
    below: ["k003"],
  };
}

function aCase(random: Random, at: number): Case {
  // In the order of `<` capitals come first.
  const all = random.chance(0.3) ? ["B", "a", "c", "d"] : ["a", "b", "c", "d"];
  const keys = all.slice(0, 1 + random.below(3)), most = 3 + at % 9;
  const far = random.chance(0.1) ? 2 ** 32 : 0;
  const sequences = Array.from({ length: most }, (_, i) => far + i + 1);
  const versions: Version[] = [], ranges: RangeDelete[] = [];
  for (const sequence of sequences) {
    const which = random.below(10), key = keys[random.below(keys.length)]!;
    if (which < 5) versions.push({ key, sequence, kind: "put", value: `${sequence}` });
    else if (which < 8) versions.push({ key, sequence, kind: "delete", value: "" });
    else if (which < 9) {
      const from = keys[random.below(keys.length)]!, to = all[1 + random.below(3)]!;
      // A version of the same batch may have the same number, and is not below it.
      const same = random.chance(0.3) ? sequence - 1 : sequence;
      if (from < to) ranges.push({ from, to, sequence: same });
    }
  }
  versions.sort((a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : b.sequence - a.sequence);
  const snapshots = sequences.filter(() => random.chance(0.25)).reverse();
  return {
    versions,
    snapshots,
    ranges: random.chance(0.5) ? random.chance(0.5) ? ranges : ranges.reverse() : [],
    below: keys.filter(() => random.chance(0.4)),
  };
}

function* smaller(given: Case): Generator<Case> {
  for (const field of ["versions", "ranges", "snapshots", "below"] as const) {
    for (let at = 0; at < given[field].length; at++) {
      yield { ...given, [field]: (given[field] as unknown[]).toSpliced(at, 1) };
    }
  }
}

const tell = ({ key, sequence, kind, value }: Version) =>
  `${key}@${sequence} ${kind === "put" ? `= ${value}` : "deleted"}`;

const list = (lines: readonly string[]) =>
  lines.length > 20 ? `${lines.length} versions` : lines.join(", ") || "nothing";

function inWords({ versions, snapshots, ranges, below }: Case): string {
  const parts = [
    `the versions ${list(versions.map(tell))}`,
    snapshots.length === 0
      ? "no snapshot"
      : snapshots.length > 20
      ? `${snapshots.length} snapshots`
      : `snapshots at ${snapshots.join(", ")}`,
    ...ranges.map(({ from, to, sequence }) =>
      `a range delete @${sequence} from ${from} to before ${to}`
    ),
    below.length === 0 ? "all at the bottom" : `further down there may be ${below.join(", ")}`,
  ];
  return parts.join("; ");
}

/** Whether this range delete covers the key, and is newer. */
const covers = (range: RangeDelete, { key, sequence }: Version) =>
  range.from <= key && key < range.to && range.sequence > sequence;

/** What each reader sees, by its sequence. */
function seen({ versions, snapshots, ranges }: Case): Map<Version, number> {
  const found = new Map<Version, number>();
  const keys = new Set(versions.map(({ key }) => key));
  for (const reader of [...snapshots, Infinity]) {
    for (const key of keys) {
      const version = versions.find((each) => each.key === key && each.sequence <= reader);
      if (version === undefined) continue;
      if (ranges.some((range) => range.sequence <= reader && covers(range, version))) continue;
      found.set(version, reader);
    }
  }
  return found;
}

function right(given: Case): Version[] {
  const found = seen(given);
  const kept = given.versions.filter((version) => found.has(version));
  return kept.filter((version, at) =>
    version.kind === "put" || given.below.includes(version.key) ||
    kept.slice(at + 1).some(({ key, kind }) => key === version.key && kind === "put")
  );
}

function judge(compaction: Compaction, given: Case, grading: Grading): void {
  const asked = inWords(given), must = right(given);
  const { snapshots, ranges, below } = shown(given);
  let read = 0;
  const came: Version[] = [];
  function* versions(): Generator<Version> {
    for (const version of given.versions) {
      read++;
      yield { ...version };
    }
  }
  const situation = () => ({ asked, must: `kept: ${list(must.map(tell))}`, why: SEEN });
  asking(grading, situation, () => {
    const options = { snapshots, ranges, isBottom: (key: string) => !below.includes(key) };
    for (const version of compaction(versions(), options)) {
      came.push(version);
      if (came.length > given.versions.length) break;
      const ofKey = given.versions.findLastIndex(({ key }) => key === version?.key) + 1;
      if (read <= ofKey + 1) continue;
      unlike({
        asked,
        came: `when ${tell(version)} is given, ${read} versions are read`,
        must: `${ofKey + 1} at most: those up to the end of its key, and one`,
        why: "tables are larger than the memory",
      });
    }
  });
  const kept = came.map(tell), expected = must.map(tell);
  if (kept.join() === expected.join()) return;
  unlike({
    asked,
    came: `kept: ${list(kept)}`,
    must: `kept: ${list(expected)}`,
    why: whyOf(given, came, must),
  });
}

const SEEN = "what some reader sees is kept, and nothing else (section 17.9)";

/** The rule, with the section where it stands. */
function whyOf(given: Case, came: readonly Version[], must: readonly Version[]): string {
  return `${ruleOf(given, came, must)} (section 17.9)`;
}

function ruleOf(given: Case, came: readonly Version[], must: readonly Version[]): string {
  const found = seen(given);
  const lost = must.find((version) => !came.some((each) => tell(each) === tell(version)));
  if (lost !== undefined) {
    const reader = found.get(given.versions.find((each) => tell(each) === tell(lost))!);
    const who = reader === Infinity ? "whoever reads now" : `the snapshot at ${reader}`;
    return lost.kind === "put"
      ? `${who} sees ${tell(lost)}`
      : `for ${who} the delete ${
        tell(lost)
      } hides something older, which is kept, or may stand further down`;
  }
  const more = came.find((version) => !must.some((each) => tell(each) === tell(version)));
  if (more === undefined) return "what is kept stays in its order, each once";
  return found.has(given.versions.find((each) => tell(each) === tell(more))!)
    ? `nothing older of its key is kept, and nothing can stand further down: ${
      tell(more)
    } hides nothing`
    : `no reader sees ${tell(more)}: each of them sees a newer version, or a range delete hides it`;
}
