#!/bin/sh
# Installs Deno and its Jupyter kernel for everybody who uses the Python or the home below PREFIX.
# Usage: install_deno.sh PREFIX, say /usr/local on a shared machine, or "$HOME/.local". Needs npm.
set -eu
here=$(dirname "$0")
# In the book the version stands at the root; an image may have it beside this script.
version=$(cat "$here/../.deno-version" 2>/dev/null || cat "$here/.deno-version")
prefix=${1:?"Cannot install Deno because a folder is required: install_deno.sh PREFIX"}
npm install --global --prefix "$prefix" --no-fund --no-audit "deno@$version"
kernel="$prefix/share/jupyter/kernels/deno"
mkdir -p "$kernel"
# What `deno jupyter --install` writes, for all users and without codes that colour texts.
cat > "$kernel/kernel.json" <<JSON
{
  "argv": ["$prefix/bin/deno", "jupyter", "--kernel", "--conn", "{connection_file}"],
  "display_name": "Deno",
  "language": "typescript",
  "env": { "NO_COLOR": "1" }
}
JSON
"$prefix/bin/deno" --version
