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
      run:--max-cost | \
      run:--max-shots | \
      run:--session | \
      export:--dialect | \
      export:--device | \
      export:--bind | \
      export:--output | \
      export:-o | \
      gradient:--observable | \
      gradient:--at | \
      gradient:--with-respect-to | \
      gradient:--rule | \
      gradient:--step | \
      gradient:--directions | \
      gradient:--backend | \
      gradient:--shots | \
      gradient:--allocation | \
      gradient:--covariance | \
      gradient:--data | \
      gradient:--rows | \
      gradient:--checkpoint | \
      gradient:--test-share | \
      gradient:--labels | \
      gradient:--classes | \
      gradient:--prepare | \
      gradient:--loss | \
      gradient:--local-steps | \
      gradient:--learning-rate | \
      gradient:--inputs | \
      gradient:--weights | \
      gradient:--threads | \
      gradient:--max-cost | \
      gradient:--max-shots | \
      gradient:--session | \
      train:--data | \
      train:--labels | \
      train:--classes | \
      train:--prepare | \
      train:--optimiser | \
      train:--rate | \
      train:--epochs | \
      train:--batch | \
      train:--loss | \
      train:--test-share | \
      train:--patience | \
      train:--folds | \
      train:--repeats | \
      train:--backend | \
      train:--shots | \
      train:--most-shots | \
      train:--rule | \
      train:--step | \
      train:--observable | \
      train:--inputs | \
      train:--weights | \
      train:--output | \
      train:-o | \
      train:--resume | \
      train:--threads | \
      train:--dp-epsilon | \
      train:--dp-noise | \
      train:--dp-delta | \
      train:--dp-clip | \
      train:--dp-accountant | \
      invert:--evidence | \
      invert:--data | \
      invert:--row | \
      invert:--attack | \
      invert:--starts | \
      invert:--filter | \
      invert:--window | \
      invert:--defence | \
      invert:--observable | \
      invert:--backend | \
      invert:--shots | \
      invert:--at | \
      invert:--checkpoint | \
      invert:--test-share | \
      invert:--labels | \
      invert:--classes | \
      invert:--prepare | \
      invert:--loss | \
      invert:--inputs | \
      invert:--weights | \
      invert:--threads | \
      invert:--max-cost | \
      invert:--max-shots | \
      invert:--session | \
      membership:--evidence | \
      membership:--score | \
      membership:--attack | \
      membership:--data | \
      membership:--labels | \
      membership:--classes | \
      membership:--prepare | \
      membership:--members | \
      membership:--targets | \
      membership:--references | \
      membership:--reference-rows | \
      membership:--population | \
      membership:--label-noise | \
      membership:--epochs | \
      membership:--batch | \
      membership:--rate | \
      membership:--loss | \
      membership:--backend | \
      membership:--shots | \
      membership:--queries | \
      membership:--observable | \
      membership:--inputs | \
      membership:--weights | \
      membership:--threads | \
      membership:--max-cost | \
      membership:--max-shots | \
      membership:--session | \
      unlearn:--checkpoint | \
      unlearn:--forget | \
      unlearn:--method | \
      unlearn:--data | \
      unlearn:--labels | \
      unlearn:--classes | \
      unlearn:--prepare | \
      unlearn:--loss | \
      unlearn:--test-share | \
      unlearn:--batch | \
      unlearn:--rate | \
      unlearn:--epochs | \
      unlearn:--alpha | \
      unlearn:--repeats | \
      unlearn:--models | \
      unlearn:--attack-epochs | \
      unlearn:--backend | \
      unlearn:--shots | \
      unlearn:--observable | \
      unlearn:--inputs | \
      unlearn:--weights | \
      unlearn:--output | \
      unlearn:-o | \
      unlearn:--threads | \
      accountant:--delta | \
      accountant:--rows | \
      accountant:--batch | \
      accountant:--rate | \
      accountant:--epochs | \
      accountant:--steps | \
      accountant:--noise | \
      accountant:--epsilon | \
      accountant:--accountant | \
      accountant:--orders | \
      accountant:--mechanism | \
      accountant:--probabilities | \
      accountant:--shots | \
      accountant:--depolarize | \
      accountant:--outcomes | \
      accountant:--misread | \
      accountant:--rotate | \
      accountant:--trace-distance | \
      accountant:--gate-noise | \
      accountant:--observable | \
      accountant:--counts | \
      accountant:--confidence | \
      accountant:--qubits | \
      accountant:--at | \
      accountant:--and | \
      study:--shard | \
      study:--output | \
      study:-o | \
      study:--threads | \
      study:--max-cost | \
      study:--max-shots | \
      study:--session | \
      report:--format | \
      report:--output | \
      report:-o | \
      emulate:--protocol | \
      emulate:--device | \
      emulate:--port | \
      emulate:--log | \
      emulate:--faults | \
      emulate:--limits | \
      emulate:--time-scale | \
      emulate:--state) pending="$path:$word" ;;
      *:-?*) ;;
      :check) path=check ;;
      :format) path=format ;;
      :draw) path=draw ;;
      :run) path=run ;;
      :export) path=export ;;
      :models) path=models ;;
      :gradient) path=gradient ;;
      :train) path=train ;;
      :invert) path=invert ;;
      :membership) path=membership ;;
      :unlearn) path=unlearn ;;
      :accountant) path=accountant ;;
      :study) path=study ;;
      :report) path=report ;;
      :devices) path=devices ;;
      :jobs) path=jobs ;;
      :emulate) path=emulate ;;
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
      run:--session) COMPREPLY=($(compgen -W $'batch\nnone' -- "$current")) ;;
      export:--dialect) COMPREPLY=($(compgen -W $'openqasm3\nopenqasm2\nibm\nbraket\nionq\niqm' -- "$current")) ;;
      export:--bind) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
      export:--output | export:-o) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
      gradient:--at) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
      gradient:--rule) COMPREPLY=($(compgen -W $'exact\nparameter-shift\ncentral-difference\nspsa' -- "$current")) ;;
      gradient:--allocation) COMPREPLY=($(compgen -W $'uniform\nvariance\nrandom' -- "$current")) ;;
      gradient:--covariance) COMPREPLY=($(compgen -W $'predicted\nestimated' -- "$current")) ;;
      gradient:--checkpoint) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
      gradient:--loss) COMPREPLY=($(compgen -W $'mse\ncross-entropy\nbinary-per-class\nhinge' -- "$current")) ;;
      gradient:--session) COMPREPLY=($(compgen -W $'batch\nnone' -- "$current")) ;;
      train:--optimiser) COMPREPLY=($(compgen -W $'sgd\nnesterov\nadam\nnatural\nlbfgs\nspsa\ncobyla\nicans\ngcans' -- "$current")) ;;
      train:--loss) COMPREPLY=($(compgen -W $'mse\ncross-entropy\nbinary-per-class\nhinge' -- "$current")) ;;
      train:--rule) COMPREPLY=($(compgen -W $'parameter-shift\ncentral-difference\nspsa' -- "$current")) ;;
      train:--output | train:-o) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
      train:--resume) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
      train:--dp-accountant) COMPREPLY=($(compgen -W $'rdp\nprv\ngdp' -- "$current")) ;;
      invert:--evidence) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
      invert:--attack) COMPREPLY=($(compgen -W $'least-squares\nsnapshot\nnumerical\nanalytic\ndlg\ncosine\nguess' -- "$current")) ;;
      invert:--filter) COMPREPLY=($(compgen -W $'none\nstate\ntrailing\nslopes' -- "$current")) ;;
      invert:--at) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
      invert:--checkpoint) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
      invert:--loss) COMPREPLY=($(compgen -W $'mse\ncross-entropy\nbinary-per-class\nhinge' -- "$current")) ;;
      invert:--session) COMPREPLY=($(compgen -W $'batch\nnone' -- "$current")) ;;
      membership:--evidence) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
      membership:--score) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
      membership:--attack) COMPREPLY=($(compgen -W $'gap\nloss\nconfidence\nentropy\nmodified-entropy\nrmia-offline\nrmia\nlira-offline\nlira-offline-pooled\nlira-offline-delta\nlira-offline-pooled-delta\nlira\nlira-pooled\nlira-delta\nlira-pooled-delta\ncounts\nlabel-noise\nlabel-boundary' -- "$current")) ;;
      membership:--reference-rows) COMPREPLY=($(compgen -W $'audited\nown' -- "$current")) ;;
      membership:--loss) COMPREPLY=($(compgen -W $'mse\ncross-entropy\nbinary-per-class\nhinge' -- "$current")) ;;
      membership:--session) COMPREPLY=($(compgen -W $'batch\nnone' -- "$current")) ;;
      unlearn:--checkpoint) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
      unlearn:--loss) COMPREPLY=($(compgen -W $'mse\ncross-entropy\nbinary-per-class\nhinge' -- "$current")) ;;
      unlearn:--output | unlearn:-o) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
      accountant:--accountant) COMPREPLY=($(compgen -W $'rdp\nprv\ngdp' -- "$current")) ;;
      accountant:--at) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
      accountant:--and) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
      study:--session) COMPREPLY=($(compgen -W $'batch\nnone' -- "$current")) ;;
      report:--format) COMPREPLY=($(compgen -W $'html\nmd\ncsv\njson' -- "$current")) ;;
      emulate:--protocol) COMPREPLY=($(compgen -W $'ibm\nbraket\nionq' -- "$current")) ;;
      emulate:--log) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
      emulate:--faults) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
      emulate:--limits) COMPREPLY=($(compgen -W $'real\nnone' -- "$current")) ;;
      emulate:--state) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
    esac
    return
  fi
  if [[ $current == -* ]]; then
    case "$path" in
      "") COMPREPLY=($(compgen -W $'--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      check) COMPREPLY=($(compgen -W $'--syntax-only\n--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      format) COMPREPLY=($(compgen -W $'--check\n--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      draw) COMPREPLY=($(compgen -W $'--width\n--ascii\n--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      run) COMPREPLY=($(compgen -W $'--backend\n--shots\n--input\n--memory\n--amplitudes\n--noise\n--method\n--precision\n--threads\n--max-seconds\n--max-steps\n--yes\n--max-cost\n--max-shots\n--resubmit-absent\n--session\n--verbatim\n--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      export) COMPREPLY=($(compgen -W $'--dialect\n--device\n--bind\n--output\n-o\n--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      models) COMPREPLY=($(compgen -W $'--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      gradient) COMPREPLY=($(compgen -W $'--observable\n--at\n--with-respect-to\n--rule\n--step\n--directions\n--backend\n--shots\n--allocation\n--covariance\n--data\n--rows\n--checkpoint\n--test-share\n--labels\n--classes\n--prepare\n--loss\n--local-steps\n--learning-rate\n--inputs\n--weights\n--threads\n--yes\n--max-cost\n--max-shots\n--resubmit-absent\n--session\n--verbatim\n--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      train) COMPREPLY=($(compgen -W $'--data\n--labels\n--classes\n--prepare\n--optimiser\n--rate\n--epochs\n--batch\n--loss\n--test-share\n--patience\n--folds\n--repeats\n--backend\n--shots\n--most-shots\n--rule\n--step\n--observable\n--inputs\n--weights\n--output\n-o\n--resume\n--threads\n--dp-epsilon\n--dp-noise\n--dp-delta\n--dp-clip\n--dp-accountant\n--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      invert) COMPREPLY=($(compgen -W $'--evidence\n--data\n--row\n--attack\n--starts\n--filter\n--window\n--defence\n--observable\n--backend\n--shots\n--at\n--checkpoint\n--malicious\n--test-share\n--labels\n--classes\n--prepare\n--loss\n--inputs\n--weights\n--threads\n--yes\n--max-cost\n--max-shots\n--resubmit-absent\n--session\n--verbatim\n--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      membership) COMPREPLY=($(compgen -W $'--evidence\n--score\n--attack\n--data\n--labels\n--classes\n--prepare\n--members\n--targets\n--references\n--reference-rows\n--population\n--label-noise\n--epochs\n--batch\n--rate\n--loss\n--backend\n--shots\n--queries\n--observable\n--inputs\n--weights\n--threads\n--yes\n--max-cost\n--max-shots\n--resubmit-absent\n--session\n--verbatim\n--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      unlearn) COMPREPLY=($(compgen -W $'--checkpoint\n--forget\n--method\n--data\n--labels\n--classes\n--prepare\n--loss\n--test-share\n--batch\n--rate\n--epochs\n--alpha\n--repeats\n--models\n--attack-epochs\n--backend\n--shots\n--observable\n--inputs\n--weights\n--output\n-o\n--threads\n--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      accountant) COMPREPLY=($(compgen -W $'--delta\n--rows\n--batch\n--rate\n--epochs\n--steps\n--noise\n--epsilon\n--accountant\n--orders\n--mechanism\n--probabilities\n--shots\n--depolarize\n--outcomes\n--misread\n--rotate\n--trace-distance\n--gate-noise\n--observable\n--counts\n--confidence\n--qubits\n--at\n--and\n--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      study) COMPREPLY=($(compgen -W $'--shard\n--output\n-o\n--threads\n--yes\n--max-cost\n--max-shots\n--resubmit-absent\n--session\n--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      report) COMPREPLY=($(compgen -W $'--format\n--output\n-o\n--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      devices) COMPREPLY=($(compgen -W $'--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      jobs) COMPREPLY=($(compgen -W $'--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      emulate) COMPREPLY=($(compgen -W $'--protocol\n--device\n--port\n--log\n--faults\n--limits\n--time-scale\n--state\n--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      doctor) COMPREPLY=($(compgen -W $'--online\n--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      completions) COMPREPLY=($(compgen -W $'--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      man) COMPREPLY=($(compgen -W $'--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
      help) COMPREPLY=($(compgen -W $'--json\n--seed\n--quiet\n--verbose\n--timings\n--color\n--show-config\n--version\n--help\n-h' -- "$current")) ;;
    esac
    return
  fi
  case "$path:$count" in
    :0) COMPREPLY=($(compgen -W $'check\nformat\ndraw\nrun\nexport\nmodels\ngradient\ntrain\ninvert\nmembership\nunlearn\naccountant\nstudy\nreport\ndevices\njobs\nemulate\ndoctor\ncompletions\nman\nhelp' -- "$current")) ;;
    check:*) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
    format:0) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
    draw:0) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
    run:0) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
    export:0) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
    models:0) COMPREPLY=($(compgen -W $'list\nshow' -- "$current")) ;;
    models:1) COMPREPLY=($(compgen -W $'simple-1\nsimple-2\nsimple-6\nsimple-entangled-2\nsimple-entangled-6\ncomplex-2\ncomplex-6\nzz-efficient-2\nzz-efficient-4\nzz-efficient-6\nzz-linear-4\nzz-linear-8\nexpressive-federated-2\nsingle-qubit-1\nsingle-qubit-2\nre-uploading-parity-4\nsimple-parity-4\nqcnn-8\npauli-rotation-4\nre-uploading-4-2\nre-uploading-4-3\nre-uploading-8-2\nstrongly-entangling-4-2\ndense-angle-4-2\niqp-4-2\nhamiltonian-4-2\ntransfer-4-3\nparallel-hybrid-4-3\nreservoir-4-3\nbasic-qnn\nbasic-qnn-reduced\nhybrid-qnn\nhybrid-qnn-reduced\nquanvolution' -- "$current")) ;;
    gradient:0) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
    train:0) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
    invert:0) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
    membership:0) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
    unlearn:0) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
    accountant:0) COMPREPLY=($(compgen -W $'training\nquantization\nshots\nreadout\nradius\ndistance' -- "$current")) ;;
    accountant:1) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
    study:0) COMPREPLY=($(compgen -W $'plan\nrun\nresume\nstatus\nmerge\nschema' -- "$current")) ;;
    study:1) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
    report:0) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
    devices:0) COMPREPLY=($(compgen -W $'list\nshow\nschema\nrefresh' -- "$current")) ;;
    devices:1) COMPREPLY=($(compgen -W $'ibm_aachen\nibm_fez\nibm_guadalupe\nibm_kolkata\nibm_manila\nibm_nairobi\nibm_sherbrooke\nibm_torino\nideal\nsquare_lattice\ntrapped_ion' -- "$current")) ;;
    jobs:0) COMPREPLY=($(compgen -W $'list\nshow\nwait\nresult\ncancel' -- "$current")) ;;
    completions:0) COMPREPLY=($(compgen -W $'bash\nzsh\nfish' -- "$current")) ;;
    help:0) COMPREPLY=($(compgen -W $'accountant\nbackends\nbit-order\ncheck\ncompletions\ndevice-files\ndevices\ndiagnostics\ndoctor\ndraw\nemulate\nemulation\nenvironment\nevidence\nexit-codes\nexport\nformat\nformats\ngates\ngradient\nhelp\ninvert\njobs\nman\nmarkdown\nmembership\nmembership-evidence\nmodels\nreport\nrun\nstudy\nstudy-files\ntrain\nunlearn' -- "$current")) ;;
  esac
}
complete -F _shotglass shotglass
