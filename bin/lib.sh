# Shared by the commands in this folder; not a command itself.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

die() {
    printf '%s\n' "$@" >&2
    exit 1
}

# Sets JAVA_HOME to a JDK 25, wherever it usually lives; says where it looked if there is none.
find_jdk() {
    local places=() place on_path
    [ -n "${JAVA_HOME:-}" ] && places+=("$JAVA_HOME")
    on_path=$(command -v javac || true)
    [ -n "$on_path" ] && places+=("$(dirname "$(dirname "$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")")")")
    shopt -s nullglob
    places+=(/usr/lib/jvm/* /usr/java/* /usr/local/java/* /usr/local/lib/jvm/* /opt/jdk* /opt/java/* /opt/*jdk*
        "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/*
        "$HOME"/.local/share/mise/installs/java/* "$HOME"/.jenv/versions/*
        /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home)
    shopt -u nullglob
    for place in "${places[@]}"; do
        if [ -x "$place/bin/javac" ] && grep -qs '^JAVA_VERSION="25[".]' "$place/release"; then
            export JAVA_HOME=$place
            return
        fi
    done
    die "Không tìm thấy JDK 25 / no JDK 25 found. Looked at: JAVA_HOME (${JAVA_HOME:-not set}), PATH, /usr/lib/jvm, /usr/java," \
        "/opt, SDKMAN, ~/.jdks, asdf, mise, jenv, /Library/Java/JavaVirtualMachines, Homebrew." \
        "Get one: 'sdk install java 25-tem', the package temurin-25-jdk of https://adoptium.net/installation," \
        "or unpack https://adoptium.net/temurin/releases/?version=25 anywhere and set JAVA_HOME."
}

# at_least WANTED FOUND, both like 3.8.7
at_least() {
    [ "$(printf '%s\n%s\n' "$1" "$2" | sort -t. -k1,1n -k2,2n | head -1)" = "$1" ] || [ "$1" = "$2" ]
}

check_build_tools() {
    local version
    command -v mvn >/dev/null || die "Cần Maven 3.8 trở lên / Maven 3.8 or newer is needed (apt-get install maven)."
    version=$(mvn -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p' | head -1)
    at_least 3.8 "$version" || die "Cần Maven 3.8 trở lên, máy có $version / Maven 3.8 or newer is needed, found $version."
    command -v node >/dev/null || die "Cần Node 20 trở lên / Node 20 or newer is needed (https://nodejs.org)."
    version=$(node --version | tr -d v)
    at_least 20 "$version" || die "Cần Node 20 trở lên, máy có $version / Node 20 or newer is needed, found $version."
}

run_folder=$root/app/target/run

# How the application is always started: the cache of loaded classes fits only the very same options.
java_options=(-XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED -Xlog:disable -Xlog:all=error:stderr
    -Dfile.encoding=UTF-8 -Duser.timezone=Asia/Ho_Chi_Minh)

sources() {
    (cd "$root" && find pom.xml app/pom.xml bin/lib.sh app/src/main -name node_modules -prune -o -type f "$@" -print)
}

file_list() {
    sources | LC_ALL=C sort | cksum
}

is_stale() {
    [ ! -f "$run_folder/built" ] || [ "$(file_list)" != "$(head -1 "$run_folder/built")" ] \
        || [ "$JAVA_HOME" != "$(sed -n 2p "$run_folder/built")" ] \
        || [ -n "$(sources -newer "$run_folder/built" | head -1)" ]
}

# step TEXT COMMAND...: runs the command quietly, its output in the build log, a line that tells how long it takes
step() {
    local text=$1 log=$root/app/target/build.log started=$SECONDS pid
    shift
    "$@" >>"$log" 2>&1 &
    pid=$!
    trap 'kill $pid 2>/dev/null; exit 130' INT TERM
    if [ -t 2 ]; then
        while kill -0 $pid 2>/dev/null; do
            printf '\r%s … %d s ' "$text" $((SECONDS - started)) >&2
            sleep 1
        done
        printf '\r' >&2
    fi
    if ! wait $pid; then
        printf '%s: không thành công / failed\n' "$text" >&2
        grep -E '^\[ERROR\]|^Error' "$log" | head -20 >&2
        die "Nhật ký / full log: $log"
    fi
    trap - INT TERM
    printf '%s: %d s\n' "$text" $((SECONDS - started)) >&2
}

pack() {
    # without the tests: they have their own command
    (cd "$root" && mvn -q -B -pl app -Dmaven.test.skip=true -Dspotless.check.skip=true package)
}

unpack() {
    rm -rf "$run_folder"
    "$JAVA_HOME/bin/java" -Djarmode=tools -jar "$root"/app/target/motcua-app-*-exec.jar extract --destination "$run_folder"
    mv "$run_folder"/motcua-app-*.jar "$run_folder/motcua.jar"
}

# One start on a throw-away database, so that later ones find their classes loaded and linked.
train() {
    local data=$root/app/target/training
    rm -rf "$data"
    (cd "$run_folder" && env -u MOTCUA_DATABASE_URL -u MOTCUA_DATA -u SERVER_PORT \
        "$JAVA_HOME/bin/java" -XX:AOTCacheOutput=motcua.aot "${java_options[@]}" -jar motcua.jar \
        --motcua.data="$data" --motcua.demo=true --server.port=0 --motcua.rehearsal=true) || return
    rm -rf "$data"
}

# Builds what is missing or older than its sources.
build() {
    is_stale || return 0
    check_build_tools
    mkdir -p "$root/app/target"
    : >"$root/app/target/build.log"
    exec 8>"$root/app/target/build.lock"
    if command -v flock >/dev/null; then
        flock 8
        is_stale || return 0
    fi
    local files
    files=$(file_list)
    local begun=$root/app/target/build.begun
    : >"$begun"
    step "Biên dịch / building" pack
    step "Giải nén / unpacking" unpack
    step "Chạy thử để lần sau khởi động nhanh / rehearsing, so that later starts are quick" train
    printf '%s\n%s\n' "$files" "$JAVA_HOME" >"$run_folder/built"
    # what changed while the build ran is newer than the build
    touch -r "$begun" "$run_folder/built"
    exec 8>&-
}
