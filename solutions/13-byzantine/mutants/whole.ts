/** Bugs of part 11. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested, wrapped } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/13-byzantine/answers.ts";
import type { Any, WholeHotStuff } from "../../../exercises/13-byzantine/given.ts";
import { certificates } from "../certificates.ts";
import { type Own, whole, wholeWith } from "../whole.ts";
import { ways } from "../whole_chain.ts";
import type { State } from "../whole_state.ts";
import { moreWholeMutants } from "./whole_more.ts";

/** The solution with other handlers. */
const upon =
  (change: (own: Own["upon"], rules: Any) => Partial<Own["upon"]>): WholeHotStuff<State> =>
  (rules) => {
    const own = whole(rules) as Own;
    return { ...own, upon: { ...own.upon, ...change(own.upon, rules) } };
  };

/** The solution in another world. */
const inWorld = (change: (io: Any, rules: Any) => Any): WholeHotStuff<State> => (rules) => {
  const own = whole(rules) as Own;
  return { ...wrapped(own, (io) => nested(io, change(io, rules))), view: own.view } as Own;
};

/** The solution that finds something else in its journal. */
const remembering =
  (change: (journal: readonly Any[]) => Any[]): WholeHotStuff<State> => (rules) => {
    const own = whole(rules) as Own;
    return { ...own, start: (io, journal) => own.start(io, change(journal)) };
  };

/** Genuine if another list of signers were. */
const signedBy = (change: (signers: readonly number[], replicas: number) => readonly number[]) =>
  wholeWith({
    isGenuine: (rules, { signers, statement }, quorum) =>
      ways.isGenuine(
        rules,
        {
          signers: statement.block === "genesis" ? signers : change(signers, rules.replicas),
          statement,
        },
        quorum,
      ),
  });

const common: { known?: Map<string, Any> } = {};

export const wholeMutants: Mutants<Answers> = {
  whole: {
    ...moreWholeMutants,
    "a quorum of 2f: liars alone may be in two": wholeWith({
      quorum: (n) => 2 * certificates.faults(n),
    }),
    "works for f = 1 only: a quorum is three": wholeWith({ quorum: () => 3, weak: () => 2 }),
    "no lock check: whatever a leader proposes": wholeWith({ isSafe: () => true }),
    "a lock is for ever: no later certificate lets it go (quorum 305)": wholeWith({
      isSafe: (extendsLock) => extendsLock,
    }),
    "certificates only: what extends the lock is not enough": wholeWith({
      isSafe: (_, justified, locked) => justified > locked,
    }),
    "two-chain commit with the three-chain lock rule: what is committed is not locked": wholeWith({
      chain: 2,
    }),
    "any three: views need not follow each other (relab/hotstuff 249)": wholeWith({
      isDecided: () => true,
    }),
    "never locks: what is certified binds nobody": wholeWith({
      lockOf: (certificate) => ({
        ...certificate,
        statement: { ...certificate.statement, view: 0 },
      }),
    }),
    "votes twice: in one view for two blocks": wholeWith({
      mayVote: (view, voted) => view >= voted,
    }),
    "votes are forgotten in a crash: and given once more": remembering((journal) =>
      journal.filter(({ type }) => type !== "voted")
    ),
    "locks are forgotten in a crash: what was committed is passed over": inWorld((io, rules) => ({
      save: (record: Any) =>
        io.save(
          record.type === "voted"
            ? {
              ...record,
              lock: {
                signers: [],
                statement: {
                  ...record.lock.statement,
                  cluster: rules.cluster,
                  view: 0,
                  block: "genesis",
                },
              },
            }
            : record,
        ),
    })),
    "nothing is saved: who comes back is a new one": inWorld(() => ({ save() {} })),
    "commits are forgotten in a crash: its clients are not known any more": remembering((journal) =>
      journal.filter(({ type }) => type === "voted")
    ),
    "timeout constant: where messages are slow no view brings anything": wholeWith({
      patience: (viewMs) => viewMs,
    }),
    "no amplification: it goes along with nobody": wholeWith({ weak: () => Infinity }),
    "goes along with one: a liar drives all on": wholeWith({ weak: () => 1 }),
    "duplicates counted twice: who is named twice is two": signedBy((signers, replicas) =>
      signers.every((signer) => signer < replicas)
        ? [...signers.keys()].filter((at) => at < replicas)
        : signers
    ),
    "signer not member: anybody votes": signedBy((signers) =>
      new Set(signers).size === signers.length ? [...signers.keys()] : signers
    ),
    "any cluster: votes from elsewhere count": wholeWith({
      isGenuine: (rules, { signers, statement }, quorum) =>
        ways.isGenuine(
          rules,
          { signers, statement: { ...statement, cluster: rules.cluster } },
          quorum,
        ),
    }),
    "certificates are not looked at: whoever shows one": wholeWith({ isGenuine: () => true }),
    "anybody asks: what a leader proposes need not be signed by a client": wholeWith({
      checksCommands: false,
    }),
    "executes twice: a request that stands in two blocks": wholeWith({ isNew: () => true }),
    "does not catch up: a block that is missing is never asked for": wholeWith({ fetches: false }),
    "any block: what comes is taken for what was asked for": upon((own) => ({
      block(s, message, io) {
        const [asked] = s.missing;
        own.block(s, message, io);
        if (asked !== undefined && s.missing.has(asked)) s.blocks.set(asked, message.block);
      },
    })),
    "sends no blocks: who lacks one is not helped": upon(() => ({ fetch() {} })),
    "helps nobody: who knows less is not shown more": upon((own) => ({
      wish: (s, message, io) =>
        own.wish(
          s,
          message,
          nested(io, {
            send: (to, each) => each.type === "certified" ? undefined : io.send(to, each),
          }),
        ),
    })),
    "keeps it to itself: the last certificate is shown to nobody": wholeWith({ shows: false }),
    "anybody leads: who proposes is not looked at": upon((own, { replicas }) => ({
      proposal: (s, message, io) =>
        own.proposal(s, { ...message, from: Math.floor(message.block.view / 4) % replicas }, io),
    })),
    "enters any view: an entrance is not looked at": upon((own) => ({
      proposal(s, message, io) {
        if (message.block.view > s.view && message.entrance !== null) {
          s.view = message.block.view;
          s.wanted = Math.max(s.wanted, s.view);
        }
        own.proposal(s, message, io);
      },
    })),
    "jumps along: a proposal of a later view leads there": upon((own) => ({
      proposal(s, message, io) {
        if (message.block.view > s.view) s.view = message.block.view;
        own.proposal(s, message, io);
      },
    })),
    "forges: a leader names all in its certificates": inWorld((io, { replicas }) => ({
      send: (to: number, message: Any) =>
        io.send(
          to,
          message.type === "proposal" && message.block.view > 1
            ? {
              ...message,
              block: {
                ...message.block,
                justify: { ...message.block.justify, signers: [...Array(replicas).keys()] },
              },
            }
            : message,
        ),
    })),
    "forges requests: what is left out it asks for itself": inWorld((
      io,
      { replicas, cluster },
    ) => ({
      send: (to: number, message: Any) =>
        io.send(
          to,
          message.type === "proposal" && message.block.commands.length === 0
            ? {
              ...message,
              block: {
                ...message.block,
                commands: [{
                  signer: replicas,
                  statement: { kind: "request", cluster, timestamp: 99, command: "no-op" },
                }],
              },
            }
            : message,
        ),
    })),
    "gives up: after six views that brought nothing": inWorld((io) => ({
      wait: (ms: number, timer: Any) =>
        ms < 200 * 2 ** 6 && ms < 40 * 2 ** 3 ? io.wait(ms, timer) : undefined,
    })),
    "never stands still: it waits, though there is nothing to wait for": (rules) => {
      const own = whole(rules) as Own;
      return {
        ...own,
        after: {
          ...own.after,
          idle: (_s: Any, _timer: Any, io: Any) => io.wait(100, { type: "idle" }),
        },
        start(io, journal) {
          io.wait(100, { type: "idle" });
          return own.start(io, journal);
        },
      } as Own;
    },
    "waits for nothing: a silent leader stays": (rules) => {
      const own = whole(rules) as Own;
      return { ...wrapped(own, (io) => nested(io, { wait() {} })), view: own.view } as Own;
    },
    "replies once: who asks again is not told": upon((own) => ({
      request: (s, message, io) =>
        own.request(
          s,
          message,
          nested(io, { send: (to, each) => each.type === "reply" ? undefined : io.send(to, each) }),
        ),
    })),
    "the leader replies: the others do not": (rules) => {
      const own = whole(rules) as Own;
      return {
        ...wrapped(own, (io) =>
          nested(io, {
            send: (to, each) =>
              each.type === "reply" && Math.floor(each.view / 4) % rules.replicas !== io.self
                ? undefined
                : io.send(to, each),
          })),
        view: own.view,
      } as Own;
    },
    "four replicas: the others are not told": inWorld((io, { replicas }) => ({
      send: (to: number, message: Any) =>
        to < 4 || to >= replicas ? io.send(to, message) : undefined,
    })),
    "leads once: views belong to one replica each": upon((own, { replicas }) => ({
      proposal: (s, message, io) =>
        message.from === message.block.view % replicas ? own.proposal(s, message, io) : undefined,
    })),
    "a memory in common: blocks are there for all": (rules) => {
      const own = whole(rules) as Own;
      return {
        ...own,
        start(io, journal) {
          const s = own.start(io, journal);
          common.known ??= new Map();
          return { ...s, blocks: common.known } as State;
        },
      };
    },
  },
};
