#compdef pyrsia
# Completion of pyrsia for zsh: the command itself says what is possible; files where it has nothing to say.
_pyrsia() {
    local line
    local -a candidates
    while IFS= read -r line; do
        candidates+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
    done < <("${words[1]}" __complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)
    if (( ${#candidates} )); then
        _describe 'pyrsia' candidates
    else
        _files
    fi
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -u; }
compdef _pyrsia pyrsia
