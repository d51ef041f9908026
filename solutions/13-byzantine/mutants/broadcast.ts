/** Bugs of part 2. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested, wrapped } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/13-byzantine/answers.ts";
import type { ReliableBroadcast } from "../../../exercises/13-byzantine/given.ts";
import { broadcast, broadcastWith, type State } from "../broadcast.ts";

type Own = ReturnType<ReliableBroadcast<State>>;

/** The solution with other handlers. */
const upon =
  (change: (own: Own["upon"]) => Partial<Own["upon"]>): ReliableBroadcast<State> => () => {
    const own = broadcast();
    return { ...own, upon: { ...own.upon, ...change(own.upon) } };
  };

const shared: { known?: State["known"] } = {};

export const broadcastMutants: Mutants<Answers> = {
  broadcast: {
    "eight broadcasts: and none of a sender after them": upon((own) => ({
      initial: (s, message, io) => message.sequence > 8 ? undefined : own.initial(s, message, io),
    })),
    "names run together: 1.11 is the same as 11.1": broadcastWith({
      nameOf: ({ sender, sequence }) => `${sender}${sequence}`,
    }),
    "nothing is nothing: a payload that is empty is not sent on": upon((own) => ({
      initial: (s, message, io) => message.payload === "" ? undefined : own.initial(s, message, io),
    })),
    "twenty names: the oldest are forgotten, and begin anew": upon((own) => ({
      initial(s, message, io) {
        own.initial(s, message, io);
        while (s.known.size > 20) s.known.delete([...s.known.keys()][0]!);
      },
    })),
    "a quorum of 2f: two quorums may share liars only": broadcastWith({
      echoes: (_, f) => Math.max(1, 2 * f),
    }),
    "2f + 1 of any: with five nodes two quorums may share a liar only": broadcastWith({
      echoes: (_, f) => 2 * f + 1,
    }),
    "ready after one echo: whoever says so": broadcastWith({ echoes: () => 1 }),
    "no amplification: readies of others make nobody ready": broadcastWith({
      amplifies: () => Infinity,
    }),
    "f are ready: liars alone make all ready": broadcastWith({
      amplifies: (_, f) => Math.max(1, f),
    }),
    "delivers when f + 1 are ready: too few to make all ready": broadcastWith({
      delivers: (_, f) => f + 1,
    }),
    "waits for all: a silent liar is waited for": broadcastWith({ delivers: (n) => n }),
    "works for f = 1 only: quorums are 3, and 2 amplify": broadcastWith({
      faults: (n) => n < 4 ? 0 : 1,
    }),
    "echoes everything: both of two things that the sender says": broadcastWith({
      mayEcho: () => true,
    }),
    "counts echoes, not nodes: a liar who says ready thrice is a quorum": () => {
      const own = broadcast();
      return {
        ...own,
        upon: {
          ...own.upon,
          ready(s, message, io) {
            const known = s.known.get(`${message.sender}.${message.sequence}`);
            const from = known?.readies.has(message.from) && !known.delivered
              ? 100 + known.readies.size
              : message.from;
            own.upon.ready(s, { ...message, from }, io);
          },
        },
      };
    },
    "anybody is the sender: who says initial is not looked at": broadcastWith({
      isFrom: () => true,
    }),
    "one name for all of a sender: a second broadcast finds that all have voted": broadcastWith({
      nameOf: ({ sender }) => `${sender}`,
    }),
    "one name for all senders: whoever is first": broadcastWith({
      nameOf: ({ sequence }) => `${sequence}`,
    }),
    "never over: each further ready delivers again": broadcastWith({ isOver: () => false }),
    "delivers at once: what the sender says is delivered": upon(({ initial }) => ({
      initial(s, message, io) {
        const { sender, sequence, payload } = message;
        initial(s, message, io);
        if (!s.log.some((each) => each.sender === sender && each.sequence === sequence)) {
          s.log.push({ sender, sequence, payload });
        }
      },
    })),
    "chatty: says ready again with every ready that it hears": upon(({ ready }) => ({
      ready(s, message, io) {
        ready(s, message, io);
        const { sender, sequence, payload } = message;
        for (const to of io.peers) {
          if (
            !s.log.some((each) => each.sender === sender) &&
            s.known.get(`${sender}.${sequence}`)?.ready
          ) {
            io.send(to, { type: "ready", sender, sequence, payload });
          }
        }
      },
    })),
    "answers at once: before it has delivered": upon((own) => ({
      broadcast(s, message, io) {
        own.broadcast(s, message, io);
        s.clients.clear();
        io.answer(message.from, s.said.length);
      },
    })),
    "never answers: its client waits": () => {
      const own = broadcast();
      return { ...wrapped(own, (io) => nested(io, { answer() {} })), view: own.view };
    },
    "one at a time: a broadcast ends the one before": upon((own) => ({
      broadcast(s, message, io) {
        s.clients.clear();
        own.broadcast(s, message, io);
      },
    })),
    "keeps: the votes of what is delivered are kept": () => {
      const own = broadcast();
      const kept = (handler: Own["upon"]["echo"]): Own["upon"]["echo"] => (s, message, io) => {
        (s as State & { kept?: unknown[] }).kept ??= [];
        (s as State & { kept?: unknown[] }).kept!.push({ ...message });
        handler(s, message, io);
      };
      return { ...own, upon: { ...own.upon, echo: kept(own.upon.echo) } };
    },
    "a memory in common: all nodes hear what one hears": () => {
      const own = broadcast();
      return {
        ...own,
        start(io, journal) {
          const s = own.start(io, journal);
          shared.known = io.self === 0 ? new Map() : shared.known ?? new Map();
          return { ...s, known: shared.known };
        },
      };
    },
  },
};
