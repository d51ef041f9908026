/** Bugs in what is sure of time servers, and in snapshots: parts 9 and 10. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Io } from "hb/model/protocol.ts";
import type { Answers } from "../../../exercises/02-time/answers.ts";
import type { Bank, Banker, BankMessage } from "../../../exercises/02-time/events.ts";
import { marzullo } from "../marzullo.ts";
import { snapshot } from "../snapshot.ts";
import { tolerant } from "../tolerant.ts";

/** The bank with other handlers. */
const bank = (upon: Partial<Bank["upon"]>): Partial<Bank> => ({
  upon: { ...snapshot.upon, ...upon },
});

/** The same world, in which something else happens to what is sent. */
const sending = (io: Io<BankMessage>, send: Io<BankMessage>["send"]): Io<BankMessage> =>
  nested(io, { send });

/** All that has been recorded is forgotten. */
const blank = (s: Banker) => Object.assign(s, { record: null, open: [] });

export const snapshotMutants: Mutants<Answers> = {
  tolerant: {
    "a guess: what most agree on is taken for sure": (sources) => {
      const { earliest, latest } = marzullo(sources);
      return { earliest, latest };
    },
    "of all: false sources are not expected": (sources) => tolerant(sources, 0),
    "one at most: more false sources are not expected": (sources, wrong) =>
      tolerant(sources, Math.min(1, wrong)),
    "one too many: another false source is expected": (sources, wrong) =>
      tolerant(sources, Math.min(sources.length - 1, wrong + 1)),
    "from end to end: whatever any source says may be": (sources) => ({
      earliest: Math.min(...sources.map(({ earliest }) => earliest)),
      latest: Math.max(...sources.map(({ latest }) => latest)),
    }),
    "never nothing: where no moment can be, a guess is given": (sources, wrong) => {
      const { earliest, latest } = marzullo(sources);
      return tolerant(sources, wrong) ?? { earliest, latest };
    },
    "a minority: where half or more are false, nothing is said": (sources, wrong) =>
      2 * wrong < sources.length ? tolerant(sources, wrong) : undefined,
    "nothing at 0: a beginning at 0 is taken for none": (sources, wrong) => {
      const found = tolerant(sources, wrong);
      return found?.earliest ? found : undefined;
    },
    "eight at most: more sources are not asked": (sources, wrong) =>
      tolerant(sources.slice(0, 8), Math.min(wrong, 7)),
    "seventeen at most: more sources are not asked": (sources, wrong) =>
      tolerant(sources.slice(0, 17), Math.min(wrong, 16)),
    "the first part: it ends where too few agree for the first time": (sources, wrong) => {
      const found = tolerant(sources, wrong);
      if (found === undefined) return undefined;
      const ends = sources.map(({ latest }) => latest).filter((end) => end >= found.earliest);
      return { earliest: found.earliest, latest: Math.min(found.latest, ...ends) };
    },
    "touching is not meeting: ends do not belong to sources": (sources, wrong) =>
      tolerant(sources.map((each) => ({ ...each, latest: each.latest - 1e-9 })), wrong),
    "once each: sources that say the same are one": (sources, wrong) => {
      const different = sources.filter(({ earliest, latest }, at) =>
        sources.findIndex((each) => each.earliest === earliest && each.latest === latest) === at
      );
      return tolerant(different, Math.min(wrong, different.length - 1));
    },
  },
  snapshot: {
    "the marker waits: it leaves with the next payment": bank({
      begin: (s, event, io) => snapshot.upon.begin(s, event, sending(io, () => {})),
      marker: (s, event, io) => snapshot.upon.marker(s, event, sending(io, () => {})),
      give(s, event, io) {
        snapshot.upon.give(s, event, io);
        if (s.record === null) return;
        for (const to of io.peers) if (to !== io.self) io.send(to, { type: "marker" });
      },
    }),
    "not on the way: only what banks have is recorded": bank({
      transfer: (s, { amount }) => void (s.money += amount),
    }),
    "the last only: of what comes on a link only the last is recorded": bank({
      transfer(s, event, io) {
        if (s.open.includes(event.from)) s.record!.coming[event.from] = [];
        snapshot.upon.transfer(s, event, io);
      },
    }),
    "newest first: what is on its way is recorded the other way round": bank({
      transfer(s, event, io) {
        snapshot.upon.transfer(s, event, io);
        if (s.open.includes(event.from)) {
          const coming = s.record!.coming[event.from]!;
          coming.unshift(coming.pop()!);
        }
      },
    }),
    "ten at most: of what is on its way no more is recorded": bank({
      transfer(s, event, io) {
        const isFull = (s.record?.coming[event.from]?.length ?? 0) >= 10;
        if (isFull) s.money += event.amount;
        else snapshot.upon.transfer(s, event, io);
      },
    }),
    "until the last: every link is recorded until the last marker comes": bank({
      transfer(s, { amount, from }) {
        s.money += amount;
        if (s.open.length > 0) s.record!.coming[from]!.push(amount);
      },
    }),
    "for ever: what comes after the marker is recorded, too": bank({
      transfer(s, { amount, from }) {
        s.money += amount;
        if (s.record !== null) s.record.coming[from]!.push(amount);
      },
    }),
    "again: each marker is a new beginning": bank({
      marker(s, event, io) {
        const quiet = s.record === null ? io : sending(io, () => {});
        const open = s.record === null ? undefined : s.open;
        blank(s);
        snapshot.upon.marker(s, event, quiet);
        if (open !== undefined) s.open = open.filter((other) => other !== event.from);
      },
    }),
    "twice: whoever asks begins anew": bank({
      begin(s, event, io) {
        if (s.record !== null && s.open.length === 0) blank(s);
        snapshot.upon.begin(s, event, io);
      },
    }),
    "tells nobody: a bank that hears a marker sends none": bank({
      marker: (s, event, io) => snapshot.upon.marker(s, event, sending(io, () => {})),
    }),
    "to the next: a bank sends one marker, to the next bank": bank({
      begin: (s, event, io) =>
        snapshot.upon.begin(
          s,
          event,
          sending(io, (to, message) => {
            if (to === (io.self + 1) % io.peers.length) io.send(to, message);
          }),
        ),
    }),
    "echo: every marker is answered with a marker": bank({
      marker(s, event, io) {
        if (s.record !== null) io.send(event.from, { type: "marker" });
        snapshot.upon.marker(s, event, io);
      },
    }),
    "to itself: the markers go to the bank itself, too": bank({
      begin(s, event, io) {
        if (s.record === null) io.send(io.self, { type: "marker" });
        snapshot.upon.begin(s, event, io);
      },
    }),
    "too soon: a client is answered when the bank has recorded its own money": bank({
      begin(s, event, io) {
        const asking = [...s.asking];
        snapshot.upon.begin(s, event, io);
        if (s.open.length === 0) return;
        s.asking = asking;
        io.answer(event.from, s.record);
      },
    }),
    "the first only: of those who ask the first is answered": bank({
      begin(s, event, io) {
        snapshot.upon.begin(s, event, io);
        s.asking = s.asking.slice(0, 1);
      },
    }),
    "twice told: who has been answered is answered again": bank({
      begin(s, event, io) {
        const asking = [...s.asking];
        snapshot.upon.begin(s, event, io);
        if (s.open.length === 0) s.asking = [...asking, event.from];
      },
    }),
    "too late: whoever asks when all is recorded is not answered": bank({
      begin(s, event, io) {
        if (s.record === null || s.open.length > 0) snapshot.upon.begin(s, event, io);
      },
    }),
    "not all of it: a bank that has just so much does not pay": bank({
      give(s, event, io) {
        if (event.amount === s.money) return io.answer(event.from, false);
        snapshot.upon.give(s, event, io);
      },
    }),
    "generous: a bank pays, and keeps the money": bank({
      give(s, { amount, to, from }, io) {
        if (amount > s.money) return io.answer(from, false);
        io.send(to, { type: "transfer", amount });
        io.answer(from, true);
      },
    }),
    "in debt: a bank pays what it does not have": bank({
      give(s, { amount, to, from }, io) {
        s.money -= amount;
        io.send(to, { type: "transfer", amount });
        io.answer(from, true);
      },
    }),
    "stands still: a bank does not pay while it records": bank({
      give(s, event, io) {
        if (s.open.length > 0) return io.answer(event.from, false);
        snapshot.upon.give(s, event, io);
      },
    }),
    "three banks: there are never more": bank({
      begin: (s, event, io) =>
        snapshot.upon.begin(s, event, nested(io, { peers: io.peers.slice(0, 3) })),
    }),
    "eight bits: of what comes on a link the last eight bits are recorded": bank({
      transfer(s, { amount, from }, io) {
        snapshot.upon.transfer(s, { type: "transfer", amount: amount % 256, from }, io);
        s.money += amount - amount % 256;
      },
    }),
    "pays eight bits: of what is to be paid the last eight bits are": bank({
      give: (s, event, io) => snapshot.upon.give(s, { ...event, amount: event.amount % 256 }, io),
    }),
    "whole money: what is paid is rounded down": bank({
      give: (s, event, io) =>
        snapshot.upon.give(s, { ...event, amount: Math.floor(event.amount) }, io),
    }),
    "nobody to ask: a bank that is the only one does not answer": bank({
      begin(s, event, io) {
        if (io.peers.length > 1) snapshot.upon.begin(s, event, io);
      },
    }),
    "fourteen banks: the markers of others are not waited for": bank({
      begin: (s, event, io) => {
        snapshot.upon.begin(s, event, io);
        s.open = s.open.filter((other) => other < 14);
      },
    }),
    "forty-five at most: of those who ask no more are noted": bank({
      begin(s, event, io) {
        if (s.asking.length < 45) snapshot.upon.begin(s, event, io);
      },
    }),
    "twenty at most: of what is on its way no more is recorded": bank({
      transfer(s, event, io) {
        const isFull = (s.record?.coming[event.from]?.length ?? 0) >= 20;
        if (isFull) s.money += event.amount;
        else snapshot.upon.transfer(s, event, io);
      },
    }),
    "keeps the receipts: whatever is paid in is written down": bank({
      transfer(s, event, io) {
        const { receipts = [] } = s as Banker & { receipts?: number[] };
        snapshot.upon.transfer(
          Object.assign(s, { receipts: [...receipts, event.amount] }),
          event,
          io,
        );
      },
    }),
    "old clients only: whoever has a number above 64 is not answered": bank({
      begin(s, event, io) {
        snapshot.upon.begin(s, event, io);
        s.asking = s.asking.filter((client) => client <= 64);
      },
    }),
    "one list for all: what comes on one link is recorded on each": bank({
      begin(s, event, io) {
        const isFirst = s.record === null;
        snapshot.upon.begin(s, event, io);
        if (isFirst) s.record!.coming = new Array(io.peers.length).fill([]);
      },
    }),
    "once told, forgotten: a complete record is thrown away": bank({
      marker(s, event, io) {
        snapshot.upon.marker(s, event, io);
        if (s.open.length === 0) s.record = null;
      },
    }),
    "writes it down: each payment is saved": bank({
      give(s, event, io) {
        snapshot.upon.give(s, event, io);
        (io as Io<BankMessage, never, number>).save(s.money);
      },
    }),
    "born poor: a bank begins with nothing": {
      start: () => ({ money: 0, record: null, open: [], asking: [] }),
    },
  },
};
