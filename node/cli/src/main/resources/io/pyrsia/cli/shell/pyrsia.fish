# Completion of pyrsia for fish: the command itself says what is possible; files where it has nothing to say.
function __pyrsia_candidates
    set -l words (commandline -opc) (commandline -ct)
    $words[1] __complete -- $words[2..-1] 2>/dev/null
end
complete -c pyrsia -f -n 'count (__pyrsia_candidates) >/dev/null' -a '(__pyrsia_candidates)'
