/** Part 4: many messages in one write. */

import type { Batcher, BatcherIo, BatchRules, Outgoing } from "../../exercises/18-wire/given.ts";

interface State {
  readonly rules: BatchRules;
  /** In their order, with the time when each may wait no longer. */
  waiting: (Outgoing & { readonly dueAt: number })[];
  /** How many of them have left. */
  gone: number;
  bytes: number;
  /** How many of those that wait were there at the last `flush`. */
  flushed: number;
  isBusy: boolean;
}

export const batcher: Batcher<State> = {
  start: (rules) => ({ rules, waiting: [], gone: 0, bytes: 0, flushed: 0, isBusy: false }),
  add(s, message, now, io) {
    s.waiting.push({ ...message, dueAt: now + s.rules.lingerMs });
    s.bytes += message.bytes;
    go(s, now, io);
  },
  flush(s, now, io) {
    s.flushed = s.waiting.length - s.gone;
    go(s, now, io);
  },
  written(s, now, io) {
    s.isBusy = false;
    go(s, now, io);
  },
  tick: go,
};

function go(s: State, now: number, io: BatcherIo): void {
  const first = s.waiting[s.gone];
  if (s.isBusy || first === undefined) return;
  if (s.flushed === 0 && s.bytes < s.rules.bytes && first.dueAt > now) return io.wake(first.dueAt);
  const batch: number[] = [];
  for (let bytes = 0; s.gone < s.waiting.length; s.gone++) {
    const next = s.waiting[s.gone]!;
    bytes += next.bytes;
    if (batch.length > 0 && bytes > s.rules.bytes) break;
    batch.push(next.id);
    s.bytes -= next.bytes;
  }
  s.flushed = Math.max(0, s.flushed - batch.length);
  if (2 * s.gone >= s.waiting.length) s.waiting.splice(0, s.gone), s.gone = 0;
  s.isBusy = true;
  io.write(batch);
}
