/** Bugs of part 1. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/13-byzantine/answers.ts";
import type { Relay } from "../../../exercises/13-byzantine/given.ts";
import { type General, generals, generalsWith, ways } from "../generals.ts";

let beside: General | undefined;

export const generalsMutants: Mutants<Answers> = {
  generals: {
    "sorts what he is given: it is not his": {
      hear(s, round, told) {
        for (const relays of told.values()) {
          (relays as Relay[]).sort((a, b) => a.path.length - b.path.length);
        }
        generals.hear(s, round, told);
      },
    },
    "three things of each: and what comes after them does not count": generalsWith({
      told: (told, path) =>
        ways.told(new Map([...told].map(([node, relays]) => [node, relays.slice(0, 3)])), path),
    }),
    "paths run together: 13 is the same as 1, 3": generalsWith({
      told: (told, path) =>
        told.get(path.at(-1)!)?.find((relay) => relay.path.join("") === path.join(""))?.order ??
          "retreat",
    }),
    "trusts the commander: what he said is obeyed, whatever the others heard": generalsWith({
      decide: ([own]) => own!,
    }),
    "counts himself twice: his own vote has twice the weight": generalsWith({
      votes: (own, others) => [own, own, ...others],
    }),
    "does not count himself: only what the others were told": generalsWith({
      votes: (_, others) => others,
    }),
    "his own order in a tie: the others were told something else": generalsWith({
      decide: (votes) =>
        votes.find((vote) => votes.filter((each) => each === vote).length * 2 > votes.length) ??
          votes[0]!,
    }),
    "most of all: three ways to vote, and the most frequent wins": generalsWith({
      decide: (votes) => {
        const count = (vote: string) => votes.filter((each) => each === vote).length;
        return [...votes].sort((a, b) => count(b) - count(a))[0]!;
      },
    }),
    "half is enough: of four votes two decide": generalsWith({
      decide: (votes) =>
        votes.find((vote) => votes.filter((each) => each === vote).length * 2 >= votes.length) ??
          "retreat",
    }),
    "two of three: works for four generals only": generalsWith({
      decide: (votes) =>
        votes.find((vote) => votes.filter((each) => each === vote).length >= 2) ?? "retreat",
    }),
    "two orders: what is neither to attack nor to retreat is not known": generalsWith({
      decide: (votes, army) => ways.decide(votes, army) === "attack" ? "attack" : "retreat",
    }),
    "anybody speaks for anybody: who tells it is not looked at": generalsWith({
      told: (told, path) =>
        [...told.values()].flat().find((relay) => relay.path.join() === path.join())?.order ??
          "retreat",
    }),
    "any path: whatever a general tells first counts": generalsWith({
      told: (told, path) => told.get(path.at(-1)!)?.[0]?.order ?? "retreat",
    }),
    "the last counts: of several things with one path": generalsWith({
      told: (told, path) =>
        told.get(path.at(-1)!)?.findLast((relay) => relay.path.join() === path.join())?.order ??
          "retreat",
    }),
    "silence attacks: who is told nothing attacks": generalsWith({
      told: (told, path) =>
        told.get(path.at(-1)!)?.find((relay) => relay.path.join() === path.join())?.order ??
          "attack",
    }),
    "passes on nothing it has not heard: silence is told on as silence": {
      say: (s, round, to) => round === 2 && s.told === "retreat" ? [] : generals.say(s, round, to),
    },
    "commander 0: whoever else commands": {
      start: (army) => generals.start({ ...army, commander: 0 }),
    },
    "four generals: however many there are": {
      start: (army) => generals.start({ ...army, generals: 4 }),
    },
    "to the commander, too: he is told what he said": {
      say: (s, round, to) =>
        round === 2 && s.army.self !== s.army.commander
          ? [{ path: [s.army.commander, s.army.self], order: s.told }]
          : generals.say(s, round, to),
    },
    "wrong path: whoever passes on does not say so": {
      say: (s, round, to) =>
        generals.say(s, round, to).map((each) => ({ ...each, path: [s.army.commander] })),
    },
    "never decides: it waits for all to speak": {
      hear(s, round, told) {
        const { generals: count } = s.army;
        if (round === 1 || told.size >= count - 2) generals.hear(s, round, told);
      },
    },
    "beside: what is heard is kept beside the state": {
      start: (army) => beside = generals.start(army) as General,
      say: (_s, round, to) => generals.say(beside!, round, to),
      hear: (_s, round, told) => generals.hear(beside!, round, told),
      obeys: () => generals.obeys(beside!),
    },
  },
};
