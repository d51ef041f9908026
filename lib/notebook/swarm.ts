/**
 * A swarm of processes on this machine (`deno task swarm`), for a cell that measures: SWIM under Plumtree, hosted on
 * sockets, some of whose processes are killed.
 *
 * @module
 */

/** How many processes there are, and what becomes of them. */
export interface SwarmRun {
  /** How many processes; default 50. */
  readonly nodes?: number;
  /** How many of them are killed; default 10. */
  readonly kill?: number;
  /** SWIM's protocol period, in ms; default 500. */
  readonly periodMs?: number;
}

/** One step, as it was measured. */
export interface SwarmStep {
  /** What came about. */
  readonly words: string;
  /** At how many processes. */
  readonly at: number;
  /** After how long at the first of them, in ms. */
  readonly firstMs: number;
  /** After how long at the last of them, in ms. */
  readonly lastMs: number;
  /** Over how many hops a word came, at most; only of words. */
  readonly hops?: number;
}

/** What is run when nobody keeps the numbers. */
const BRIEF: Required<SwarmRun> = { nodes: 5, kill: 1, periodMs: 100 };

/**
 * Runs a swarm, which takes some 30 s with 50 processes, and 3 GB of memory. Where `HB_BRIEF` is set, as in
 * `deno task run --check`, it is a small one. Throws with what the command says if it fails.
 */
export async function swarmSteps(run: SwarmRun = {}): Promise<readonly SwarmStep[]> {
  const isBrief = Deno.env.get("HB_BRIEF") !== undefined;
  const { nodes = 50, kill = 10, periodMs = 500 } = isBrief ? BRIEF : run;
  const numbers = { nodes, kill, "period-ms": periodMs };
  const options = Object.entries(numbers).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "swarm", "--json", ...options],
    stdin: "null",
  }).output();
  const text = new TextDecoder();
  if (!success) {
    throw new Error(
      `Cannot run a swarm because its command must succeed: given ${text.decode(stderr).trim()}`,
    );
  }
  return JSON.parse(text.decode(stdout).trim().split("\n").at(-1)!);
}
