/**
 * A range as a replicated state machine: the keys of an interval, the version of the interval, and what was
 * answered. Everything that changes it is an entry of its log: what clients ask, a split, and each step of a merge.
 *
 * A merge needs no two ranges to act at one moment. The range that is to go stops (`freeze`): it says which range in
 * which version may absorb it, and executes nothing from then on. That one absorbs it, with all that it has, or has
 * got another version meanwhile and never will; only when that is known the first one goes on (`thaw`). So at no
 * time do both serve a key.
 *
 * @module
 */

import type { Configuration } from "../../consensus/raft/configuration.ts";
import type { Place, StateMachine } from "../../replicated/state_machine.ts";
import { deleteFrom, setIn } from "../../replicated/state_machine/paged_map.ts";
import {
  adds,
  intervalOf,
  type RangeAnswer,
  type RangeCommand,
  readsOnly,
  type Source,
} from "./commands.ts";
import { remember } from "./heard.ts";
import { type GroupId, holds, joined } from "./interval.ts";
import { operate } from "./operate.ts";
import { type RangeRules, rangeRules } from "./rules.ts";
import { emptyRange, headOf, paging, rangeOf, type RangeState } from "./state.ts";

/** What it takes to serve a command. */
type Of<Type extends RangeCommand["type"]> = Extract<RangeCommand, { type: Type }>;

/** A range, as Raft replicates it. */
export function rangeMachine(
  rules: RangeRules = rangeRules,
): StateMachine<RangeState, RangeCommand, RangeAnswer> {
  return {
    init: () => emptyRange(),
    paging,
    reads: (command) => command.type === "operate" && readsOnly(command.operation),
    grows: (command) =>
      command.type === "absorb" || command.type === "operate" && adds(command.operation),
    apply(state, command, place) {
      const range = rangeOf(state);
      if (command.type === "absorb") return absorb(rules, state, command);
      if (!rules.isVersion(command.version, state.version)) {
        return { ok: false, why: "stale", range };
      }
      if (command.type === "thaw") return thaw(rules, state);
      if (!rules.serves(state.merging)) return { ok: false, why: "frozen", range };
      switch (command.type) {
        case "operate":
          return execute(rules, state, command);
        case "split":
          return split(rules, state, command, place!);
        case "freeze":
          return freeze(rules, state, command);
      }
    },
  };
}

/** No range has so many versions: numbers above cannot be counted on. */
const MOST_VERSIONS = 2 ** 50;

const done: RangeAnswer = { ok: true, value: null };

function refused(words: string): RangeAnswer {
  return { ok: false, why: "refused", words };
}

function execute(
  rules: RangeRules,
  state: RangeState,
  { stamp, operation }: Of<"operate">,
): RangeAnswer {
  if (!rules.covers(state, intervalOf(operation))) {
    return { ok: false, why: "stale", range: rangeOf(state) };
  }
  if (stamp === null || readsOnly(operation)) return operate(state.data, operation);
  const admission = rules.admit(state.heard, stamp);
  if (admission.type === "old") return { ok: false, why: "old" };
  if (admission.type === "repeated") return admission.answer as RangeAnswer;
  const answer = operate(state.data, operation);
  remember(state.heard, stamp, answer);
  return answer;
}

function split(
  rules: RangeRules,
  state: RangeState,
  { at, child }: Of<"split">,
  { index, configuration }: Place,
): RangeAnswer {
  const members = configuration as Configuration;
  if (!holds(state, at) || at === state.start) {
    return refused(`a range is split inside of it, and not at "${at}"`);
  }
  if (members.outgoing.length > 0 || members.learners.length > 0) {
    return refused("its members are changing");
  }
  if (!(Number.isInteger(child) && child > 0)) return refused(`a range has no number ${child}`);
  if (!rules.isNewGroup(child, [state.group, ...state.born, ...state.absorbed])) {
    return refused(`there has been a range ${child} already`);
  }
  const version = rules.nextVersion(state.version, state.version);
  state.born.push(child);
  const born = emptyRange(child, { start: at, end: state.end }, version);
  born.heard = rules.inherited(state.heard);
  born.absorbed = [...state.absorbed];
  born.born = [...state.born];
  for (const page of [...state.data.pages]) {
    for (const [key, value] of [...page]) {
      if (rules.stays(key, at)) continue;
      setIn(born.data, key, value);
      deleteFrom(state.data, key);
    }
  }
  state.end = at;
  state.version = version;
  state.news.push({
    type: "born",
    range: rangeOf(born),
    state: paging.freeze(born),
    index,
    configuration: members,
  });
  return done;
}

function freeze(
  rules: RangeRules,
  state: RangeState,
  { into, intoVersion, intoKey }: Of<"freeze">,
): RangeAnswer {
  // An order may come so late that the other has become a part of this one: nobody would answer any more.
  const isOwn = into === state.group || state.absorbed.includes(into);
  if (isOwn) return refused("a range cannot become a part of itself");
  if (!(Number.isInteger(intoVersion) && intoVersion > 0 && intoVersion < MOST_VERSIONS)) {
    return refused(`a range has no version ${intoVersion}`);
  }
  state.version = rules.nextVersion(state.version, state.version);
  state.merging = { into, intoVersion, intoKey };
  return done;
}

/** The answer is whether the range is a part of this one now; false: it will never be. */
function absorb(rules: RangeRules, state: RangeState, { source }: Of<"absorb">): RangeAnswer {
  if (state.absorbed.includes(source.group)) return { ok: true, value: true };
  const { merging } = headOf(source.state), own = rangeOf(state);
  if (merging === null) return refused("the range has not stopped");
  // Another range cannot speak for the one that was to absorb it, unless that one is a part of it.
  if (own.group !== merging.into) {
    if (state.absorbed.includes(merging.into)) return { ok: true, value: false };
    return { ok: false, why: "stale", range: own };
  }
  // It has stopped itself, and cannot say what becomes of it.
  const isToCome = own.version < merging.intoVersion;
  if (isToCome && !rules.serves(state.merging)) return { ok: false, why: "stale", range: own };
  if (!rules.mayAbsorb(own, merging) || !rules.serves(state.merging)) {
    state.version = rules.passedOver(own.version, merging.intoVersion);
    return { ok: true, value: false };
  }
  const both = joined(own, source);
  if (both === undefined) return { ok: true, value: false };
  const other = paging.thaw(source.state);
  for (const page of other.data.pages) {
    for (const [key, value] of page) setIn(state.data, key, value);
  }
  rules.adds(state.heard, other.heard);
  state.start = both.start;
  state.end = both.end;
  state.version = rules.nextVersion(state.version, other.version);
  state.absorbed.push(...newIn([...other.absorbed, other.group], state.absorbed));
  state.born.push(...newIn(other.born, state.born));
  state.news.push({ type: "absorbed", group: other.group });
  return { ok: true, value: true };
}

/** What is in a list and not in another. */
function newIn(list: readonly GroupId[], there: readonly GroupId[]): GroupId[] {
  return list.filter((each) => !there.includes(each));
}

function thaw(rules: RangeRules, state: RangeState): RangeAnswer {
  if (state.merging === null) return refused("the range has not stopped");
  state.merging = null;
  state.version = rules.nextVersion(state.version, state.version);
  return done;
}

/** A frozen copy of a range that has stopped. */
export function frozenSource(state: RangeState): Source {
  return { ...rangeOf(state), state: paging.freeze(state) };
}
