import { assertEquals } from "@std/assert";
import { History } from "./history.ts";

const put = (key: string, value = "v") => ({ key, value });

function revisions(history: History, from: number, most = 100): number[] | undefined {
  return history.from(from, most)?.map(({ revision }) => revision);
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
  history.note(state, 4, undefined);
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
