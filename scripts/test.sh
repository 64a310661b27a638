#!/usr/bin/env bash
# Runs every test: formatting, lints, Rust, the web client, and a real browser against the real server.
# Installs what it needs into this folder (npm packages, ONNX Runtime) and, where it may, Chromium.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/needs.sh
need_rust
need_node
need_chromium

step() { printf '\n\033[1m== %s\033[0m\n' "$*"; }
# Without a terminal or with NO_COLOR, no colors.
if [ ! -t 1 ] || [ -n "${NO_COLOR:-}" ]; then step() { printf '\n== %s\n' "$*"; }; fi

step "ONNX Runtime"
bash scripts/onnxruntime.sh

step "Formatting and lints"
cargo fmt --all --check
export MIRROR_WEB_REQUIRE=1
cargo clippy --workspace --all-targets --quiet -- -D warnings

step "Rust tests"
cargo test --workspace --quiet

step "Limits in the release build: the stack is another one there"
cargo test --release --quiet --package mirror-runtime --test limits

step "Web client: types, units"
(cd web-client && npm ci --ignore-scripts --no-audit --no-fund --silent && npm run --silent check && npm test --silent)

step "A real browser against the real server"
cargo build --quiet --package mirror-runtime --bin mirror
(cd web-client && MIRROR_BIN="${CARGO_TARGET_DIR:-$PWD/../target}/debug/mirror" npm run --silent e2e)

if command -v cargo-deny >/dev/null; then
  step "Licenses and sources of dependencies"
  cargo deny --offline check licenses bans sources
fi

printf '\nAll tests passed.\n'
