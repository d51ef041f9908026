import { assert, assertEquals, assertThrows } from "@std/assert";
import { display } from "../figure.ts";
import { textWidth } from "../text.ts";
import { stateMachine } from "./state_machine.ts";

const states = [{ name: "idle" }, { name: "busy", text: "at work" }, { name: "done" }];

Deno.test("a state machine: each state has a box and each way its words, none of them off the page", async () => {
  const transitions = [
    { from: "idle", to: "busy", words: "asked" },
    { from: "busy", to: "busy", words: "asked once more" },
    { from: "busy", to: "done", words: "finished" },
    { from: "done", to: "idle", words: "forgotten" },
    { from: "busy", to: "idle", words: "interrupted" },
  ];
  const svg = `${
    (await stateMachine(states, { title: "Work", transitions })[display]())["image/svg+xml"]
  }`;
  assertEquals(svg.match(/<rect /g)?.length, 3);
  for (const { words } of transitions) assert(svg.includes(words), words);
  const [, width, height] = /viewBox="0 0 (\d+) (\d+)/.exec(svg)!.map(Number);
  const ys = [...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)"/g)];
  for (const [, x, y] of ys) assert(Number(x) < width! && Number(y) < height!);
  // No two words stand at the same place.
  assertEquals(new Set(ys.map(([, x, y]) => `${x} ${y}`)).size, ys.length);
});

Deno.test("a state machine: what is said above its first and last state stays on the page", async () => {
  const words = "is asked for something that it has been asked for before, and says so";
  const transitions = ["idle", "done"].map((name) => ({ from: name, to: name, words }));
  const svg = `${
    (await stateMachine(states, { title: "Work", transitions })[display]())["image/svg+xml"]
  }`;
  const width = Number(/viewBox="0 0 (\d+)/.exec(svg)![1]);
  const said = [...svg.matchAll(/<text x="([\d.]+)"[^>]*text-anchor="middle"[^>]*>([^<]*)</g)];
  assert(said.length > states.length);
  for (const [, x, text] of said) {
    const half = textWidth(text!, 11.5) / 2;
    assert(Number(x) - half > 0 && Number(x) + half < width, text);
  }
});

Deno.test("a state machine: ways are between its states", () => {
  assertThrows(
    () =>
      stateMachine(states, {
        title: "Work",
        transitions: [{ from: "idle", to: "gone", words: "" }],
      }),
    RangeError,
    'transitions must be between its states: given "gone"',
  );
});
