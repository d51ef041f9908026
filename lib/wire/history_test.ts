import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { History } from "./history.ts";

const put = (key: string, value = "v") => [{ key, value }];

function revisions(history: History, from: number, most = 100): number[] | undefined {
  return history.from(from, { changes: most, units: Infinity })?.map(({ revision }) => revision);
}

Deno.test("the changes from a revision on are told in order, and none before", () => {
  const history = new History({ changes: 10, units: 1000 }), state = {};
  for (const revision of [3, 5, 6, 9]) history.note(state, revision, put(`k${revision}`));
  assertEquals(revisions(history, 3), [3, 5, 6, 9]);
  assertEquals(revisions(history, 4), [5, 6, 9]);
  assertEquals(revisions(history, 4, 2), [5, 6]);
  assertEquals(revisions(history, 10), []);
  assertEquals(revisions(history, 2), undefined);
});

Deno.test("what reads moves the last revision and is no change", () => {
  const history = new History({ changes: 10, units: 1000 }), state = {};
  history.note(state, 4, []);
  assertEquals([history.since, history.last, revisions(history, 4)], [3, 4, []]);
});

Deno.test("what is too much is forgotten, the oldest first, and the history says so", () => {
  const history = new History({ changes: 4, units: 1000 }), state = {};
  for (let revision = 1; revision <= 9; revision++) history.note(state, revision, put("k"));
  assertEquals([history.since, revisions(history, 6)], [5, [6, 7, 8, 9]]);
  assertEquals(revisions(history, 5), undefined);
  const long = new History({ changes: 100, units: 10 });
  for (let revision = 1; revision <= 3; revision++) {
    long.note(state, revision, put("k", "12345678"));
  }
  assertEquals([long.since, revisions(long, 3)], [2, [3]]);
});

Deno.test("a state from a snapshot begins another history", () => {
  const history = new History({ changes: 10, units: 1000 });
  let woken = 0;
  const end = history.onNote(() => woken++);
  history.note({}, 1, put("a"));
  history.note({}, 50, put("b"));
  assertEquals([revisions(history, 2), revisions(history, 50)], [undefined, [50]]);
  const before = woken;
  end();
  history.note({}, 60, put("c"));
  assertEquals(woken, before);
});

Deno.test("what changed in one revision is told together, whatever is asked for at most", () => {
  const history = new History({ changes: 10, units: 1000 }), state = {};
  history.note(state, 3, [..."abc"].flatMap((key) => put(key)));
  history.note(state, 4, put("d"));
  history.note(state, 6, [...put("e", "12345"), ...put("f")]);
  const told = (from: number, changes: number, units = Infinity) =>
    history.from(from, { changes, units })?.map(({ key }) => key).join("");
  assertEquals([told(3, 1), told(3, 3), told(3, 4), told(3, 5)], ["abc", "abc", "abcd", "abcd"]);
  assertEquals([told(4, 3), told(5, 1), told(7, 1)], ["def", "ef", ""]);
  assertEquals([told(4, 9, 9), told(4, 9, 10), told(5, 9, 1)], ["d", "def", "ef"]);
});

Deno.test("whoever goes on from what it was told misses nothing and hears nothing twice", () => {
  const revision = fc.array(fc.nat(3), { maxLength: 5 });
  fc.assert(
    fc.property(
      fc.array(revision, { maxLength: 40 }),
      fc.nat(12),
      fc.nat(20),
      (list, most, units) => {
        const history = new History({ changes: most, units }), state = {}, all: string[] = [];
        for (const [i, lengths] of list.entries()) {
          history.note(
            state,
            2 * i + 1,
            lengths.map((n, j) => ({ key: `${j}`, value: "x".repeat(n) })),
          );
          all.push(...lengths.map((n, j) => `${2 * i + 1} ${j} ${n}`));
        }
        const told: string[] = [];
        for (let next = history.since + 1;;) {
          const changes = history.from(next, { changes: most, units })!;
          if (changes.length === 0) break;
          told.push(
            ...changes.map(({ revision, key, value }) => `${revision} ${key} ${value!.length}`),
          );
          next = changes.at(-1)!.revision + 1;
        }
        assertEquals(told, all.filter((each) => parseInt(each) > history.since));
        assertEquals(history.from(history.since, { changes: 1, units }), undefined);
      },
    ),
    { seed: 1, numRuns: 300 },
  );
});
