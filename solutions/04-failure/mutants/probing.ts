/** Bugs of probes. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/04-failure/answers.ts";
import type {
  Any,
  NodeId,
  ProbeIo,
  ProbeMessage,
  ProbeRules,
  Probing,
} from "../../../exercises/04-failure/given.ts";
import { probing } from "../probing.ts";

const ruled = (change: (rules: ProbeRules) => Partial<ProbeRules>): Partial<Probing> => ({
  start: (rules) => probing.start({ ...rules, ...change(rules) }),
});

/** The reference, whose `io` does something else. */
const doing = (change: (io: ProbeIo, s: Any) => Partial<ProbeIo>): Partial<Probing> => ({
  period: (s, target, io) => probing.period(s, target, { ...io, ...change(io, s) }),
  after: (s, timer, io) => probing.after(s, timer, { ...io, ...change(io, s) }),
  upon: (s, from, message, io) => probing.upon(s, from, message, { ...io, ...change(io, s) }),
});

/** The reference, which sends something else instead of a message; undefined: the same. */
const sending = (change: (message: ProbeMessage, s: Any) => ProbeMessage | null | undefined) =>
  doing((io, s) => ({
    send(to, message) {
      const other = change(message, s);
      if (other !== null) io.send(to, other ?? message);
    },
  }));

/** The reference, which does something else upon a message; true: and nothing more. */
const upon = (
  change: (s: Any, from: NodeId, message: ProbeMessage, io: ProbeIo) => boolean | void,
): Partial<Probing> => ({
  upon(s, from, message, io) {
    if (!change(s, from, message, io)) probing.upon(s, from, message, io);
  },
});

let beside: Any = null;

export const probingMutants: Mutants<Answers> = {
  probing: {
    "in haste: it gives up when the timeout is over": {
      after(s, timer, io) {
        probing.after(s, timer, io);
        const { probe } = s;
        if (timer.type !== "timeout" || !probe || probe.answered) return;
        io.failed(probe.target, probe.asked.length);
        probe.answered = true;
      },
    },
    "no help: nobody else is asked": ruled(() => ({ helpers: 0 })),
    "three: it asks three whatever is chosen": ruled(() => ({ helpers: 3 })),
    "one helper: it asks one only": ruled(({ helpers }) => ({ helpers: Math.min(1, helpers) })),
    "eight: it asks eight at most": ruled(({ helpers }) => ({ helpers: Math.min(8, helpers) })),
    "asks at once: helpers are asked with the ping": {
      period(s, target, io) {
        probing.period(s, target, io);
        if (target !== null) probing.after(s, { type: "timeout" }, io);
      },
      after: (s, timer, io) => timer.type === "nothing" && probing.after(s, timer, io),
    },
    "asks for the answered: helpers are asked even if it has answered": {
      after(s, timer, io) {
        const answered = s.probe?.answered;
        if (timer.type === "timeout" && answered) s.probe.answered = false;
        probing.after(s, timer, io);
        if (answered) s.probe.answered = true;
      },
    },
    "too late: what comes after the timeout does not count": {
      after(s, timer, io) {
        probing.after(s, timer, io);
        if (timer.type === "timeout" && s.probe) s.probe.late = true;
      },
      upon(s, from, message, io) {
        if (
          message.type === "ack" && message.relay === null && s.probe?.late &&
          s.probe.asked.length === 0
        ) return;
        probing.upon(s, from, message, io);
      },
    },
    "any answer: an answer to an earlier probe counts": upon((s, _, message) => {
      if (message.type === "ack" && message.relay === null && s.probe) s.probe.answered = true;
    }),
    "another's answer: one for somebody else counts for itself": upon((s, _, message) => {
      if (message.type === "ack" && s.probe && message.sequence === s.sequence) {
        s.probe.answered = true;
      }
    }),
    "only itself: the answer of a helper does not count": upon((s, from, message) =>
      message.type === "ack" && message.relay === null && from !== s.probe?.target || undefined
    ),
    "stops: it waits for an answer, and the timer for it": {
      period(s, target, io) {
        if (s.probe === null || s.probe.answered || target === null) {
          return probing.period(s, target, io);
        }
        io.failed(
          s.probe.target,
          s.probe.asked.filter((each: NodeId) => !s.probe.nacks.has(each)).length,
        );
        s.probe = null;
      },
    },
    "twice failed: it says so in each period": {
      period(s, target, io) {
        const { probe } = s;
        probing.period(s, target, io);
        if (target === null) s.probe = probe;
      },
    },
    "nobody: a probe of nobody has a number": {
      period(s, target, io) {
        if (target === null) s.sequence++;
        probing.period(s, target, io);
      },
    },
    "same number: all probes have one": {
      period(s, target, io) {
        s.sequence = 0;
        probing.period(s, target, io);
      },
    },
    "small numbers: they begin anew after 32": {
      period(s, target, io) {
        if (s.sequence >= 32) s.sequence = 0;
        probing.period(s, target, io);
      },
    },
    "new order: the next ping leaves before it says what failed": {
      period(s, target, io) {
        const { probe } = s;
        s.probe = null;
        probing.period(s, target, io);
        if (probe && !probe.answered) s.unsaid = probe.target;
      },
    },
    "everybody silent: nacks do not count": upon((_s, _from, { type }) => type === "nack"),
    "talkative: one that says it twice is two": {
      upon(s, from, message, io) {
        const { probe } = s;
        const again = message.type === "nack" && probe?.nacks.has(from) &&
          message.sequence === s.sequence;
        if (again) {
          const silent = probe.asked.find((each: NodeId) => !probe.nacks.has(each));
          if (silent !== undefined) probe.nacks.add(silent);
        } else probing.upon(s, from, message, io);
      },
    },
    "whoever: a nack of one that was not asked counts": {
      upon(s, from, message, io) {
        const { probe } = s;
        if (
          message.type === "nack" && probe && message.sequence === s.sequence &&
          !probe.asked.includes(from)
        ) {
          const silent = probe.asked.find((each: NodeId) => !probe.nacks.has(each));
          if (silent !== undefined) probe.nacks.add(silent);
        } else probing.upon(s, from, message, io);
      },
    },
    "old nacks: one for an earlier probe counts": upon((s, from, message) => {
      if (message.type === "nack" && s.probe?.asked.includes(from)) s.probe.nacks.add(from);
    }),
    "a nack is an answer: then the target is there": upon((s, from, message) => {
      if (
        message.type === "nack" && message.sequence === s.sequence && s.probe?.asked.includes(from)
      ) s.probe.answered = true;
    }),
    "as many as chosen: who was not there to be asked is silent": {
      period(s, target, io) {
        probing.period(s, target, {
          ...io,
          failed: (node, silent) =>
            io.failed(node, silent + Math.max(0, s.rules.helpers - s.lastAsked)),
        });
      },
      after(s, timer, io) {
        probing.after(s, timer, io);
        if (timer.type === "timeout") s.lastAsked = s.probe?.asked.length ?? 0;
      },
    },
    "own number: a helper pings under its own": sending((message, s) =>
      message.type === "ping" && message.relay ? { ...message, sequence: s.sequence } : undefined
    ),
    "whose: a helper does not say on whose behalf": sending((message) =>
      message.type === "ping" && message.relay ? { ...message, relay: null } : undefined
    ),
    "keeps it: a helper does not pass on the answer": upon((_s, _from, message) =>
      message.type === "ack" && message.relay !== null
    ),
    "as it came: a helper passes on the answer with its relay": upon((_s, _from, message, io) => {
      if (message.type !== "ack" || message.relay === null) return;
      io.cancel({ type: "nothing", relay: message.relay });
      io.send(message.relay.node, message);
      return true;
    }),
    "silent helper: it does not say that it hears nothing": sending(({ type }) =>
      type === "nack" ? null : undefined
    ),
    "both: a helper that has passed on the answer says that it hears nothing": doing(() => ({
      cancel: () => {},
    })),
    "own timeout: a helper waits as long as a prober": {
      start: (rules) => probing.start({ ...rules, nackMs: rules.timeoutMs }),
    },
    "one at a time: a helper that helps another forgets the one before": {
      upon(s, from, message, io) {
        if (message.type === "ping-req") {
          if (s.helps) io.cancel({ type: "nothing", relay: s.helps });
          s.helps = { node: from, sequence: message.sequence };
        }
        probing.upon(s, from, message, io);
      },
    },
    "in its place: a ping for another is answered to that one": upon((_s, _from, message, io) => {
      if (message.type !== "ping" || message.relay === null) return;
      io.send(message.relay.node, { type: "ack", sequence: message.relay.sequence, relay: null });
      return true;
    }),
    "busy: who probes does not answer": upon((s, _from, { type }) =>
      type === "ping" && s.probe !== null
    ),
    "records: all probes are kept": {
      period(s, target, io) {
        s.all = [...s.all ?? [], s.probe];
        probing.period(s, target, io);
      },
    },
    "helped: for whom it helped is kept": upon((s, from, message) => {
      if (message.type === "ping-req") s.all = [...s.all ?? [], [from, message.sequence]];
    }),
    "beside: the probe is kept beside the state": {
      start(rules) {
        beside = null;
        return probing.start(rules);
      },
      period(s, target, io) {
        s.probe = beside;
        probing.period(s, target, io);
        beside = s.probe;
      },
      after: (s, timer, io) => probing.after({ ...s, probe: beside }, timer, io),
      upon: (s, from, message, io) => probing.upon({ ...s, probe: beside }, from, message, io),
    },
    "target 0: it is nobody": { period: (s, target, io) => probing.period(s, target || null, io) },
    "asker 0: it is sent no answer": upon((_s, _from, message) =>
      message.type === "ack" && message.relay !== null && !message.relay.node
    ),
    "asker 0: it is not told that there is none": doing((io) => ({
      send: (to, message) => void (message.type === "nack" && !to || io.send(to, message)),
    })),
    "helper 0: it is not asked": doing((io) => ({
      draw: (most, target) => io.draw(most, target).filter(Boolean),
    })),
    "sixty-four: numbers begin again": {
      period(s, target, io) {
        if (s.sequence >= 64) s.sequence = 0;
        probing.period(s, target, io);
      },
    },
  },
};
