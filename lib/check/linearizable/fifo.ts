/**
 * First-in, first-out queues whose values are all different, without a search: such a history is
 * linearizable unless it shows one of few patterns (Henzinger, Sezgin and Vafeiadis 2013, "Aspect-oriented
 * linearizability proofs"). A value comes out that was not put in, or before it was, or twice; or one that
 * was put in first comes out after another, or never. Each pattern is at most four operations, so that
 * is how a value that was lost among thousands is told.
 *
 * @module
 */

import type { History, Operation } from "../../model/history.ts";
import { queue, type QueueInput, type QueueOutput } from "../spec/queue.ts";
import { valueText } from "../spec/value_text.ts";
import type { Value } from "../spec/register.ts";

type Op = Operation<QueueInput, QueueOutput>;

/** Whether a queue was one, and if not, the operations that show it. */
export type FifoVerdict =
  | { readonly verdict: "ok" }
  | {
    readonly verdict: "violation";
    /** The operations that show it. */
    readonly core: History<QueueInput, QueueOutput>;
    /** What they show. */
    readonly why: string;
  };

/** What is known of one value; an enqueue of which nobody knows whether it was done has no end. */
interface Course {
  readonly enqueue: Op;
  dequeue?: Op;
}

/** Judges a queue; `undefined` where the patterns do not decide it. */
export function fifoVerdict(history: History<QueueInput, QueueOutput>): FifoVerdict | undefined {
  const operations = history.filter(({ outcome }) => outcome !== "fail");
  const courses = coursesOf(operations);
  if (courses === undefined || touches(operations)) return undefined;
  const dequeues = operations.filter(({ input }) => input.type === "dequeue");
  const answered = dequeues.filter(({ outcome, output }) =>
    outcome === "ok" && output !== undefined && output !== null
  );
  for (const dequeue of answered) {
    const wrong = take(dequeue, courses);
    if (wrong !== undefined) return wrong;
  }
  // A dequeue whose answer nobody saw may have taken what is missing.
  const empty = dequeues.filter(({ output }) => output === null).length;
  const allSeen = answered.length + empty === dequeues.length;
  const overtaken = overtaking([...courses.values()], allSeen);
  if (overtaken !== undefined) return overtaken;
  return allSeen && empty === 0 ? { verdict: "ok" } : undefined;
}

/** The courses of values by the values; `undefined` where two enqueues have the same. */
function coursesOf(operations: readonly Op[]): Map<Value, Course> | undefined {
  const courses = new Map<Value, Course>();
  for (const enqueue of operations) {
    const { input } = enqueue;
    if (input.type !== "enqueue") continue;
    if (courses.has(input.value)) return undefined;
    courses.set(input.value, { enqueue });
  }
  return courses;
}

/** Whether a process began in the instant in which it had ended, which the order of time does not tell. */
function touches(operations: readonly Op[]): boolean {
  const ends = new Map<number, Set<number>>();
  for (const { process, endedAt } of operations) {
    const known = ends.get(process);
    if (known === undefined) ends.set(process, new Set([endedAt]));
    else known.add(endedAt);
  }
  return operations.some(({ process, invokedAt }) => ends.get(process)!.has(invokedAt));
}

function take(dequeue: Op, courses: ReadonlyMap<Value, Course>): FifoVerdict | undefined {
  const course = courses.get(dequeue.output!);
  const shown = word(dequeue);
  if (course === undefined) {
    return violation([dequeue], `${shown}, which nobody had enqueued`);
  }
  if (course.dequeue !== undefined) {
    return violation([course.enqueue, course.dequeue, dequeue], "it was enqueued once only");
  }
  course.dequeue = dequeue;
  if (dequeue.endedAt >= course.enqueue.invokedAt) return undefined;
  return violation([dequeue, course.enqueue], `${shown} ended before its enqueue began`);
}

/** Two values of which the one that was surely enqueued first surely came out later, or never. */
function overtaking(courses: readonly Course[], allSeen: boolean): FifoVerdict | undefined {
  const out = ({ dequeue }: Course) => dequeue?.invokedAt ?? (allSeen ? Infinity : -Infinity);
  const byEnd = courses.toSorted((a, b) => a.enqueue.endedAt - b.enqueue.endedAt);
  const byStart = courses.toSorted((a, b) => a.enqueue.invokedAt - b.enqueue.invokedAt);
  let next = 0;
  let last: Course | undefined;
  for (const second of byStart) {
    for (; next < byEnd.length; next++) {
      const first = byEnd[next]!;
      if (first.enqueue.endedAt >= second.enqueue.invokedAt) break;
      if (last === undefined || out(first) > out(last)) last = first;
    }
    if (last === undefined || second.dequeue === undefined) continue;
    if (out(last) <= second.dequeue.endedAt) continue;
    return overtaken(last, second);
  }
}

function overtaken(first: Course, second: Course): FifoVerdict {
  const order = `${word(first.enqueue)} ended before ${word(second.enqueue)} began`;
  const core = [first.enqueue, second.enqueue, second.dequeue!];
  const { input } = first.enqueue;
  const value = input.type === "enqueue" ? valueText(input.value) : "";
  if (first.dequeue === undefined) {
    return violation(core, `${order}, yet no answer is ${value}`);
  }
  const late = `${word(second.dequeue!)} ended before ${word(first.dequeue)} began`;
  return violation([...core, first.dequeue], `${order}, yet ${late}`);
}

function violation(core: readonly Op[], why: string): FifoVerdict {
  return { verdict: "violation", core, why };
}

function word({ input, output }: Op): string {
  return queue.describe!(input, output);
}
