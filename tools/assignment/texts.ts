/** The texts that are written for a hand-out. @module */

import type { Suite } from "../../lib/grade/suite.ts";

/** What is handed out. */
export interface Handout {
  readonly slug: string;
  readonly suite: Suite<unknown>;
  /** The files to fill in. */
  readonly stubs: readonly string[];
  /** The version of Deno that it is pinned to. */
  readonly deno: string;
}

/** The hand-out's `deno.json`: what its files import, each at the version of the book. */
export async function configuration(root: string, files: readonly string[]): Promise<string> {
  const book = JSON.parse(await Deno.readTextFile(`${root}/deno.json`));
  const sources = await Promise.all(
    files.filter((file) => file.endsWith(".ts")).map((file) =>
      Deno.readTextFile(`${root}/${file}`)
    ),
  );
  const isUsed = ([name]: [string, unknown]) =>
    sources.some((source) => source.includes(`"${name}`));
  const { links, compilerOptions, nodeModulesDir, imports, tasks } = book;
  const config = {
    links,
    imports: Object.fromEntries(Object.entries(imports).filter(isUsed)),
    tasks: { commands: tasks.commands, grade: tasks.grade },
    test: { include: ["exercises/**/*_test.ts"] },
    compilerOptions,
    nodeModulesDir,
  };
  return JSON.stringify(config, null, 2) + "\n";
}

/** What the student reads first. */
export function instructions({ slug, suite, stubs, deno }: Handout): string {
  const number = slug.slice(0, 2);
  const points = suite.parts.reduce((sum, part) => sum + part.points, 0);
  return `# ${suite.title}

An exercise of *Happens Before*: ${suite.parts.length} parts, ${points} points. What it is about, and what each
part asks for, stands in [exercises/${slug}/README.md](exercises/${slug}/README.md). You need Node.js with
npm, or Deno ${deno}:

\`\`\`sh
./hb grade ${number}                         # all parts; on Windows: .\\hb grade ${number}
./hb grade ${number} --part 3 --statement    # what a part asks for
./hb grade ${number} --part 3 --hints 2      # the first two of its hints
\`\`\`

With Deno, \`deno task grade ${number}\` does the same, and \`deno test exercises/${slug}\` runs the parts as
ordinary tests.

Fill in these files, and hand them in with files of your own that they import; whatever else you change
is not looked at:

${stubs.map((stub) => `- \`exercises/${slug}/${stub}\``).join("\n")}
`;
}

/** The text of an exercise where there are no solutions beside it: it says nothing of them. */
export function withoutSolutions(readme: string): string {
  const words = "The solutions are in `solutions/[^`]+`; your code runs where it cannot read them.";
  return readme.replace(
    new RegExp(`\\s*${words.replaceAll(" ", "\\s+").replace(/\.$/, "\\.")}`),
    "",
  );
}

/**
 * Grades every push, in GitHub Classroom or any other repository on GitHub. Classroom takes the points from
 * its own graders, one for each part; the last step keeps the reports and the diagrams of failed runs.
 */
export function workflow({ slug, suite, deno }: Handout): string {
  const number = slug.slice(0, 2);
  const id = (part: { readonly number: number }) => `part${part.number}`;
  const graders = suite.parts.map((part) =>
    `      - name: part ${part.number}
        id: ${id(part)}
        uses: classroom-resources/autograding-command-grader@v1
        with:
          test-name: ${JSON.stringify(`${part.number} ${part.title}`)}
          command: deno task grade ${number} --part ${part.number} --complete
          timeout: 10
          max-score: ${part.points}
`
  );
  const results = suite.parts.map((part) =>
    `          ${id(part).toUpperCase()}_RESULTS: "\${{ steps.${id(part)}.outputs.result }}"\n`
  );
  return `# ${suite.title}: grades every push, and tells GitHub Classroom the points.
name: grade
on: [push, repository_dispatch]
permissions:
  checks: write
  actions: read
  contents: read
jobs:
  grade:
    runs-on: ubuntu-latest
    if: github.actor != 'github-classroom[bot]'
    timeout-minutes: 30
    steps:
      - uses: actions/checkout@v4
      - uses: denoland/setup-deno@v2
        with:
          deno-version: v${deno}
${graders.join("")}      - if: always()
        uses: classroom-resources/autograding-grading-reporter@v1
        env:
${results.join("")}        with:
          runners: ${suite.parts.map(id).join(",")}
      - if: always()
        run: deno task grade ${number} --junit grade.xml --json grade.json
      - if: always()
        uses: actions/upload-artifact@v4
        with:
          name: grade
          path: |
            grade.xml
            grade.json
            .cache/exercises
          include-hidden-files: true
`;
}

/** An image that grades what is mounted at /submission. */
export function dockerfile({ slug, stubs, deno }: Handout): string {
  return `# docker build -t ${slug} .
# docker run --rm --network none --memory 3g --pids-limit 256 \\
#   -v "$PWD/answers:/submission:ro" -v "$PWD/out:/results" ${slug}
FROM denoland/deno:${deno}
WORKDIR /autograder/source
COPY . .
# What grading imports is fetched now: a container that grades needs no network.
RUN deno cache ${cachedBy(slug, stubs)}
ENTRYPOINT ["./autograde.sh"]
`;
}

/** Installs Deno where Gradescope builds its image, and fetches what grading imports. */
export function setup({ slug, stubs, deno }: Handout): string {
  return `#!/bin/sh
# Run once by Gradescope, as root, when it builds the image of the autograder. Zip the contents of this
# folder, not the folder, and upload that as the autograder.
set -eu
if [ "$(command -v deno)" = "" ]; then
  apt-get update && apt-get install -y curl unzip
  releases=https://github.com/denoland/deno/releases/download
  curl -fsSL "$releases/v${deno}/deno-x86_64-unknown-linux-gnu.zip" -o deno.zip
  unzip -o deno.zip -d /usr/local/bin && rm deno.zip
fi
[ ! -d /autograder/source ] || cd /autograder/source
deno cache ${cachedBy(slug, stubs)}
`;
}

/** What Gradescope runs for every submission. */
export function gradescopeRun(): string {
  return `#!/bin/sh
exec sh /autograder/source/autograde.sh /autograder/submission /autograder/results
`;
}

/** The modules from which everything that grading imports is reached. */
function cachedBy(slug: string, stubs: readonly string[]): string {
  const own = ["suite.ts", ...stubs].map((file) => `exercises/${slug}/${file}`);
  return ["tools/grade.ts", "tools/grade/child.ts", ...own].join(" ");
}

/** Grades a submission with this copy of the suite, for Gradescope and for the image alike. */
export function autograder({ slug }: Handout): string {
  return `#!/bin/sh
# Grades a submission with the suite beside this file. Unseen seeds: SEED_BASE=1000 SEEDS=50.
# Usage: autograde.sh [submission, default /submission] [results, default /results]
cd "$(dirname "$0")" || exit 2
submission=\${1:-/submission}
results=\${2:-/results}
mkdir -p "$results"
deno task grade ${slug.slice(0, 2)} --submission "$submission" \\
  --gradescope "$results/results.json" --junit "$results/results.xml" --json "$results/grade.json" \\
  \${SEEDS:+--seeds "$SEEDS"} \${SEED_BASE:+--seed-base "$SEED_BASE"}
code=$?
# That something is wrong is a grade, not a failure to grade.
[ "$code" -le 1 ] && [ -f "$results/results.json" ]
`;
}
