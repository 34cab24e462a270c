# Completion of pyrsia for bash: the command itself says what is possible; files where it has nothing to say.
_pyrsia() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        COMPREPLY+=("${line%%$'\t'*}")
    done < <("${COMP_WORDS[0]}" __complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
    [ "${#COMPREPLY[@]}" -gt 0 ] || compopt -o default
}
complete -F _pyrsia pyrsia
