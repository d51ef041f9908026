import text from "./order.md" with { type: "text" };
import { drawn, frozen, type Grading, shown, task, Wrong } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { type Id, label, type Order, type Ordered } from "../given.ts";
import { componentsOf } from "./graph.ts";

export const order = task<Answers>(text, ({ order }, grading) => {
  grading.forAll(cases(), (given) => judge(order, given, grading), smaller);
  for (const [words, given] of large()) judge(order, given, grading, words);
}, { largest: "chains and circles of 30,000 instances" });

interface Case {
  readonly all: readonly Ordered[];
  /** The dependencies of each, by its label. */
  readonly edges: Readonly<Record<string, readonly Id[]>>;
}

function judge(own: Order, { all, edges }: Case, grading: Grading, words?: string): void {
  const tell = () =>
    words ??
      `in which order ${
        all.map(({ id, sequence }) =>
          `${label(id)} (#${sequence}, after ${
            edges[label(id)]!.map(label).join(" ") || "nothing"
          })`
        ).join(", ")
      } are executed`;
  const asked = new Map<string, number>();
  const found = grading.asked(() =>
    own(shown(all), (id) => {
      const name = label(id);
      asked.set(name, (asked.get(name) ?? 0) + 1);
      return frozen(edges[name]!);
    }), tell);
  const rule = "(Moraru et al. 2013, section 4.3.2)";
  const fail = (why: string): never => {
    const came = words === undefined ? `: found ${found.map(label).join(" ")}` : "";
    throw new Wrong(`${tell()}${came}; ${why} ${rule}`);
  };
  grading.expect(Array.isArray(found), `${tell()}: a list is asked for`);
  const place = new Map(found.map((id, at) => [label(id), at]));
  if (found.length !== all.length || all.some(({ id }) => !place.has(label(id)))) {
    fail("each must be there, and once");
  }
  const often = [...asked].find(([, times]) => times > 2);
  if (often !== undefined) {
    fail(
      `\`dependsOn\` may be asked twice for each, and was asked ${often[1]} times for ${often[0]}`,
    );
  }
  const component = componentsOf(all.map(({ id }) => label(id)), (name) => edges[name]!.map(label));
  const known = new Map(all.map((each) => [label(each.id), each]));
  for (const { id } of all) {
    const name = label(id);
    for (const other of edges[name]!) {
      if (component.get(label(other)) === component.get(name)) continue;
      if (place.get(label(other))! < place.get(name)!) continue;
      fail(`${name} depends on ${label(other)}, which does not depend on it and must come first`);
    }
  }
  const last = new Map<number, Ordered>();
  for (const id of found) {
    const now = known.get(label(id))!, which = component.get(label(id))!, before = last.get(which);
    last.set(which, now);
    if (before === undefined || compare(before, now) < 0) continue;
    fail(
      `${label(before.id)} (#${before.sequence}) and ${
        label(id)
      } (#${now.sequence}) depend on each other, and ${label(id)} must come first`,
    );
  }
}

function compare(a: Ordered, b: Ordered): number {
  return a.sequence - b.sequence || a.id.replica - b.id.replica || a.id.slot - b.id.slot;
}

function* cases(): Generator<Case> {
  yield { all: [], edges: {} };
  yield* drawn(2500, "order", (random, at) => aCase(random, at < 1500 ? 5 : 16));
}

function aCase(random: Random, most: number): Case {
  const replicas = random.chance(0.2) ? 12 : 3;
  // Numbers may be larger than 32 bits hold.
  const far = random.chance(0.2) ? 2 ** 31 - 3 : 0, late = random.chance(0.2) ? 2 ** 31 - 3 : 0;
  const ids = Array.from({ length: 1 + random.below(most) }, (_, i): Id => ({
    replica: (i + random.below(2)) % replicas,
    slot: far + 1 + i + (random.chance(0.1) ? 9 : 0),
  }));
  const all = [...new Map(ids.map((id) => [label(id), id])).values()].map((id) => ({
    id,
    sequence: late + 1 + random.below(random.chance(0.3) ? 12 : 3),
  }));
  const density = (1 + random.below(3)) / all.length / 1.5;
  const edges = Object.fromEntries(all.map(({ id }) => [
    label(id),
    all.filter(({ id: other }) => other !== id && random.chance(density)).map((each) => each.id),
  ]));
  return { all, edges };
}

function* smaller({ all, edges }: Case): Generator<Case> {
  for (const [at, { id }] of all.entries()) {
    const less = all.toSpliced(at, 1);
    yield {
      all: less,
      edges: Object.fromEntries(
        less.map((each) => [
          label(each.id),
          edges[label(each.id)]!.filter((other) => label(other) !== label(id)),
        ]),
      ),
    };
  }
  for (const [name, others] of Object.entries(edges)) {
    for (const at of others.keys()) {
      yield { all, edges: { ...edges, [name]: others.toSpliced(at, 1) } };
    }
  }
}

/** As large as it gets. */
function* large(): Generator<[words: string, given: Case]> {
  const count = 30_000, idOf = (i: number): Id => ({ replica: i % 5, slot: 1 + Math.floor(i / 5) });
  const graph = (n: number, edges: (i: number) => readonly number[]): Case => ({
    all: Array.from({ length: n }, (_, i) => ({ id: idOf(i), sequence: 1 + (i * 7919) % n })),
    edges: Object.fromEntries(
      Array.from({ length: n }, (_, i) => [label(idOf(i)), edges(i).map(idOf)]),
    ),
  });
  yield [
    `a chain of ${count} instances, each of which depends on the next`,
    graph(count, (i) => i + 1 < count ? [i + 1] : []),
  ];
  yield [
    `a chain of ${count} instances, each of which depends on the one before`,
    graph(count, (i) => i > 0 ? [i - 1] : []),
  ];
  yield [
    `a circle of ${count} instances`,
    graph(count, (i) => [(i + 1) % count]),
  ];
  yield [
    "200 instances that all depend on each other",
    graph(200, (i) => Array.from({ length: 200 }, (_, other) => other).filter((n) => n !== i)),
  ];
}
