import text from "./fill.md" with { type: "text" };
import { drawn, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Fill, Queued } from "../given.ts";

export const fill = task<Answers>(text, ({ fill }, grading) => {
  grading.againstReference(
    ({ leader, limits }) => fill(leader, limits),
    reference,
    cases(),
    ({ leader: { next, executed, queue }, limits: { window, maxCommands, maxBytes } }) =>
      `what a leader puts into the slots from ${next} on that has executed those up to ${executed}, where α is ${window}, a slot holds ${
        maxCommands === 1 ? "1 command" : `${maxCommands} commands`
      } and ${inBytes(maxBytes)}, and these wait: ${batch(queue)} (Lamport 2001, section 3)`,
    smaller,
    (value) => (value as Queued[][]).map?.((each) => `[${batch(each)}]`).join(" ") || "no batches",
  );
});

interface Case {
  readonly leader: Parameters<Fill>[0];
  readonly limits: Parameters<Fill>[1];
}

function inBytes(count: number): string {
  return count === 1 ? "1 byte" : `${count} bytes`;
}

function batch(commands: readonly Queued[]): string {
  return commands.map?.(({ command, bytes }) => `${command} of ${inBytes(bytes)}`).join(", ") ||
    "nothing";
}

/** Takes one command after the other, and opens a slot where it must. */
function reference(
  { leader: { next, executed, queue }, limits: { window, maxCommands, maxBytes } }: Case,
): Queued[][] {
  const slots: Queued[][] = [], most = executed + window - next + 1;
  for (const command of queue) {
    const last = slots.at(-1),
      bytes = last?.reduce((sum, each) => sum + each.bytes, command.bytes) ?? Infinity;
    if (last !== undefined && last.length < maxCommands && bytes <= maxBytes) last.push(command);
    else if (slots.length < most) slots.push([command]);
    else break;
  }
  return slots;
}

function* cases(): Generator<Case> {
  const limits = { window: 1, maxCommands: 1, maxBytes: 1 };
  yield { leader: { next: 1, executed: 0, queue: [] }, limits };
  yield* drawn(1500, "fill", aCase);
}

function aCase(random: Random, at: number): Case {
  const isLarge = at % 10 === 9, executed = random.below(isLarge ? 1000 : 3);
  const window = 1 + random.below(isLarge ? 100 : 4), maxBytes = 1 + random.below(12);
  const queue = Array.from({ length: random.below(isLarge ? 400 : 7) }, (_, i) => ({
    command: `c${i + 1}`,
    bytes: random.below(random.chance(0.2) ? 20 : 6),
  }));
  // All slots of the window may have been proposed in.
  const next = executed + 1 + random.below(window + 1);
  const maxCommands = 1 + random.below(isLarge ? 20 : 4);
  return { leader: { next, executed, queue }, limits: { window, maxCommands, maxBytes } };
}

function* smaller({ leader, limits }: Case): Generator<Case> {
  const { queue } = leader;
  for (const at of queue.keys()) {
    yield { leader: { ...leader, queue: queue.toSpliced(at, 1) }, limits };
  }
}
