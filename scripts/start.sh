#!/usr/bin/env bash
# Builds mirror and runs the magic mirror. What else you give goes to `mirror run`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/needs.sh
need_rust
need_node
bash scripts/onnxruntime.sh
exec cargo run --release --quiet --package mirror-runtime --bin mirror -- run examples/magic_mirror/app.rhai "$@"
