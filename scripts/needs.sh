# What the commands of this repository need, each with the command that brings it. Sourced by them.

say() { printf '%s\n' "$*" >&2; }

need_rust() {
  command -v cargo >/dev/null && return
  say "Rust is missing. It comes with: curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh"
  exit 1
}

need_node() {
  command -v npm >/dev/null && return
  say "Node.js (20 or later) with npm is missing; the web client is built with it."
  say "It comes with: apt install nodejs npm   (or brew install node, or https://nodejs.org)"
  exit 1
}

# The browser for the browser tests: CHROMIUM, or what the system has, or Debian's package where one may install it.
find_chromium() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome /usr/bin/chromium; do
    if [ -n "$name" ] && command -v "$name" >/dev/null; then command -v "$name"; return; fi
  done
  return 1
}

need_chromium() {
  if ! CHROMIUM=$(find_chromium); then
    if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
      say "Chromium is missing; installing it with apt-get."
      apt-get -o DPkg::Lock::Timeout=180 update -qq
      DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=180 install -y -qq chromium >/dev/null
    fi
    CHROMIUM=$(find_chromium) || {
      say "Chromium is missing; the browser tests need it. It comes with: sudo apt install chromium"
      say "or set CHROMIUM to a Chrome or Chromium you have."
      exit 1
    }
  fi
  export CHROMIUM
}
