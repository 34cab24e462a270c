# Finds a JDK for the scripts that source this: the build (mvnw) and the launcher (bin/pyrsia). POSIX sh.
#
# find_jdk TOOL: sets `jdk` to the home of a JDK of at least $jdk_wanted that has bin/TOOL. Looks at JAVA_HOME, PATH and the
# usual folders, in this order. A JAVA_HOME that does not fit is refused and not passed over: it is someone's explicit wish.
# On failure `jdk_problem` says in one line what to do.

jdk_wanted=25
: "${HOME:=/}"

# jdk_major HOME: sets `major` to the JDK's feature version, 0 when it cannot be told.
jdk_major() {
    major=0
    [ -r "$1/release" ] || return 0
    while IFS='=' read -r key value; do
        if [ "$key" = JAVA_VERSION ]; then
            value=${value#\"}
            value=${value%%[!0-9]*}
            major=${value:-0}
            return 0
        fi
    done <"$1/release"
}

jdk_fits() { # HOME TOOL
    [ -x "$1/bin/$2" ] || return 1
    jdk_major "$1"
    [ "$major" -ge "$jdk_wanted" ]
}

jdk_search() { # TOOL
    on_path=$(command -v "$1" 2>/dev/null) && on_path=$(readlink -f "$on_path" 2>/dev/null) || on_path=/
    for jdk in "${on_path%/bin/*}" \
        /usr/lib/jvm/* /usr/java/* /opt/*jdk* /opt/java/* \
        "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* "$HOME"/.local/share/mise/installs/java/* \
        /opt/homebrew/opt/openjdk* /usr/local/opt/openjdk* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
        jdk_fits "$jdk" "$1" && return 0
    done
    return 1
}

find_jdk() { # TOOL
    jdk_problem=
    if [ -n "${JAVA_HOME:-}" ]; then
        jdk=$JAVA_HOME
        jdk_fits "$jdk" "$1" && return 0
        jdk_problem="JAVA_HOME ($JAVA_HOME) is not a JDK $jdk_wanted or newer"
        if jdk_search "$1"; then
            jdk_problem="$jdk_problem: unset it, or set JAVA_HOME=$jdk"
        else
            jdk_problem="$jdk_problem, and none was found: install one, for example Temurin $jdk_wanted"
        fi
        return 1
    fi
    jdk_search "$1" && return 0
    jdk_problem="no JDK $jdk_wanted or newer was found on PATH or in the usual folders: install one, for example Temurin $jdk_wanted, or set JAVA_HOME"
    return 1
}
