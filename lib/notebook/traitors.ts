/** A store among traitors on sockets of this machine (`deno task traitors`), for a cell that measures. @module */

/** What was seen of it. */
export interface SeenOfTraitors {
  /** How many operations there were. */
  readonly operations: number;
  /** How many of them were answered. */
  readonly answered: number;
  /** Whether their answers are those of a single copy: "ok", "violation" or "unknown". */
  readonly linearizable: string;
  /** How many answers were the liar's. */
  readonly lies: number;
  /** How many messages were dropped because of their signatures. */
  readonly unproven: number;
}

/** Runs the store; each of two clients writes and reads so many times. Throws with what the command says if it fails. */
export async function storeAmongTraitors(rounds: number): Promise<SeenOfTraitors> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "traitors", "--json", "--rounds", `${rounds}`],
    stdin: "null",
  }).output();
  const text = new TextDecoder();
  if (!success) {
    throw new Error(
      `Cannot run a store among traitors because its command must succeed: given ${
        text.decode(stderr).trim() || text.decode(stdout).trim()
      }`,
    );
  }
  return JSON.parse(text.decode(stdout).trim().split("\n").at(-1)!);
}
