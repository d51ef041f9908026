/** Bugs of gateways. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/15-multiraft/answers.ts";
import type {
  Any,
  GatewayIo,
  Outcome,
  Question,
  RangeAnswer,
  Retry,
} from "../../../exercises/15-multiraft/given.ts";
import { retry } from "../retry.ts";

/** The reference in another world, or with something done around each step. */
function around(
  world: (io: GatewayIo, s: Any) => Partial<GatewayIo>,
  change: { readonly after?: (s: Any) => void; readonly before?: (s: Any) => void } = {},
): Partial<Retry> {
  const step = (s: Any, io: GatewayIo, then: (io: GatewayIo) => void) => {
    change.before?.(s);
    then({ ...io, ...world(io, s) });
    change.after?.(s);
  };
  return {
    asked: (s, address, operation, io) =>
      step(s, io, (io) => retry.asked(s, address, operation, io)),
    again: (s, id, io) => step(s, io, (io) => retry.again(s, id, io)),
    located: (s, id, routes, io) => step(s, io, (io) => retry.located(s, id, routes, io)),
    routed: (s, from, id, boot, outcome, routes, io) =>
      step(s, io, (io) => retry.routed(s, from, id, boot, outcome, routes, io)),
  };
}

/** The reference, which asks something else. */
const asking = (change: (question: Question, io: GatewayIo, s: Any) => Partial<Question>) =>
  around((io, s) => ({
    ask: (to, question) => io.ask(to, { ...question, ...change(question, io, s) }),
  }));

/** The reference, which hears something else. */
const hearing = (
  change: (outcome: Outcome, s: Any, id: number, io: GatewayIo) => Outcome | undefined,
): Partial<Retry> => ({
  routed(s, from, id, boot, outcome, routes, io) {
    const heard = change(outcome, s, id, io);
    if (heard !== undefined) retry.routed(s, from, id, boot, heard, routes, io);
  },
});

/** The reference, whose parts of a scan are other ones. */
const scanning = (change: (value: Any, s: Any, id: number, io: GatewayIo) => object) =>
  hearing((outcome, s, id, io) => {
    if (outcome.type !== "answer" || !outcome.answer.ok) return outcome;
    const { value } = outcome.answer;
    if (typeof value !== "object" || value === null || !s.pending.has(id)) return outcome;
    const answer = { ok: true, value: { ...value, ...change(value, s, id, io) } } as RangeAnswer;
    return { type: "answer", answer };
  });

/** The reference, which learns nothing of what comes with these. */
const unlearned = (types: readonly Outcome["type"][]): Partial<Retry> => ({
  routed: (s, from, id, boot, outcome, routes, io) =>
    retry.routed(s, from, id, boot, outcome, types.includes(outcome.type) ? [] : routes, io),
});

let beside: Any;

export const retryMutants: Mutants<Answers> = {
  retry: {
    "forgetful: the epoch is not named": asking(() => ({ epoch: { conf: 0, version: 0 } })),
    "new number: what is asked again has another number": asking((question, _io, s) => ({
      stamp: question.stamp && { ...question.stamp, sequence: s.next++ },
    })),
    "no boot: numbers of all starts are of the first": asking(({ stamp }) => ({
      stamp: stamp && { ...stamp, boot: 1 },
    })),
    "own lowest: the lowest number is that of what is asked": asking(({ stamp, id }) => ({
      stamp: stamp && { ...stamp, lowest: id },
    })),
    "no lowest: the lowest number is that of the first": asking(({ stamp }) => ({
      stamp: stamp && { ...stamp, lowest: 0 },
    })),
    "stamps reads: what only reads has a stamp": asking(({ stamp, id }, io) => ({
      stamp: stamp ?? { gateway: io.self, boot: io.boot, sequence: id, lowest: id },
    })),
    "no stamp: what changes something has none": asking(() => ({ stamp: null })),
    "stubborn: it always asks the leader that it knows": {
      again(s, id, io) {
        const pending = s.pending.get(id);
        if (pending === undefined) return;
        const isThird = pending.tries % 3 === 2, leader = io.find(pending.key)?.leader ?? null;
        retry.again(s, id, isThird && leader !== null ? { ...io, any: () => leader } : io);
      },
    },
    "first member: of members that may lead the first is asked": around(() => ({
      any: ([first]) => first!,
    })),
    "anybody: any member is asked, whoever leads": around((io) => ({
      find(key) {
        const route = io.find(key);
        return route && { ...route, leader: null };
      },
    })),
    "endless: it never gives up": {
      again(s, id, io) {
        const pending = s.pending.get(id);
        if (pending?.tries === 100) pending.tries = 97;
        retry.again(s, id, io);
      },
    },
    "gives up: ten tries are enough": {
      again(s, id, io) {
        const pending = s.pending.get(id);
        if (pending?.tries === 10) s.pending.delete(id);
        else retry.again(s, id, io);
      },
    },
    "gives up aloud: a client is told that it was not done": {
      again(s, id, io) {
        const pending = s.pending.get(id);
        if (pending?.tries === 100) io.answer(pending.address, { ok: false, why: "refused" });
        retry.again(s, id, io);
      },
    },
    "waits for nothing: nobody wakes it": around(() => ({ wait: () => {} })),
    "still waits: what is over is still waited for": around(() => ({ cancel: () => {} })),
    "learns nothing: what a replica tells is not learned": around((io) => ({
      learn: () => void io,
    })),
    "learns while it asks: what comes for what is over is not learned": {
      routed(s, from, id, boot, outcome, routes, io) {
        const isOver = !s.pending.has(id) || boot !== io.boot;
        retry.routed(s, from, id, boot, outcome, isOver ? [] : routes, io);
      },
    },
    "any boot: an answer to a question of an earlier start counts": {
      routed: (s, from, id, _boot, outcome, routes, io) =>
        retry.routed(s, from, id, io.boot, outcome, routes, io),
    },
    "impatient: it asks again at once, whatever it was told": {
      routed(s, from, id, boot, outcome, routes, io) {
        const { tries } = s.pending.get(id) ?? {};
        retry.routed(s, from, id, boot, outcome, routes, io);
        const isOld = s.pending.get(id)?.tries === tries && boot === io.boot;
        if (isOld && ["stale", "not leader"].includes(outcome.type)) retry.again(s, id, io);
      },
    },
    "hurries when busy: who is busy is asked again at once": {
      routed(s, from, id, boot, outcome, routes, io) {
        retry.routed(s, from, id, boot, outcome, routes, io);
        if (outcome.type === "busy" && boot === io.boot) retry.again(s, id, io);
      },
    },
    "patient: news is used in its turn": hearing((outcome, _s, _id) =>
      outcome.type === "stale" ? { type: "busy" } : outcome
    ),
    "patient with leaders: another leader is asked in its turn": hearing((outcome) =>
      outcome.type === "not leader" ? { type: "busy" } : outcome
    ),
    "forgets at once: who does not lead has no replica": hearing((outcome) =>
      outcome.type === "not leader" ? { type: "no replica" } : outcome
    ),
    "remembers: a route that leads nowhere stays": around(() => ({ forget: () => {} })),
    "whoever: a route is forgotten at the word of a node that was not asked last": {
      routed(s, from, id, boot, outcome, routes, io) {
        const pending = s.pending.get(id);
        retry.routed(s, pending?.to ?? from, id, boot, outcome, routes, io);
      },
    },
    "lost: it does not ask where a key is": around(() => ({ locate: () => {} })),
    "located in its turn: what was located is asked in its turn": {
      located: (_s, _id, routes, io) => routes.forEach((route) => io.learn(route)),
    },
    "located twice: whatever is located is asked again": {
      located(s, id, routes, io) {
        const pending = s.pending.get(id);
        if (pending !== undefined) pending.route = null;
        retry.located(s, id, routes, io);
      },
    },
    "refused for ever: what is refused is asked again": hearing((outcome) =>
      outcome.type === "answer" && !outcome.answer.ok ? { type: "busy" } : outcome
    ),
    "goes on where a range is believed to begin: not where the answer ends": scanning(
      (value, _s, _id, io) => {
        const next = value.end === null ? undefined : io.find(value.end);
        return { end: next?.start ?? value.end };
      },
    ),
    "goes on where a range is believed to end: not where the answer ends": scanning(
      (value, s, id, io) => ({ end: io.find(s.pending.get(id).key)?.end ?? value.end }),
    ),
    "parts twice: a part that has been before is taken again": scanning((_value, s, id) => ({
      start: s.pending.get(id).key,
    })),
    "one part: the first range's answer is all": scanning((_value, s, id) => ({
      end: s.pending.get(id).operation.end,
    })),
    "too many: a scan asks each range for as many as its limit": asking(
      ({ operation, id }, _io, s) => {
        if (operation.type !== "scan") return {};
        return { operation: { ...operation, limit: s.pending.get(id).operation.limit } };
      },
    ),
    "too far: a scan asks each range for keys of the next": asking(({ operation, id }, _io, s) => {
      if (operation.type !== "scan") return {};
      return { operation: { ...operation, end: s.pending.get(id).operation.end } };
    }),
    "scan in its turn: a scan goes on in its turn": {
      routed(s, from, id, boot, outcome, routes, io) {
        const isScan = outcome.type === "answer" && s.pending.get(id)?.operation.type === "scan";
        retry.routed(
          s,
          from,
          id,
          boot,
          outcome,
          routes,
          isScan ? { ...io, wait: () => {}, ask: () => {} } : io,
        );
      },
    },
    "no more: a scan that reaches its limit says that there are no more": around((io) => ({
      answer(address, answer) {
        const { value } = answer as Any, isScan = typeof value === "object" && value !== null;
        io.answer(address, isScan ? { ok: true, value: { ...value, more: false } } : answer);
      },
    })),
    "last part: a scan's answer names the last part's start": around((io) => ({
      answer(address, answer) {
        const { value } = answer as Any, isScan = typeof value === "object" && value !== null;
        const start = value?.entries?.at(-1)?.[0];
        io.answer(address, isScan && start ? { ok: true, value: { ...value, start } } : answer);
      },
    })),
    "answers teach nothing: what comes with an answer is not learned": unlearned(["answer"]),
    'gone teaches nothing: what comes with "no replica" is not learned': unlearned(["no replica"]),
    'busy teaches nothing: what comes with "busy" is not learned': unlearned(["busy"]),
    "learns last: a scan goes on by what was known before its answer": {
      routed(s, from, id, boot, outcome, routes, io) {
        if (outcome.type !== "answer") return retry.routed(s, from, id, boot, outcome, routes, io);
        retry.routed(s, from, id, boot, outcome, [], io);
        routes.forEach((route) => io.learn(route));
      },
    },
    "endless with news: only turns are counted once there were 99 tries": {
      routed(s, from, id, boot, outcome, routes, io) {
        const pending = s.pending.get(id);
        if (pending?.tries >= 99 && outcome.type !== "answer") pending.tries -= 3;
        retry.routed(s, from, id, boot, outcome, routes, io);
      },
    },
    "endless scan: a scan goes on after a hundred tries": {
      routed(s, from, id, boot, outcome, routes, io) {
        const pending = s.pending.get(id);
        if (pending?.tries === 100 && outcome.type === "answer") pending.tries = 97;
        retry.routed(s, from, id, boot, outcome, routes, io);
      },
    },
    "endless search: what is located is asked after a hundred tries": {
      located(s, id, routes, io) {
        const pending = s.pending.get(id);
        if (pending?.tries === 100) pending.tries = 97;
        retry.located(s, id, routes, io);
      },
    },
    'refused again: what is refused is asked again, and only "old" is told': hearing((outcome) =>
      outcome.type === "answer" && !outcome.answer.ok && outcome.answer.why === "refused"
        ? { type: "busy" }
        : outcome
    ),
    "refused scans: a scan that is refused is never answered": hearing((outcome, s, id) =>
      outcome.type === "answer" && !outcome.answer.ok &&
        s.pending.get(id)?.operation.type === "scan"
        ? { type: "busy" }
        : outcome
    ),
    "nothing there: a part of a scan in which nothing is, is none": hearing((outcome) => {
      if (outcome.type !== "answer" || !outcome.answer.ok) return outcome;
      const { entries } = (outcome.answer.value ?? {}) as Any;
      return entries?.length === 0 ? { type: "busy" } : outcome;
    }),
    "client 0: whoever asks as client 0 is not answered": around((io) => ({
      answer: (address, answer) => address ? io.answer(address, answer) : undefined,
    })),
    "lowest by its text: 10 is lower than 9": asking(({ stamp }, _io, s) => ({
      stamp: stamp && { ...stamp, lowest: Number([...s.pending.keys()].map(String).sort()[0]) },
    })),
    "sixty-four: what is asked beyond 64 numbers has the lowest of those": asking(
      ({ stamp, id }) => ({
        stamp: stamp && { ...stamp, lowest: Math.max(stamp.lowest, id - 63) },
      }),
    ),
    "keeps what is given up: its number is over, and it is kept": around(() => ({}), {
      before: (s) => void (s.was = new Map(s.pending)),
      after(s) {
        for (const [id, each] of s.was) {
          if (!s.pending.has(id) && each.tries > 100) (s.over ??= []).push(each);
        }
        delete s.was;
      },
    }),
    "keeps what scans have found: after they are over": {
      routed(s, from, id, boot, outcome, routes, io) {
        const was = s.pending.get(id);
        retry.routed(s, from, id, boot, outcome, routes, io);
        if (was?.operation.type === "scan") (s.found ??= new Map()).set(id, was.found);
      },
    },
    "keeps late answers: what comes for what is over is kept": {
      routed(s, from, id, boot, outcome, routes, io) {
        if (!s.pending.has(id)) (s.late ??= []).push(outcome);
        retry.routed(s, from, id, boot, outcome, routes, io);
      },
    },
    "compacts never: what is answered is kept": {
      routed(s, from, id, boot, outcome, routes, io) {
        const was = s.pending.get(id);
        retry.routed(s, from, id, boot, outcome, routes, io);
        if (was && !s.pending.has(id)) (s.done ??= []).push(was);
      },
    },
    "beside: what is remembered is beside the state": {
      start: () => (beside = retry.start()),
      asked: (_s, ...rest) => retry.asked(beside, ...rest),
      again: (_s, ...rest) => retry.again(beside, ...rest),
      located: (_s, ...rest) => retry.located(beside, ...rest),
      routed: (_s, ...rest) => retry.routed(beside, ...rest),
    },
  },
};
