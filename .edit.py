s=open('.chapter.txt').read()
def cell(cid):
    import re
    m=re.search(r'^%% (?:md|code) '+re.escape(cid)+r'(?: hide)?\n.*?(?=^%% |\Z)',s,flags=re.M|re.S)
    assert m,cid
    return m
def rep(cid,new):
    global s
    m=cell(cid); s=s[:m.start()]+new.strip('\n')+'\n'+s[m.end():]
def sub(a,b,n=1):
    global s
    assert s.count(a)>=1,a
    s=s.replace(a,b,n)
sub('''There is no leader, and there are no terms or elections.''','''What stands at a replica's line is what it knows of each instance: `?`
pre-accepted, `!` voted, `✓` decided, `■` executed.

There is no leader, and there are no terms or elections.''')
rep('latest','''
%% code latest hide
import { kit } from "hb/consensus/epaxos/kit.ts";
import { bugRuns } from "hb/laboratory/bug_runs.ts";

const latest = bugRuns(kit, ["waits for the latest only"]);
await show(table(latest, { title: "The latest alone is not enough" }));
''')
rep('recovery-run','''
%% code recovery-run
const orphan = smallCluster({
  asks: [
    { node: 0, at: 10, command: "x←1" },
    { node: 1, at: 40, command: "x?" },
  ],
  faults: [{ kind: "crash", at: 15, node: 0 }],
  options: { recoverMs: [60, 260], statusMs: Infinity },
  seed: 4,
  forMs: 160,
});
await show(drawRun(
  orphan.trace,
  "The read is decided early, and answered when x←1 has been recovered",
));
''')
rep('circle','''
%% md circle
### Waiting in a circle

Waiting is dangerous. Two coordinators crash, and their commands $i$ and $j$
interfere; whoever recovers $i$ waits for $j$ to be decided, and whoever recovers
$j$ waits for $i$. In the recovery of 2013 that can happen, as Ryabinin, Gotsman
and Sutra (2025) found. Their **EPaxos\\*** is what the library follows. The
remedy is the counting of section 12.5: whoever waits tells everybody how much
support its own instance has. If that is more than $n - f - e$, then the other one
cannot have been decided on the fast path, and need not wait.

Here it happens, told event by event: five replicas, of which 0 and 1 have asked
two and one of the others and are gone. The library keeps such **stories**, each
line a message that arrives or a timer that goes off. This one is played by the
right rules, and then by a recovery that only waits.
''')
rep('circle-run','''
%% code circle-run
import { stories } from "hb/laboratory/epaxos/stories.ts";
import { told } from "hb/laboratory/epaxos/story.ts";

const { change } = kit.bugs["waits in a circle"]!;
const meeting = stories["waits in a circle"];
const settled = told(meeting), stuck = told({ ...meeting, change });
const undecided = ({ states: [, , ...others] }: typeof settled) =>
  others.filter(({ executed }) => executed.size < 2).length;
assertEquals([undecided(settled), undecided(stuck)], [0, 3]);
await show(drawRun(
  settled.trace,
  "0.1 has more support, so 1.1 need not wait, and comes after it",
));
await show(
  "Where both only wait, **0.1** and **1.1** stay open at all three, and so " +
    "does all that comes after them.",
);
''')
rep('ballots','''
%% md ballots
## 12.7 Two ballots

A replica keeps for each instance the ballot that it has promised, and the ballot
in which it has voted. The paper of 2013 and its code had one variable for both.
Sutra found it six years later (2019). [Section 9.5](09-paxos.ipynb) draws the
same mistake in a single Paxos. In EPaxos it goes like this, with three replicas
that are asked for a write of x each:

- Replica 0 has heard from replica 1 only, and after a while it asks for votes, in
  the first ballot: `0.1` comes after `1.1`. It votes for that itself. Its requests
  are slow.
- Replica 1 has waited long enough, and takes over in ballot `1.1`. With replica 2
  it decides that `0.1` comes after `1.1` _and_ `2.1`.
- Now the slow request reaches replica 2, which refuses: it has promised `1.1`. So
  replica 0 notes that ballot, and then takes over itself, in ballot `2.0`.

**Predict.** What does replica 0 find, if a note of a ballot is taken for a vote
in it?
''')
rep('ballots-run','''
%% code ballots-run hide
const twoBallots = "one variable for two ballots";
const blurred = told({
  ...stories[twoBallots],
  change: kit.bugs[twoBallots]!.change,
});
const instance = { replica: 0, slot: 1 };
import { instanceInWords } from "hb/notebook/epaxos.ts";

const ends = [told(stories[twoBallots]), blurred].map(({ states }) =>
  states.slice(0, 2).map((state) => instanceInWords(state, instance))
);
assertEquals(ends[0]![0], ends[0]![1]);
assert(ends[1]![0] !== ends[1]![1]);
await show(drawRun(
  blurred.trace,
  "Refused by ballot 1.1, replica 0 takes its own old vote for one of 1.1",
));
await show(`Replica 0: **${ends[1]![0]}**. Replica 1: **${ends[1]![1]}**.`);
%% md ballots-answer
<details><summary>Answer</summary>

Two votes in ballot `1.1`: replica 2's, which is one, and its own, which is not.
It may take either, and takes its own. So two replicas have `0.1` decided with
different dependencies. Whatever writes x in `2.1` is executed before `0.1` by one
of them, and perhaps after it by the other one.

</details>

With two variables its own vote is still one of the first ballot, and it takes the
other.
''')
rep('assumptions','''
%% code assumptions
const needed = [
  ["1: names all it has noted", "a reply is what was told", "two at once"],
  ["2: a union", "replies are not merged", "two at once"],
  ["2: or all the same", "replies need not be equal", "two at once"],
  ["4: what was decided", "a no-op where nobody has voted", "one recovers"],
  ["5: sets meet", "a fast quorum that is too small", "two at once"],
  ["rule 1: all is decided", "does not wait for dependencies", "two at once"],
] as const;
const broken = needed.map(([assumption, mistake, system]) => {
  const { property, steps } = exploredKit(kit, system, mistake).failure!;
  assertEquals(property, kit.bugs[mistake]!.breaks);
  return { assumption, "the mistake in the kit": mistake, property, steps };
});
await show(table(broken, { title: "Without any of them something breaks" }));
await show(table(bugRuns(kit, ["promises are not saved"]), {
  title: "And 3: what is promised survives a crash",
}));
''')
sub('''**Where each assumption is used**, and what happens without it:''','''**Where each assumption is used**: 1, 2 and 5 in theorem 2; 3 there and, by 4, in
theorem 1; theorem 1, and so 4, in theorem 3. What happens without them, by the
explorer (rule 3 is the one that section 12.4 has drawn):''')
sub('''measured = rates.flatMap((perSecond) => {
  const share = fastShare({ perSecond, conflict: 1, forMs: 40_000 / perSecond });
  assert(Math.abs(share.measured - share.law) < 0.08);''','''measured = rates.flatMap((perSecond, seed) => {
  const forMs = 40_000 / perSecond;
  const share = fastShare({ perSecond, conflict: 1, forMs, seed });
  assert(Math.abs(share.measured - share.law) < 0.08);''')
sub('''assertEquals(median, leastTimes(by));
  return median;''','''assertEquals(median, leastTimes(by));
  return median;''')
rep('tail','''
%% md tail
## 12.11 The tail

_EPaxos revisited_ (Tollman, Park and Ousterhout 2021) measured again, and until
commands are executed. The abstract says: the median is as good as had been said,
and the tail more than four times as long as that of Multi-Paxos. We have all
sites write the hot key, faster and faster.

**Predict.** A command is decided after two round trips at most. How long can it
wait to be executed after that?
''')
rep('tail-run','''
%% code tail-run hide
import { circling } from "hb/laboratory/epaxos/circles.ts";

const tails = [1, 5, 20].map((perSecond) => {
  const run = underLoad({
    by: "epaxos",
    conflict: 1,
    perSecond,
    forMs: 30_000 / perSecond,
  });
  const { commit99, executeMedian, execute99 } = timesOf(run.done);
  const { share, largest } = circling(run);
  return {
    "writes per site and second": perSecond,
    "decided, 99 % (ms)": Math.round(commit99),
    "answered, median (ms)": Math.round(executeMedian),
    "answered, 99 % (ms)": Math.round(execute99),
    "in circles (%)": Math.round(100 * share),
    "largest circle": largest,
  };
});
const worstRatio = tails[2]!["answered, 99 % (ms)"] / ledTimes.execute99;
assert(worstRatio > 4);
await show(table(tails, { title: "Circles grow, and all in one wait" }));
await show(`With 20, 99 % take **${worstRatio.toFixed(1)} times** as long as
with a leader at site 1.`);
''')
rep('tail-read','''
%% md tail-read
<details><summary>Answer</summary>

As long as new commands keep coming in. A circle cannot be executed before all of
it is decided. While it is not, more commands come that depend on it, and on which
some of it turns out to depend.

</details>

So we find what they found, where one key is hot enough: more than four times. At
one write a second and site we do not. How much of it you see depends on the
workload, and that was their point: the first evaluation had one client after the
other wait for its answer, so that few commands were under way at once.

Here is a small circle, from a run with two writes per site and second. An arrow
names the last instance of a row; those before it follow.
''')
sub('''// 12.12''','''// 12.12''') if '// 12.12' in s else None
sub('''%% md busiest
## 12.12 The busiest server
''','''%% md tail-toq
**What can be done.** The same authors let pre-accepts wait for a moment: the
coordinator writes on each a time by which it will have reached everybody, and
replicas take up what they have got in the order of these times. With clocks that
agree to within milliseconds, most replicas then find the same, and circles are
rare; every command pays for it with the way to the farthest of its quorum. They
call it timestamp-ordered queuing, and Accord orders by timestamps as well. The
library's EPaxos does not have it; exercise 5 below adds it.

Or answer clients earlier. A write whose client needs no result can be answered
when it is decided; then the tail of writes is that of the column "decided", and
sequence numbers are needed after all (section 12.8).

**Check yourself.**

1. All commands write one key. Is it wise to have a leader?
2. Why does the median of site 4 suffer more from conflicts than that of site 2?
3. A command is decided on the fast path. Can it wait for long?

<details><summary>Answers</summary>

1. Yes: then all need one order, and a leader gives it in one round trip.
2. Its windows are long (section 12.10), so it is on the slow path more often, and
   its second round trip is long, too.
3. Yes. The fast path says how soon it is known what a command comes after, not
   how soon that is done.

</details>
%% md busiest
## 12.12 The busiest server
''')
m=cell('production'); s=s[:m.start()]+'''%% md crash-read
Whoever needs what the dead coordinator had begun waits as long as for a new
leader: suspicion takes most of it. All others do not notice. That is the case for
having no leader which no measurement of medians shows. (It is the other way round
too: a slow replica slows down all who come after its commands.)

**Check yourself.**

1. The crashed coordinator's command was a read. Who waits?
2. Three of five replicas are down. Who is answered?

<details><summary>Answers</summary>

1. Whoever writes that key. Reads of it do not.
2. Nobody who is not answered already: nothing is decided without a majority.

</details>
%% md production
## 12.14 In production

**Who runs it.** Apache Cassandra has **Accord** for its transactions
([CEP-15](https://cwiki.apache.org/confluence/display/CASSANDRA/CEP-15%3A+General+Purpose+Transactions)):
leaderless, with a fast path, with dependencies, and with timestamps in the place
of sequence numbers. Most of what else there is are research systems, and most of
these leave recovery out
([paxi #11](https://github.com/ailidani/paxi/issues/11) asks where it is).

**What bit them.** Each of these has a test named after it in
`tests/epaxos/reports_test.ts`, played by the right rules and by the wrong ones.

1. **One variable for two ballots**
   ([efficient/epaxos #20](https://github.com/efficient/epaxos/issues/20), Sutra
   2019): section 12.7.
2. **A recovery that loses a dependency**
   ([efficient/epaxos #29](https://github.com/efficient/epaxos/issues/29), 2025):
   whoever recovers begins with what it has pre-accepted itself and does not add
   what others have found. Drawn below.
3. **Waiting for what nobody decides**
   ([efficient/epaxos #26](https://github.com/efficient/epaxos/issues/26)): the
   part that executes commands waits, without an end, for a dependency to be
   decided, and keeps the part from running that would recover it.
4. **An answer before it is saved**
   ([efficient/epaxos #28](https://github.com/efficient/epaxos/issues/28)): a
   replica says what it has found, crashes, and has forgotten it. Assumption 3.
5. **The fast path's condition**
   ([efficient/epaxos #15](https://github.com/efficient/epaxos/issues/15),
   [celeritasdb #24](https://github.com/openacid/celeritasdb/issues/24),
   [summerset #28](https://github.com/josehu07/summerset/issues/28)): how many
   must have found the same, and the same as what.
6. **No objections**
   ([swiftpaxos #3](https://github.com/imdea-software/swiftpaxos/issues/3)): the
   field in which a replica says what contradicts a decision was never filled in.
7. **The fast path leaves no vote**
   ([cassandra-accord #5](https://github.com/apache/cassandra-accord/pull/5)): a
   discussion of how a recovery may invalidate what it finds no vote for. It must
   prove first that the fast path was not taken.

The second, with five replicas. `1.1` is decided by 1, 2 and 4. Replica 3, which
has not heard of that, recovers `0.1`, and replicas 2 and 4 tell it what they know:
%% code lost-dependency
const own = "recovers what it knows itself";
const lost = told({ ...stories[own], change: kit.bugs[own]!.change });
const [lastOne, kept] = [lost, told(stories[own])].map(({ states }) =>
  instanceInWords(states[3]!, instance)
);
await show(drawRun(
  lost.trace,
  "Replica 3 hears twice that 0.1 comes after 1.1, and decides without",
));
await show(`With the mistake: **${lastOne}**. Right: **${kept}**.`);
assert(lastOne!.includes("after –") && kept!.includes("after 1.1"));
%% md hosted
**In the suites.** The library's EPaxos passes what registers, logs and locks have
to pass (`tests/conformance`): the same suites as Raft and Multi-Paxos. For a log
in which only some commands interfere, "the same order" is asked of each sequence
of commands that do.
'''+s[m.end():]
m=cell('lessons'); s=s[:m.start()]+'''%% md lessons
## 12.15 Lessons

- Order only what can be told apart.
- What is decided is a command _and what it comes after_. The order is made later,
  by everybody alike.
- On the fast path nobody votes. So it must leave traces for somebody who comes too
  late, and those traces are what the size of its quorum is about.
- Recovery is the protocol. The rest is how to avoid it.
- A median says little about commands that wait for each other.
- No leader: nobody is far from it, nobody is slowed down by it, nobody waits for
  the next one. All to the same order: have a leader.

## Exercises

The graded parts are in `exercises/12-leaderless`: what interferes, how large
quorums are, how replies are merged, the order within circles, when a command may
be executed, what a recovery chooses, and in the end a whole EPaxos from an empty
page. `deno task learn` leads through them, `deno task grade 12` checks them.

<details><summary>Six questions without a grader, from ten minutes to an evening</summary>

1. _(easy, 10 min)_ In the drawing of section 12.3, let replica 2 hear of x←2
   before x←1. Which messages are sent, and who takes which path?
2. _(easy, 20 min)_ Compute by hand the window in which a hot command of site 4
   makes site 2 disagree with site 0, in section 12.10.
3. _(medium, 30 min)_ Let reads not interfere with reads, but let every client ask
   its commands through a session. Which commands of one client have an order, and
   why does that cost nothing on the fast path?
4. _(medium, 1 h)_ Take seven replicas, $f = 3$ and $e = 3$, which the library
   refuses. Write down two commands, who has noted what, and who is gone, so that
   a recovery cannot know what was decided.
5. _(hard, an evening)_ Add timestamp-ordered queuing: a pre-accept says when it
   may be taken up. Measure it with `underLoad`. What is the best delay?
6. _(hard, an evening)_ Answer writes when they are decided. Which run breaks
   linearizability if sequence numbers are all 0? Let the simulator find it.

</details>

## Further reading

- I. Moraru, D. G. Andersen and M. Kaminsky,
  [_There is more consensus in egalitarian parliaments_](https://doi.org/10.1145/2517349.2517350),
  SOSP 2013: the protocol (section 4), and the first evaluation.
- F. Ryabinin, A. Gotsman and P. Sutra,
  [_Making democracy work: fixing and simplifying Egalitarian Paxos_](https://arxiv.org/abs/2511.02743),
  2025: EPaxos\\*, its recovery and its proof; $n \\geq 2e + f - 1$.
- S. Tollman, S. J. Park and J. Ousterhout,
  [_EPaxos revisited_](https://www.usenix.org/conference/nsdi21/presentation/tollman),
  NSDI 2021: the tail, and timestamp-ordered queuing.

<details><summary>The other sources of this chapter</summary>

- P. Sutra,
  [_On the correctness of Egalitarian Paxos_](https://arxiv.org/abs/1906.10917),
  2019.
- R. E. Tarjan,
  [_Depth-first search and linear graph algorithms_](https://doi.org/10.1137/0201010),
  SIAM Journal on Computing 1(2), 1972.
- L. Lamport, [_Fast Paxos_](https://doi.org/10.1007/s00446-006-0005-x),
  Distributed Computing 19(2), 2006.
- G. Hu, A. C. Arpaci-Dusseau and R. H. Arpaci-Dusseau,
  [arXiv 2509.07158](https://arxiv.org/abs/2509.07158), 2025: the five sites.

</details>
'''
open('.chapter.txt','w').write(s)
