import { assert, assertEquals } from "@std/assert";
import type { State } from "../../consensus/raft/state.ts";
import { Story, storyOf } from "../../model/story/story.ts";
import { cutsAt } from "./cuts.ts";
import { Film } from "./film.ts";
import { playgroundKit } from "./kits.ts";
import { actWords, Reporter } from "./news.ts";
import { Playground } from "./playground.ts";
import { type Act, newSession, type Session, usualSettings } from "./session.ts";

const raft = await playgroundKit("raft");
const usual = usualSettings(raft);

function isLeader(state: unknown): boolean {
  return (state as State | undefined)?.role === "leader";
}

const put = (node: number, key: string, value: string): Act => ({
  kind: "ask",
  node,
  request: "put",
  words: { key, value },
});
const get = (node: number, key: string): Act => ({
  kind: "ask",
  node,
  request: "get",
  words: { key },
});

function filmOf(
  session: Session,
  untilMs: number,
): { film: Film; playground: Playground } {
  const playground = new Playground(session, raft);
  playground.advance(untilMs);
  const film = new Film(session.nodes, storyOf(playground.trace));
  film.take(playground.pendingTimers);
  return { film, playground };
}

Deno.test("a film shows the nodes at any time as they stood then", () => {
  const { film } = filmOf(newSession(raft, 3), 1000);
  for (const at of [0, 100, 250, 400, 1000]) {
    const then = new Playground(newSession(raft, 3), raft);
    then.advance(at);
    assertEquals(
      film.at(at).nodes.map(({ state }) => state),
      then.states.map((state) => state),
    );
  }
});

Deno.test("a film that grows with its run shows the same as one that is read at once", () => {
  const playground = new Playground(newSession(raft, 4, 3), raft);
  const story = new Story();
  const film = new Film(3, story);
  for (let at = 10; at <= 1000; at += 90) {
    playground.advance(at);
    story.take(playground.trace);
    film.take(playground.pendingTimers);
  }
  playground.advance(1000);
  story.take(playground.trace);
  film.take(playground.pendingTimers);
  for (const at of [0, 333, 500, 777]) {
    assertEquals(film.at(at), filmOf(newSession(raft, 4, 3), 1000).film.at(at));
  }
});

Deno.test("a message moves from its sender to its receiver in the time that it takes", () => {
  const { film, playground } = filmOf(newSession(raft, 3, 3), 1000);
  const sent = playground.trace.find((event) => event.kind === "send");
  assert(sent?.kind === "send");
  const share = (at: number) =>
    film.at(at).flights.find(({ message }) => message === sent.message)?.share;
  assertEquals(share(sent.at), 0);
  assertEquals(share(sent.at + sent.latencyMs / 2), 0.5);
  assertEquals(share(sent.at + sent.latencyMs), undefined);
});

Deno.test("a message that is lost gets half of the way at most", () => {
  const { film, playground } = filmOf(
    newSession(raft, 3, 3, {
      ...usual,
      values: { ...usual.values, lossPercent: 90 },
    }),
    1000,
  );
  const lost = playground.trace.find((event) => event.kind === "lose");
  assert(lost !== undefined);
  const { flights } = film.at(lost.at + 11);
  assert(
    flights.some(({ isLost, share }) => isLost && share > 0.4 && share < 0.5),
  );
});

Deno.test("a node that is down shows what it knew, and has no patience", () => {
  const acts = [{ at: 500, act: { kind: "crash", node: 2 } as const }];
  const { film } = filmOf({ ...newSession(raft, 3), acts }, 600);
  const [before, after] = [film.at(499).nodes[2]!, film.at(500).nodes[2]!];
  assert(before.isUp && !after.isUp);
  assertEquals(after.state, before.state);
  assertEquals(after.patience, undefined);
});

Deno.test("patience runs out from 1 to 0, but not that of a leader", () => {
  const { film } = filmOf(newSession(raft, 3), 1000);
  const all = [0, 50, 100].map((at) => film.at(at).nodes[0]!.patience!);
  assertEquals(all[0], 1);
  assert(all[1]! < 1 && all[2]! < all[1]! && all[2]! > 0);
  const leader = film.at(1000).nodes.find(({ state }) => isLeader(state));
  assertEquals(leader?.patience, undefined);
  assert(leader !== undefined);
});

Deno.test("what is cut at a time is what was cut before and not mended", () => {
  const acts: { at: number; act: Act }[] = [
    { at: 1, act: { kind: "cut", node: 0 } },
    { at: 2, act: { kind: "cut link", from: 1, to: 2, oneWay: true } },
    { at: 3, act: { kind: "join", node: 0 } },
    { at: 4, act: { kind: "cut link", from: 1, to: 2, oneWay: false } },
    { at: 5, act: { kind: "mend link", from: 2, to: 1 } },
  ];
  const seen = [0, 1, 2, 3, 4, 5].map((time) => {
    const cuts = cutsAt(acts, time);
    return [
      cuts.nodes.has(0),
      cuts.isCut(0, 1),
      cuts.isCut(1, 2),
      cuts.isCut(2, 1),
    ];
  });
  const [no, yes] = [false, true];
  assertEquals(seen, [
    [no, no, no, no],
    [yes, yes, no, no],
    [yes, yes, yes, no],
    [no, no, yes, no],
    [no, no, yes, yes],
    [no, no, no, no],
  ]);
});

Deno.test("the news tell who leads, who crashes, and what clients hear", () => {
  const playground = new Playground(newSession(raft, 1, 3), raft);
  playground.advance(700);
  const leader = playground.states.findIndex(isLeader);
  playground.act(put(leader, "x", "1"));
  playground.act(get(leader, "x"));
  playground.advance(900);
  playground.act({ kind: "crash", node: leader });
  playground.act(put(leader, "y", "2"));
  playground.advance(2000);
  playground.act({ kind: "restart", node: leader });
  playground.advance(2100);
  const reporter = new Reporter(raft);
  reporter.take(storyOf(playground.trace));
  const words = reporter.news.map((news) => news.words);
  const wanted = [
    `Node ${leader} leads term 1.`,
    `Client at node ${leader}, put x = 1: done.`,
    `Client at node ${leader}, get x: 1.`,
    `Node ${leader} crashes.`,
    `Client at node ${leader}, put y = 2: no answer.`,
    `Node ${leader} restarts.`,
  ];
  assertEquals(words.filter((each) => wanted.includes(each)), wanted);
  assert(words.some((each) => /^Node \d leads term [23]\.$/.test(each)));
  // Who crashes has told so already: nothing more is made of what it was before.
  assert(!words.includes(`Node ${leader} no longer leads.`));
});

Deno.test("every act has words", () => {
  const acts: Act[] = [
    ...(["crash", "restart", "cut", "join"] as const).map((kind) => ({
      kind,
      node: 1,
    })),
    { kind: "cut link", from: 0, to: 1, oneWay: true },
    { kind: "cut link", from: 0, to: 1, oneWay: false },
    { kind: "mend link", from: 0, to: 1 },
    { kind: "command", node: 1, command: "transfer" },
    put(1, "x", "1"),
    get(1, "x"),
    { kind: "set", settings: usual },
  ];
  const words = acts.map((act) => actWords(raft, act));
  assertEquals(new Set(words).size, acts.length);
  assertEquals(words.slice(0, 2), ["node 1 crashes", "node 1 restarts"]);
});
