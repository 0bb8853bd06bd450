# bash completion for shotglass; load it with: source <(shotglass completions bash)
_shotglass() {
  local current="${COMP_WORDS[COMP_CWORD]}" path="" pending="" word="" index=0 count=0 IFS=$'\n'
  for ((index = 1; index < COMP_CWORD; index++)); do
    word="${COMP_WORDS[index]}"
    if [[ -n $pending ]]; then
      [[ $word == "=" ]] || pending=""
      continue
    fi
    case "$path:$word" in
      *:--seed | \
      *:--color | \
      draw:--width | \
      run:--backend | \
      run:--shots | \
      run:--input | \
      run:--noise | \
      run:--method | \
      run:--precision | \
      run:--threads | \
      run:--max-seconds | \
      run:--max-steps | \
      gradient:--observable | \
      gradient:--at | \
      gradient:--with-respect-to | \
      gradient:--rule | \
      gradient:--step | \
      gradient:--directions | \
      gradient:--backend | \
      gradient:--shots | \
      gradient:--covariance | \
      gradient:--threads | \
      export:--dialect | \
      export:--device | \
      export:--bind | \
      export:--output | \
      export:-o) pending="$path:$word" ;;
      *:-?*) ;;
      :check) path=check ;;
      :format) path=format ;;
      :draw) path=draw ;;
      :run) path=run ;;
      :gradient) path=gradient ;;
      :export) path=export ;;
      :devices) path=devices ;;
      :doctor) path=doctor ;;
      :completions) path=completions ;;
      :man) path=man ;;
      :help) path=help ;;
      *) count=$((count + 1)) ;;
    esac
  done
  [[ $current == "=" ]] && current=""
  COMPREPLY=()
  if [[ -n $pending ]]; then
    case "$pending" in
      *:--color) COMPREPLY=($(compgen -W $'auto\nalways\nnever' -- "$current")) ;;
      run:--noise) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
      run:--method) COMPREPLY=($(compgen -W $'automatic\ndensity-matrix\ntrajectories' -- "$current")) ;;
      run:--precision) COMPREPLY=($(compgen -W $'double\nsingle' -- "$current")) ;;
      gradient:--at) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
      gradient:--rule) COMPREPLY=($(compgen -W $'exact\nparameter-shift\ncentral-difference\nspsa' -- "$current")) ;;
      gradient:--covariance) COMPREPLY=($(compgen -W $'predicted\nestimated' -- "$current")) ;;
      export:--dialect) COMPREPLY=($(compgen -W $'openqasm3\nopenqasm2\nibm\nbraket\nionq\niqm' -- "$current")) ;;
      export:--bind) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
      export:--output | export:-o) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
    esac
    return
  fi
  if [[ $current == -* ]]; then
    case "$path" in
      "") COMPREPLY=($(compgen -W $'--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      check) COMPREPLY=($(compgen -W $'--syntax-only\n--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      format) COMPREPLY=($(compgen -W $'--check\n--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      draw) COMPREPLY=($(compgen -W $'--width\n--ascii\n--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      run) COMPREPLY=($(compgen -W $'--backend\n--shots\n--input\n--memory\n--amplitudes\n--noise\n--method\n--precision\n--threads\n--max-seconds\n--max-steps\n--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      gradient) COMPREPLY=($(compgen -W $'--observable\n--at\n--with-respect-to\n--rule\n--step\n--directions\n--backend\n--shots\n--covariance\n--threads\n--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      export) COMPREPLY=($(compgen -W $'--dialect\n--device\n--bind\n--output\n-o\n--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      devices) COMPREPLY=($(compgen -W $'--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      doctor) COMPREPLY=($(compgen -W $'--online\n--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      completions) COMPREPLY=($(compgen -W $'--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      man) COMPREPLY=($(compgen -W $'--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      help) COMPREPLY=($(compgen -W $'--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
    esac
    return
  fi
  case "$path:$count" in
    :0) COMPREPLY=($(compgen -W $'check\nformat\ndraw\nrun\ngradient\nexport\ndevices\ndoctor\ncompletions\nman\nhelp' -- "$current")) ;;
    check:*) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
    format:0) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
    draw:0) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
    run:0) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
    gradient:0) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
    export:0) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
    devices:0) COMPREPLY=($(compgen -W $'list\nshow\nschema' -- "$current")) ;;
    devices:1) COMPREPLY=($(compgen -W $'ibm_aachen\nibm_fez\nibm_guadalupe\nibm_kolkata\nibm_manila\nibm_nairobi\nibm_sherbrooke\nibm_torino\nideal\nsquare_lattice\ntrapped_ion' -- "$current")) ;;
    completions:0) COMPREPLY=($(compgen -W $'bash\nzsh\nfish' -- "$current")) ;;
    help:0) COMPREPLY=($(compgen -W $'backends\nbit-order\ncheck\ncompletions\ndevice-files\ndevices\ndiagnostics\ndoctor\ndraw\nenvironment\nexit-codes\nexport\nformat\nformats\ngates\ngradient\nhelp\nman\nmarkdown\nrun' -- "$current")) ;;
  esac
}
complete -F _shotglass shotglass
