#!/bin/sh
# Brings ONNX Runtime's shared library, once, and prints where it is.
#
# Mirror loads this library when the first model is loaded. It is taken out of the Python package `onnxruntime`
# with pip's own client, or out of the npm package `onnxruntime-node` where pip is missing, and put next to the
# build output, where `mirror` and the tests find it. Nothing is installed into the system.
#
# With --user it goes into Mirror's data folder, where an installed `mirror` finds it too.
set -eu

wheel_version=1.31.1
node_version=1.30.0

root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
target=${CARGO_TARGET_DIR:-$root/target}
case $target in /*) ;; *) target=$root/$target ;; esac
folder=$target/onnxruntime
if [ "${1:-}" = --user ]; then
    folder=${XDG_DATA_HOME:-$HOME/.local/share}/mirror/onnxruntime
fi

fail() {
    printf 'onnxruntime: %s\n' "$1" >&2
    exit 1
}

# The checksums are those of the library itself, as the registries deliver it.
case "$(uname -s)-$(uname -m)" in
Linux-x86_64)
    platform=manylinux_2_28_x86_64
    library=libonnxruntime.so.$wheel_version
    checksum=fc44112fbe06d7d689c57e11d3862031f64711007e4ee020f8eed5185fd2c1d3
    node_library=libonnxruntime.so.$node_version
    node_path=linux/x64/libonnxruntime.so.1
    node_checksum=ffb75a925ba05e47b235bb66e3e3911714a80b328a9c9425539feb204aa32a23
    ;;
Linux-aarch64 | Linux-arm64)
    platform=manylinux_2_28_aarch64
    library=libonnxruntime.so.$wheel_version
    checksum=8aa3b76b28c778a2b1dd660d34161adb1d508c9ccd04ff9dc80e26eca5df8467
    node_library=libonnxruntime.so.$node_version
    node_path=linux/arm64/libonnxruntime.so.1
    node_checksum=1f549d46250b005580b597f4164984aaf75b3bcb9f3aeb07c7f8a8fe60b23c76
    ;;
Darwin-arm64)
    platform=macosx_14_0_arm64
    library=libonnxruntime.$wheel_version.dylib
    checksum=f8b06155feece624e55e49124340eea279da812529ae6fbc46a9f2be9c9cad2e
    node_library=libonnxruntime.$node_version.dylib
    node_path=darwin/arm64/libonnxruntime.$node_version.dylib
    node_checksum=685d2be5dba1309c89d3a5324b7fd06a5c42f1a61bfea32d14c4cc28d072121d
    ;;
*)
    fail "there is no package for $(uname -s) on $(uname -m); build ONNX Runtime and set ORT_DYLIB_PATH to its library"
    ;;
esac

sha256() {
    if command -v sha256sum >/dev/null 2>&1; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

# Whether a library is there that was checked before. The mark spares the checksum, which takes a moment.
present() {
    [ -s "$folder/$1" ] && [ "$(cat "$folder/$1.sha256" 2>/dev/null)" = "$2" ]
}

# Puts the library into its place in one step, so that nobody finds half a file.
place() {
    [ "$(sha256 "$scratch/library")" = "$2" ] ||
        fail "the library that came has another checksum than it should; nothing was kept"
    mkdir -p "$folder"
    cp "$scratch/library" "$folder/.$1.$$"
    mv "$folder/.$1.$$" "$folder/$1"
    printf '%s\n' "$2" >"$folder/$1.sha256"
}

with_pip() {
    echo "onnxruntime: fetching version $wheel_version with pip (about 24 MB)"
    python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: \
        --platform "$platform" --python-version 311 --dest "$scratch" "onnxruntime==$wheel_version" ||
        fail "pip could not fetch it; is there a connection to the package index?"
    python3 - "$scratch" "onnxruntime/capi/$library" <<'PYTHON'
import glob, sys, zipfile
with zipfile.ZipFile(glob.glob(sys.argv[1] + "/*.whl")[0]) as wheel, open(sys.argv[1] + "/library", "wb") as out:
    out.write(wheel.read(sys.argv[2]))
PYTHON
    place "$library" "$checksum"
}

with_npm() {
    echo "onnxruntime: pip is missing; fetching version $node_version with npm (about 114 MB)"
    (cd "$scratch" && npm pack --silent --ignore-scripts "onnxruntime-node@$node_version" >/dev/null) ||
        fail "npm could not fetch it; is there a connection to the registry?"
    tar -xzOf "$scratch/onnxruntime-node-$node_version.tgz" "package/bin/napi-v6/$node_path" >"$scratch/library"
    place "$node_library" "$node_checksum"
}

if present "$node_library" "$node_checksum" && ! present "$library" "$checksum"; then
    library=$node_library
elif ! present "$library" "$checksum"; then
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    if python3 -m pip --version >/dev/null 2>&1; then
        with_pip
    elif command -v npm >/dev/null 2>&1; then
        with_npm
        library=$node_library
    else
        fail "pip is missing; install it with \`sudo apt-get install python3-pip\` (macOS: \`brew install python3\`) and run this again"
    fi
fi
echo "onnxruntime: $folder/$library"
