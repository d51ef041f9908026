#!/bin/sh
# The commands of the book for whoever has Node.js with npm, or Deno: "./hb grade 01" is "deno task grade 01".
# It takes the Deno on the PATH when that is new enough, and else the one that npx fetches, once.
set -u

# Where this file is, also when it is called by a link on the PATH.
self=$0
while [ -h "$self" ]; do
  target=$(readlink "$self") || exit 1
  case $target in
  /*) self=$target ;;
  *) self=$(dirname -- "$self")/$target ;;
  esac
done
root=$(CDPATH='' cd -- "$(dirname -- "$self")" && pwd) || exit 1
wanted=$(cat "$root/.deno-version") || exit 1

# Three numbers that are not less than three others.
at_least() {
  [ "$1" -gt "$4" ] && return 0
  [ "$1" -eq "$4" ] || return 1
  [ "$2" -gt "$5" ] && return 0
  [ "$2" -eq "$5" ] && [ "$3" -ge "$6" ]
}

# The Deno on the PATH, as three numbers; nothing where there is none.
found=$(deno --version 2>/dev/null | sed -n 's/^deno \([0-9]*\)\.\([0-9]*\)\.\([0-9]*\).*/\1 \2 \3/p')

# Hints are printed as the reader began: tools/command/typed.ts.
case $0 in
*/*) HB_COMMAND=$0 ;;
*) HB_COMMAND="sh $0" ;;
esac
export HB_COMMAND

case ${1-} in
'' | -h | --help) set -- commands ;;
esac

# shellcheck disable=SC2046,SC2086 # the numbers are words
if [ -n "$found" ] && at_least $found $(echo "$wanted" | tr . ' '); then
  exec deno task --quiet --config "$root/deno.json" "$@"
fi
if command -v npx >/dev/null 2>&1; then
  # npx is silent while it fetches some 40 MB.
  [ -d "$root/.cache" ] || echo "Fetching Deno $wanted with npx; this is needed once" >&2
  exec npx -y "deno@$wanted" task --quiet --config "$root/deno.json" "$@"
fi
given=$(echo "$found" | tr ' ' .)
echo "Cannot run ${1} because Deno $wanted or later, or Node.js with npm, must be on the PATH:" \
  "given ${found:+Deno }${given:-neither}" >&2
exit 127
