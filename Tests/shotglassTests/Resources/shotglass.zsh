#compdef shotglass
# zsh completion for shotglass; load it with: source <(shotglass completions zsh), after compinit
_shotglass() {
  local curcontext="$curcontext" state line
  typeset -A opt_args
  _arguments -C -s '--json[Print the result as one JSON document.]' \
    '--seed=[Fix every random choice; 0 unless given.]:N: ' \
    '--quiet[Print nothing but the result and errors.]' \
    '--verbose[Say more on standard error; secrets are never shown.]' \
    '--timings[Say how long it took.]' \
    '--color=[Colour messages; auto colours terminals unless NO_COLOR is set.]:WHEN:(auto always never)' \
    '--show-config[Print the value of every option, where it came from, and stop.]' \
    '--version[Print the version and stop.]' \
    '(--help -h)--help[Print a short help and stop.]' \
    '(--help -h)-h[Print a short help and stop.]' \
    '1: :->verb' \
    '*:: :->rest'
  case $state in
    verb)
      local -a verbs=(
        'check:Find the errors in OpenQASM programs.'
        'format:Print a program as canonical OpenQASM 3.'
        'draw:Draw a circuit as text.'
        'run:Run a program and count its outcomes.'
        'export:Write a program for another toolchain.'
        'models:List the models, or show what one is made of.'
        'gradient:Differentiate an expectation value, from shots or exactly.'
        'train:Train a model on data, and say how good it is.'
        'invert:Rebuild inputs from a shared gradient, and say how sure that is.'
        'membership:Tell from a model'\''s answers who was in its training set.'
        'unlearn:Make a trained model forget rows, and say how well it has.'
        'accountant:Say what noise promises: epsilon and delta, or the noise for them.'
        'study:Plan and run a study: a question, a grid, and its records.'
        'report:Write what a study found as a page, or as data.'
        'devices:List the devices, show one with its coupling map, or refresh one.'
        'jobs:List, follow and cancel jobs on machines in clouds.'
        'emulate:Serve a cloud provider'\''s protocol on this machine, with a simulator behind it.'
        'doctor:Check that everything works here, and say how to repair what does not.'
        'completions:Print a completion script for a shell.'
        'man:Print the manual page in roff.'
        'help:Explain a verb, a topic, or the code of a diagnostic.'
      )
      _describe verb verbs
      ;;
    rest)
      case $line[1] in
        check) _shotglass_check ;;
        format) _shotglass_format ;;
        draw) _shotglass_draw ;;
        run) _shotglass_run ;;
        export) _shotglass_export ;;
        models) _shotglass_models ;;
        gradient) _shotglass_gradient ;;
        train) _shotglass_train ;;
        invert) _shotglass_invert ;;
        membership) _shotglass_membership ;;
        unlearn) _shotglass_unlearn ;;
        accountant) _shotglass_accountant ;;
        study) _shotglass_study ;;
        report) _shotglass_report ;;
        devices) _shotglass_devices ;;
        jobs) _shotglass_jobs ;;
        emulate) _shotglass_emulate ;;
        doctor) _shotglass_doctor ;;
        completions) _shotglass_completions ;;
        man) _shotglass_man ;;
        help) _shotglass_help ;;
      esac
      ;;
  esac
}

_shotglass_check() {
  _arguments -s '--syntax-only[Look at the grammar alone, not at names, types and values.]' \
    '--json[Print the result as one JSON document.]' \
    '--seed=[Fix every random choice; 0 unless given.]:N: ' \
    '--quiet[Print nothing but the result and errors.]' \
    '--verbose[Say more on standard error; secrets are never shown.]' \
    '--timings[Say how long it took.]' \
    '--color=[Colour messages; auto colours terminals unless NO_COLOR is set.]:WHEN:(auto always never)' \
    '--show-config[Print the value of every option, where it came from, and stop.]' \
    '--version[Print the version and stop.]' \
    '(--help -h)--help[Print a short help and stop.]' \
    '(--help -h)-h[Print a short help and stop.]' \
    '*:FILE:_files'
}

_shotglass_format() {
  _arguments -s '--check[Print nothing; the status says whether the file is in canonical form.]' \
    '--json[Print the result as one JSON document.]' \
    '--seed=[Fix every random choice; 0 unless given.]:N: ' \
    '--quiet[Print nothing but the result and errors.]' \
    '--verbose[Say more on standard error; secrets are never shown.]' \
    '--timings[Say how long it took.]' \
    '--color=[Colour messages; auto colours terminals unless NO_COLOR is set.]:WHEN:(auto always never)' \
    '--show-config[Print the value of every option, where it came from, and stop.]' \
    '--version[Print the version and stop.]' \
    '(--help -h)--help[Print a short help and stop.]' \
    '(--help -h)-h[Print a short help and stop.]' \
    '1:FILE:_files'
}

_shotglass_draw() {
  _arguments -s '--width=[Wrap lines at this width; by default the terminal'\''s, or 80 where there is none.]:N: ' \
    '--ascii[Draw with plain ASCII characters.]' \
    '--json[Print the result as one JSON document.]' \
    '--seed=[Fix every random choice; 0 unless given.]:N: ' \
    '--quiet[Print nothing but the result and errors.]' \
    '--verbose[Say more on standard error; secrets are never shown.]' \
    '--timings[Say how long it took.]' \
    '--color=[Colour messages; auto colours terminals unless NO_COLOR is set.]:WHEN:(auto always never)' \
    '--show-config[Print the value of every option, where it came from, and stop.]' \
    '--version[Print the version and stop.]' \
    '(--help -h)--help[Print a short help and stop.]' \
    '(--help -h)-h[Print a short help and stop.]' \
    '1:MODEL|FILE:_files'
}

_shotglass_run() {
  _arguments -s '--backend=[Where to run it\: ideal, noisy-DEVICE for the twin of a device, emulated-DEVICE for that behind a provider'\''s interface, or PROVIDER\:DEVICE for a machine in a cloud. '\''shotglass help backends'\'' says more.]:NAME: ' \
    '--shots=[How often to run it.]:N: ' \
    '*--input=[The value of an input of the program\: a number, true or false, or a text of bits; lists for arrays.]:NAME=JSON: ' \
    '--memory[Show the outcome of every shot too.]' \
    '--amplitudes[Print the exact final state instead\: one amplitude a basis state, measurements skipped.]' \
    '--noise=[A noise model to add; '\''shotglass help device-files'\'' describes the file.]:FILE:_files' \
    '--method=[How to simulate noise; automatic takes the cheaper way. The distribution is the same.]:HOW:(automatic density-matrix trajectories)' \
    '--precision=[The numbers of an ideal state\: single takes half the memory and is good to 5 digits.]:WIDTH:(double single)' \
    '--threads=[How many threads to use, one a core unless given; the result is always the same.]:N: ' \
    '--max-seconds=[Stop with status 1 after this time.]:T: ' \
    '--max-steps=[Stop a shot that takes more classical steps, such as one in an endless loop.]:N: ' \
    '--yes[Submit to a machine in a cloud without asking, whatever it costs up to --max-cost.]' \
    '--max-cost=[Submit nothing that would bring the jobs of the journal above this cost.]:USD: ' \
    '--max-shots=[Submit nothing that would bring the jobs of the journal above so many shots.]:N: ' \
    '--resubmit-absent[Submit a job again whose answer was lost and which two complete lists of the provider do not hold.]' \
    '--session=[At IBM\: several jobs of one batch go into a session of its batch mode, or each by itself (none).]:MODE:(batch none)' \
    '--verbatim[At Braket\: compile for the machine on this side, by its calibration, and let it run as it is written; elsewhere it changes nothing or is refused.]' \
    '--json[Print the result as one JSON document.]' \
    '--seed=[Fix every random choice; 0 unless given.]:N: ' \
    '--quiet[Print nothing but the result and errors.]' \
    '--verbose[Say more on standard error; secrets are never shown.]' \
    '--timings[Say how long it took.]' \
    '--color=[Colour messages; auto colours terminals unless NO_COLOR is set.]:WHEN:(auto always never)' \
    '--show-config[Print the value of every option, where it came from, and stop.]' \
    '--version[Print the version and stop.]' \
    '(--help -h)--help[Print a short help and stop.]' \
    '(--help -h)-h[Print a short help and stop.]' \
    '1:FILE:_files'
}

_shotglass_export() {
  _arguments -s '--dialect=[The language to write.]:NAME:(openqasm3 openqasm2 ibm braket ionq iqm)' \
    '--device=[Compile for this device of '\''shotglass devices'\''\: its gates on its own qubits, with idle times where the dialect has words for them.]:NAME: ' \
    '--bind=[Values for inputs\: a JSON object, name to number.]:FILE:_files' \
    '(--output -o)--output=[Write to this file instead of standard output.]:FILE:_files' \
    '(--output -o)-o+[Write to this file instead of standard output.]:FILE:_files' \
    '--json[Print the result as one JSON document.]' \
    '--seed=[Fix every random choice; 0 unless given.]:N: ' \
    '--quiet[Print nothing but the result and errors.]' \
    '--verbose[Say more on standard error; secrets are never shown.]' \
    '--timings[Say how long it took.]' \
    '--color=[Colour messages; auto colours terminals unless NO_COLOR is set.]:WHEN:(auto always never)' \
    '--show-config[Print the value of every option, where it came from, and stop.]' \
    '--version[Print the version and stop.]' \
    '(--help -h)--help[Print a short help and stop.]' \
    '(--help -h)-h[Print a short help and stop.]' \
    '1:MODEL|FILE:_files'
}

_shotglass_models() {
  _arguments -s '--json[Print the result as one JSON document.]' \
    '--seed=[Fix every random choice; 0 unless given.]:N: ' \
    '--quiet[Print nothing but the result and errors.]' \
    '--verbose[Say more on standard error; secrets are never shown.]' \
    '--timings[Say how long it took.]' \
    '--color=[Colour messages; auto colours terminals unless NO_COLOR is set.]:WHEN:(auto always never)' \
    '--show-config[Print the value of every option, where it came from, and stop.]' \
    '--version[Print the version and stop.]' \
    '(--help -h)--help[Print a short help and stop.]' \
    '(--help -h)-h[Print a short help and stop.]' \
    '1::ACTION:(list show)' \
    '2::NAME:(simple-1 simple-2 simple-6 simple-entangled-2 simple-entangled-6 complex-2 complex-6 zz-efficient-2 zz-efficient-4 zz-efficient-6 zz-linear-4 zz-linear-8 expressive-federated-2 single-qubit-1 single-qubit-2 re-uploading-parity-4 simple-parity-4 qcnn-8 pauli-rotation-4 re-uploading-4-2 re-uploading-4-3 re-uploading-8-2 strongly-entangling-4-2 dense-angle-4-2 iqp-4-2 hamiltonian-4-2 transfer-4-3 parallel-hybrid-4-3 reservoir-4-3 basic-qnn basic-qnn-reduced hybrid-qnn hybrid-qnn-reduced quanvolution)'
}

_shotglass_gradient() {
  _arguments -s '--observable=[What is measured\: a Pauli sum such as Z0, 0.5*Z0*Z1 + X2 or mean(Z); a model has a read-out of its own.]:TEXT: ' \
    '--at=[Values for all inputs\: a JSON object, name to number.]:FILE:_files' \
    '--with-respect-to=[The inputs to differentiate by\: * stands for any characters, ? for one. Unless given, all of a file, and a model'\''s weights. With data, '\''x*'\'' are the rows'\'' features.]:GLOB: ' \
    '--rule=[How the gradient is made of circuits\: exact unless shots are given, and then parameter-shift.]:NAME:(exact parameter-shift central-difference spsa)' \
    '--step=[How far central-difference and spsa go; 0.3 with shots, 0.0001 without.]:X: ' \
    '--directions=[How many random directions spsa averages over.]:N: ' \
    '--backend=[Where to run the circuits; '\''shotglass help backends'\'' says more.]:NAME: ' \
    '--shots=[Shots of each circuit; exact values unless given.]:N: ' \
    '--allocation=[How shots are shared among circuits\: evenly, by the variance that a fifth of them shows, or at random in proportion to each one'\''s weight; all take the same number together.]:NAME:(uniform variance random)' \
    '--covariance=[From the counts alone, or predicted by simulating the backend'\''s distributions.]:KIND:(predicted estimated)' \
    '--data=[iris, wine, breast-cancer, digits; cosine, two-moons, blobs, parity; or a file\: CSV, NumPy, IDX.]:NAME|FILE: ' \
    '--rows=[Which rows of the data make the batch, from 0\: numbers and ranges such as 0,4..7; the first unless given.]:A,B,...: ' \
    '--checkpoint=[A model'\''s weights, from a checkpoint of '\''train'\''.]:FILE:_files' \
    '--test-share=[The share of rows that are kept for the test.]:X: ' \
    '--labels=[The column of a table'\''s labels, by name or number; '\''label'\'', or the last.]:COLUMN: ' \
    '--classes=[Only these classes, in this order.]:A,B,...: ' \
    '--prepare=[What is done to features, fitted on the training rows, such as standardize,pca\:4,range\:0..pi.]:STEPS: ' \
    '--loss=[What is made small; the model'\''s own.]:NAME:(mse cross-entropy binary-per-class hinge)' \
    '--local-steps=[Print how far so many steps of descent on the batch move the weights, instead of a gradient.]:N: ' \
    '--learning-rate=[Of the local steps.]:X: ' \
    '--inputs=[Which parameters of a file are features, where data is given.]:GLOB: ' \
    '--weights=[Which parameters of a file are weights, with data.]:GLOB: ' \
    '--threads=[How many threads to use, one a core unless given; the result is always the same.]:N: ' \
    '--yes[Submit to a machine in a cloud without asking, whatever it costs up to --max-cost.]' \
    '--max-cost=[Submit nothing that would bring the jobs of the journal above this cost.]:USD: ' \
    '--max-shots=[Submit nothing that would bring the jobs of the journal above so many shots.]:N: ' \
    '--resubmit-absent[Submit a job again whose answer was lost and which two complete lists of the provider do not hold.]' \
    '--session=[At IBM\: several jobs of one batch go into a session of its batch mode, or each by itself (none).]:MODE:(batch none)' \
    '--verbatim[At Braket\: compile for the machine on this side, by its calibration, and let it run as it is written; elsewhere it changes nothing or is refused.]' \
    '--json[Print the result as one JSON document.]' \
    '--seed=[Fix every random choice; 0 unless given.]:N: ' \
    '--quiet[Print nothing but the result and errors.]' \
    '--verbose[Say more on standard error; secrets are never shown.]' \
    '--timings[Say how long it took.]' \
    '--color=[Colour messages; auto colours terminals unless NO_COLOR is set.]:WHEN:(auto always never)' \
    '--show-config[Print the value of every option, where it came from, and stop.]' \
    '--version[Print the version and stop.]' \
    '(--help -h)--help[Print a short help and stop.]' \
    '(--help -h)-h[Print a short help and stop.]' \
    '1:MODEL|FILE:_files'
}

_shotglass_train() {
  _arguments -s '--data=[iris, wine, breast-cancer, digits; cosine, two-moons, blobs, parity; or a file\: CSV, NumPy, IDX.]:NAME|FILE: ' \
    '--labels=[The column of a table'\''s labels, by name or number; '\''label'\'', or the last.]:COLUMN: ' \
    '--classes=[Only these classes, in this order.]:A,B,...: ' \
    '--prepare=[What is done to features, fitted on the training rows, such as standardize,pca\:4,range\:0..pi.]:STEPS: ' \
    '--optimiser=[How weights are moved.]:NAME:(sgd nesterov adam natural lbfgs spsa cobyla icans gcans)' \
    '--rate=[The step of sgd, natural, icans, gcans (0.1 unless given), nesterov or adam (0.05).]:X: ' \
    '--epochs=[Passes through the rows.]:N: ' \
    '--batch=[Rows of a batch.]:N: ' \
    '--loss=[What is made small; the model'\''s own.]:NAME:(mse cross-entropy binary-per-class hinge)' \
    '--test-share=[The share of rows that are kept for the test.]:X: ' \
    '--patience=[Stop after so many epochs without a better loss on a fifth of the training rows, and keep the best weights.]:N: ' \
    '--folds=[Cross-validate with so many stratified folds instead; nothing is saved.]:N: ' \
    '--repeats=[Cross-validate so often, each time with the next seed.]:N: ' \
    '--backend=[Where to run the circuits; '\''shotglass help backends'\'' says more.]:NAME: ' \
    '--shots=[Estimate the circuits'\'' means from shots of each; for icans and gcans the fewest, 16 unless given.]:N: ' \
    '--most-shots=[The most shots of a circuit that icans and gcans take.]:N: ' \
    '--rule=[How gradients are made of circuits, where there are shots or noise.]:NAME:(parameter-shift central-difference spsa)' \
    '--step=[How far central-difference and spsa gradients go.]:X: ' \
    '--observable=[What a file'\''s model reads out\: Pauli sums, with commas between them.]:TEXT: ' \
    '--inputs=[Which parameters of a file are features, where data is given.]:GLOB: ' \
    '--weights=[Which parameters of a file are weights, with data.]:GLOB: ' \
    '(--output -o)--output=[Write the checkpoint to this file, after every epoch; with - to standard output at the end, and the summary to standard error.]:FILE:_files' \
    '(--output -o)-o+[Write the checkpoint to this file, after every epoch; with - to standard output at the end, and the summary to standard error.]:FILE:_files' \
    '--resume=[Go on from this checkpoint of the same training.]:FILE:_files' \
    '--threads=[How many threads to use, one a core unless given; the result is always the same.]:N: ' \
    '--dp-epsilon=[Train with differential privacy\: find the noise with which epsilon is at most this.]:E: ' \
    '--dp-noise=[Train with differential privacy\: this noise, as a multiple of the clipping length.]:S: ' \
    '--dp-delta=[The delta of the guarantee, well below 1 / rows.]:D: ' \
    '--dp-clip=[The length that every row'\''s gradient is cut to, 1 unless given.]:C: ' \
    '--dp-accountant=[Whose epsilon counts\: prv, the tighter one, unless given. gdp only estimates, and is refused.]:NAME:(rdp prv gdp)' \
    '--json[Print the result as one JSON document.]' \
    '--seed=[Fix every random choice; 0 unless given.]:N: ' \
    '--quiet[Print nothing but the result and errors.]' \
    '--verbose[Say more on standard error; secrets are never shown.]' \
    '--timings[Say how long it took.]' \
    '--color=[Colour messages; auto colours terminals unless NO_COLOR is set.]:WHEN:(auto always never)' \
    '--show-config[Print the value of every option, where it came from, and stop.]' \
    '--version[Print the version and stop.]' \
    '(--help -h)--help[Print a short help and stop.]' \
    '(--help -h)-h[Print a short help and stop.]' \
    '1:MODEL|FILE:_files'
}

_shotglass_invert() {
  _arguments -s '--evidence=[What was shared, as JSON\: '\''shotglass help evidence'\'' says what it holds.]:FILE:_files' \
    '--data=[iris, wine, breast-cancer, digits; cosine, two-moons, blobs, parity; or a file\: CSV, NumPy, IDX.]:NAME|FILE: ' \
    '--row=[Which row of the data to attack, from 0; several are a batch\: 0,4..7.]:I: ' \
    '--attack=[How\: by least squares with exact derivatives; by linear algebra from the snapshot of one row'\''s rotations, without any start; the published numerical attack; the analytic one of a first dense layer, which least squares tries first; dlg and cosine, which classical networks are attacked with; or a guess.]:NAME:(least-squares snapshot numerical analytic dlg cosine guess)' \
    '--starts=[From how many points; unless given, least squares goes on until it is sure, up to 256.]:N: ' \
    '--filter=[The numerical attack'\''s Kalman filter\: none, or one of three readings of it.]:NAME:(none state trailing slopes)' \
    '--window=[How many differences the numerical attack'\''s slopes are a mean of.]:N: ' \
    '--defence=[What the client does to the gradient made here before it is shared, and the attacker knows\: gaussian\:0.05, clip\:1, prune\:0.5, sign, quantize\:4, rqm\:1, rotate, depolarize\:0.1, or several joined by '\''+'\''.]:STEPS: ' \
    '--observable=[What is measured\: a Pauli sum such as Z0, 0.5*Z0*Z1 + X2 or mean(Z); a model has a read-out of its own.]:TEXT: ' \
    '--backend=[Where to run the circuits; '\''shotglass help backends'\'' says more.]:NAME: ' \
    '--shots=[Shots of each circuit; exact values unless given.]:N: ' \
    '--at=[Values for all inputs\: a JSON object, name to number.]:FILE:_files' \
    '--checkpoint=[A model'\''s weights, from a checkpoint of '\''train'\''.]:FILE:_files' \
    '--malicious[The server is dishonest\: the gradient made here is taken at weights that it chose, for so many shots, to give the inputs away.]' \
    '--test-share=[The share of rows that are kept for the test.]:X: ' \
    '--labels=[The column of a table'\''s labels, by name or number; '\''label'\'', or the last.]:COLUMN: ' \
    '--classes=[Only these classes, in this order.]:A,B,...: ' \
    '--prepare=[What is done to features, fitted on the training rows, such as standardize,pca\:4,range\:0..pi.]:STEPS: ' \
    '--loss=[What is made small; the model'\''s own.]:NAME:(mse cross-entropy binary-per-class hinge)' \
    '--inputs=[Which parameters of a file are features, where data is given.]:GLOB: ' \
    '--weights=[Which parameters of a file are weights, with data.]:GLOB: ' \
    '--threads=[How many threads to use, one a core unless given; the result is always the same.]:N: ' \
    '--yes[Submit to a machine in a cloud without asking, whatever it costs up to --max-cost.]' \
    '--max-cost=[Submit nothing that would bring the jobs of the journal above this cost.]:USD: ' \
    '--max-shots=[Submit nothing that would bring the jobs of the journal above so many shots.]:N: ' \
    '--resubmit-absent[Submit a job again whose answer was lost and which two complete lists of the provider do not hold.]' \
    '--session=[At IBM\: several jobs of one batch go into a session of its batch mode, or each by itself (none).]:MODE:(batch none)' \
    '--verbatim[At Braket\: compile for the machine on this side, by its calibration, and let it run as it is written; elsewhere it changes nothing or is refused.]' \
    '--json[Print the result as one JSON document.]' \
    '--seed=[Fix every random choice; 0 unless given.]:N: ' \
    '--quiet[Print nothing but the result and errors.]' \
    '--verbose[Say more on standard error; secrets are never shown.]' \
    '--timings[Say how long it took.]' \
    '--color=[Colour messages; auto colours terminals unless NO_COLOR is set.]:WHEN:(auto always never)' \
    '--show-config[Print the value of every option, where it came from, and stop.]' \
    '--version[Print the version and stop.]' \
    '(--help -h)--help[Print a short help and stop.]' \
    '(--help -h)-h[Print a short help and stop.]' \
    '1:MODEL|FILE:_files'
}

_shotglass_membership() {
  _arguments -s '--evidence=[What the attacker holds, as JSON\: '\''shotglass help membership-evidence'\'' says what it holds.]:FILE:_files' \
    '--score=[Who was a member, as {"truth"\: \[true, ...\]}\: says how well the attack told them.]:FILE:_files' \
    '--attack=[How; the strongest that the evidence allows unless given. counts\: the exact likelihood of the counts under the references; lira\: the logit under normal distributions fitted to them, per example or pooled, online or offline, references drawn the target'\''s shots or (delta) with their variance added; rmia with one or two references; label-noise and label-boundary see decisions alone, about inputs of their own; the others need no references.]:NAME:(gap loss confidence entropy modified-entropy rmia-offline rmia lira-offline lira-offline-pooled lira-offline-delta lira-offline-pooled-delta lira lira-pooled lira-delta lira-pooled-delta counts label-noise label-boundary)' \
    '--data=[iris, wine, breast-cancer, digits; cosine, two-moons, blobs, parity; or a file\: CSV, NumPy, IDX.]:NAME|FILE: ' \
    '--labels=[The column of a table'\''s labels, by name or number; '\''label'\'', or the last.]:COLUMN: ' \
    '--classes=[Only these classes, in this order.]:A,B,...: ' \
    '--prepare=[What is done to features, fitted on the training rows, such as standardize,pca\:4,range\:0..pi.]:STEPS: ' \
    '--members=[Rows of each training set; as many others are non-members.]:N: ' \
    '--targets=[How many models are attacked.]:N: ' \
    '--references=[How many models the attacker trains; an even number.]:N: ' \
    '--reference-rows=[What references are trained on\: halves of the audited rows, or rows of their own, as many.]:WHICH:(audited own)' \
    '--population=[Rows in no training set, which rmia compares with.]:N: ' \
    '--label-noise=[The share of rows whose class is changed before training.]:X: ' \
    '--epochs=[Passes through the rows of each training, by Adam.]:N: ' \
    '--batch=[Rows of a batch.]:N: ' \
    '--rate=[The step of Adam.]:X: ' \
    '--loss=[What is made small; the model'\''s own.]:NAME:(mse cross-entropy binary-per-class hinge)' \
    '--backend=[Where to run the circuits; '\''shotglass help backends'\'' says more.]:NAME: ' \
    '--shots=[Of each question; exact answers unless given.]:N: ' \
    '--queries=[Questions about each row\: 64 of label-noise and label-boundary unless given, which ask about inputs around it; else 1.]:N: ' \
    '--observable=[What a file'\''s model reads out\: Pauli sums, with commas between them.]:TEXT: ' \
    '--inputs=[Which parameters of a file are features, where data is given.]:GLOB: ' \
    '--weights=[Which parameters of a file are weights, with data.]:GLOB: ' \
    '--threads=[How many threads to use, one a core unless given; the result is always the same.]:N: ' \
    '--yes[Submit to a machine in a cloud without asking, whatever it costs up to --max-cost.]' \
    '--max-cost=[Submit nothing that would bring the jobs of the journal above this cost.]:USD: ' \
    '--max-shots=[Submit nothing that would bring the jobs of the journal above so many shots.]:N: ' \
    '--resubmit-absent[Submit a job again whose answer was lost and which two complete lists of the provider do not hold.]' \
    '--session=[At IBM\: several jobs of one batch go into a session of its batch mode, or each by itself (none).]:MODE:(batch none)' \
    '--verbatim[At Braket\: compile for the machine on this side, by its calibration, and let it run as it is written; elsewhere it changes nothing or is refused.]' \
    '--json[Print the result as one JSON document.]' \
    '--seed=[Fix every random choice; 0 unless given.]:N: ' \
    '--quiet[Print nothing but the result and errors.]' \
    '--verbose[Say more on standard error; secrets are never shown.]' \
    '--timings[Say how long it took.]' \
    '--color=[Colour messages; auto colours terminals unless NO_COLOR is set.]:WHEN:(auto always never)' \
    '--show-config[Print the value of every option, where it came from, and stop.]' \
    '--version[Print the version and stop.]' \
    '(--help -h)--help[Print a short help and stop.]' \
    '(--help -h)-h[Print a short help and stop.]' \
    '1::MODEL|FILE:_files'
}

_shotglass_unlearn() {
  _arguments -s '--checkpoint=[The trained model, from '\''train -o FILE'\''.]:FILE:_files' \
    '--forget=[class\:NAME, rows\:FILE with row numbers of the data (a JSON list or a number a line), or random\:SHARE.]:WHAT: ' \
    '--method=[One of retrain, retrain\:again, fine-tune, gradient-ascent, selective-dampening, relative-ascent\:joint, neggrad-plus, scrub, fisher-scrub, influence, sisa, head-edit, gradient-ascent\:hybrid, gradient-ascent\:basic, selective-dampening\:initial, selective-dampening\:batched, selective-dampening\:published, selective-dampening\:adaptive, relative-ascent\:magnitude, relative-ascent\:projected, fisher-scrub\:quantum; or all.]:NAME: ' \
    '--data=[iris, wine, breast-cancer, digits; cosine, two-moons, blobs, parity; or a file\: CSV, NumPy, IDX.]:NAME|FILE: ' \
    '--labels=[The column of a table'\''s labels, by name or number; '\''label'\'', or the last.]:COLUMN: ' \
    '--classes=[Only these classes, in this order.]:A,B,...: ' \
    '--prepare=[What is done to features, fitted on the training rows, such as standardize,pca\:4,range\:0..pi.]:STEPS: ' \
    '--loss=[What is made small; the model'\''s own.]:NAME:(mse cross-entropy binary-per-class hinge)' \
    '--test-share=[The share of rows that are kept for the test.]:X: ' \
    '--batch=[Rows of a batch, as in the training\: the oracle repeats it.]:N: ' \
    '--rate=[The step of methods that go by gradients.]:X: ' \
    '--epochs=[The epochs of methods that go by gradients; not those of the oracle.]:N: ' \
    '--alpha=[How much more a weight must matter to the forgotten rows than to all before selective-dampening makes it small.]:X: ' \
    '--repeats=[Forget so often, each time with other draws and other shots, and print how results scatter.]:N: ' \
    '--models=[Train so many further models for likelihood ratios of each forgotten row, 16 say; 0 for none.]:N: ' \
    '--attack-epochs=[Epochs of the published attack'\''s network; published are 1000.]:N: ' \
    '--backend=[Where to run the circuits; '\''shotglass help backends'\'' says more.]:NAME: ' \
    '--shots=[Estimate the circuits'\'' means from shots of each, for gradients and for answers.]:N: ' \
    '--observable=[What a file'\''s model reads out\: Pauli sums, with commas between them.]:TEXT: ' \
    '--inputs=[Which parameters of a file are features, where data is given.]:GLOB: ' \
    '--weights=[Which parameters of a file are weights, with data.]:GLOB: ' \
    '(--output -o)--output=[Write the model that has forgotten to this file; with - to standard output, and the summary to standard error.]:FILE:_files' \
    '(--output -o)-o+[Write the model that has forgotten to this file; with - to standard output, and the summary to standard error.]:FILE:_files' \
    '--threads=[How many threads to use, one a core unless given; the result is always the same.]:N: ' \
    '--json[Print the result as one JSON document.]' \
    '--seed=[Fix every random choice; 0 unless given.]:N: ' \
    '--quiet[Print nothing but the result and errors.]' \
    '--verbose[Say more on standard error; secrets are never shown.]' \
    '--timings[Say how long it took.]' \
    '--color=[Colour messages; auto colours terminals unless NO_COLOR is set.]:WHEN:(auto always never)' \
    '--show-config[Print the value of every option, where it came from, and stop.]' \
    '--version[Print the version and stop.]' \
    '(--help -h)--help[Print a short help and stop.]' \
    '(--help -h)-h[Print a short help and stop.]' \
    '1:MODEL|FILE:_files'
}

_shotglass_accountant() {
  _arguments -s '--delta=[The delta of the guarantee.]:D: ' \
    '--rows=[How many rows the training has.]:N: ' \
    '--batch=[Rows that a step draws on average.]:N: ' \
    '--rate=[The probability with which a step draws a row; batch over rows.]:Q: ' \
    '--epochs=[Passes through the rows.]:N: ' \
    '--steps=[Steps of a training; numbers that are shared, over all rounds.]:N: ' \
    '--noise=[The noise, as a multiple of the clipping length.]:S: ' \
    '--epsilon=[In place of --noise\: find the noise for this epsilon.]:E: ' \
    '--accountant=[Who finds the noise\: rdp or prv.]:NAME:(rdp prv gdp)' \
    '--orders=[Print the Renyi divergences of these orders too, and take them alone.]:A,B,...: ' \
    '--mechanism=[rqm\:LIMIT\:LEVELS\:KEEPING\:MARGIN, as in '\''shotglass invert --defence'\''.]:TEXT: ' \
    '--probabilities=[An outcome'\''s probability under one input and under another; of radius, the greatest of a class and the next.]:P,Q: ' \
    '--shots=[How many shots are seen.]:N: ' \
    '--depolarize=[The share of states that are replaced by the mixed one.]:P: ' \
    '--outcomes=[Outcomes with projectors of equal rank; 2 for a sign.]:N: ' \
    '--misread=[How often a bit is misread.]:F: ' \
    '--rotate=[The deviation of a random rotation before the read-out.]:RADIANS: ' \
    '--trace-distance=[Of neighbouring inputs'\'' states; 1 for any two inputs.]:K: ' \
    '--gate-noise=[The share of depolarizing after each gate of one qubit, and of more, on every qubit of it.]:P,Q: ' \
    '--observable=[What the circuit reads out, a product such as Z0*Z1; a model has its own.]:TEXT: ' \
    '--counts=[In place of --probabilities\: how many shots voted for each class.]:N,N,...: ' \
    '--confidence=[With which --counts bound probabilities.]:X: ' \
    '--qubits=[Say too how far each of so many angles may move, one a qubit.]:N: ' \
    '--at=[One input of distance\: a JSON object, name to number, for all inputs.]:FILE:_files' \
    '--and=[The other one.]:FILE:_files' \
    '--json[Print the result as one JSON document.]' \
    '--seed=[Fix every random choice; 0 unless given.]:N: ' \
    '--quiet[Print nothing but the result and errors.]' \
    '--verbose[Say more on standard error; secrets are never shown.]' \
    '--timings[Say how long it took.]' \
    '--color=[Colour messages; auto colours terminals unless NO_COLOR is set.]:WHEN:(auto always never)' \
    '--show-config[Print the value of every option, where it came from, and stop.]' \
    '--version[Print the version and stop.]' \
    '(--help -h)--help[Print a short help and stop.]' \
    '(--help -h)-h[Print a short help and stop.]' \
    '1:WHAT:(training quantization shots readout radius distance)' \
    '2::MODEL|FILE:_files'
}

_shotglass_study() {
  _arguments -s '--shard=[Only this part of N equal parts; '\''merge'\'' brings them together.]:I/N: ' \
    '(--output -o)--output=[The study'\''s folder; runs/NAME-HASH unless given.]:DIR: ' \
    '(--output -o)-o+[The study'\''s folder; runs/NAME-HASH unless given.]:DIR: ' \
    '--threads=[How many threads to use, one a core unless given; the result is always the same.]:N: ' \
    '--yes[Submit to a machine in a cloud without asking, whatever it costs up to --max-cost.]' \
    '--max-cost=[Submit nothing that would bring the jobs of the journal above this cost.]:USD: ' \
    '--max-shots=[Submit nothing that would bring the jobs of the journal above so many shots.]:N: ' \
    '--resubmit-absent[Submit a job again whose answer was lost and which two complete lists of the provider do not hold.]' \
    '--session=[At IBM\: several jobs of one batch go into a session of its batch mode, or each by itself (none).]:MODE:(batch none)' \
    '--json[Print the result as one JSON document.]' \
    '--seed=[Fix every random choice; 0 unless given.]:N: ' \
    '--quiet[Print nothing but the result and errors.]' \
    '--verbose[Say more on standard error; secrets are never shown.]' \
    '--timings[Say how long it took.]' \
    '--color=[Colour messages; auto colours terminals unless NO_COLOR is set.]:WHEN:(auto always never)' \
    '--show-config[Print the value of every option, where it came from, and stop.]' \
    '--version[Print the version and stop.]' \
    '(--help -h)--help[Print a short help and stop.]' \
    '(--help -h)-h[Print a short help and stop.]' \
    '1:ACTION:(plan run resume status merge schema)' \
    '2::FILE:_files'
}

_shotglass_report() {
  _arguments -s '--format=[html\: one page that needs no network; md\: Markdown; csv\: every number of every figure; json\: all of it.]:NAME:(html md csv json)' \
    '(--output -o)--output=[Where to write it; standard output unless given.]:FILE: ' \
    '(--output -o)-o+[Where to write it; standard output unless given.]:FILE: ' \
    '--json[Print the result as one JSON document.]' \
    '--seed=[Fix every random choice; 0 unless given.]:N: ' \
    '--quiet[Print nothing but the result and errors.]' \
    '--verbose[Say more on standard error; secrets are never shown.]' \
    '--timings[Say how long it took.]' \
    '--color=[Colour messages; auto colours terminals unless NO_COLOR is set.]:WHEN:(auto always never)' \
    '--show-config[Print the value of every option, where it came from, and stop.]' \
    '--version[Print the version and stop.]' \
    '(--help -h)--help[Print a short help and stop.]' \
    '(--help -h)-h[Print a short help and stop.]' \
    '1:DIR:_files'
}

_shotglass_devices() {
  _arguments -s '--json[Print the result as one JSON document.]' \
    '--seed=[Fix every random choice; 0 unless given.]:N: ' \
    '--quiet[Print nothing but the result and errors.]' \
    '--verbose[Say more on standard error; secrets are never shown.]' \
    '--timings[Say how long it took.]' \
    '--color=[Colour messages; auto colours terminals unless NO_COLOR is set.]:WHEN:(auto always never)' \
    '--show-config[Print the value of every option, where it came from, and stop.]' \
    '--version[Print the version and stop.]' \
    '(--help -h)--help[Print a short help and stop.]' \
    '(--help -h)-h[Print a short help and stop.]' \
    '1::ACTION:(list show schema refresh)' \
    '2::NAME:(ibm_aachen ibm_fez ibm_guadalupe ibm_kolkata ibm_manila ibm_nairobi ibm_sherbrooke ibm_torino ideal square_lattice trapped_ion)'
}

_shotglass_jobs() {
  _arguments -s '--json[Print the result as one JSON document.]' \
    '--seed=[Fix every random choice; 0 unless given.]:N: ' \
    '--quiet[Print nothing but the result and errors.]' \
    '--verbose[Say more on standard error; secrets are never shown.]' \
    '--timings[Say how long it took.]' \
    '--color=[Colour messages; auto colours terminals unless NO_COLOR is set.]:WHEN:(auto always never)' \
    '--show-config[Print the value of every option, where it came from, and stop.]' \
    '--version[Print the version and stop.]' \
    '(--help -h)--help[Print a short help and stop.]' \
    '(--help -h)-h[Print a short help and stop.]' \
    '1::ACTION:(list show wait result cancel)' \
    '2::ID: '
}

_shotglass_emulate() {
  _arguments -s '--protocol=[Whose protocol to speak.]:NAME:(ibm braket ionq)' \
    '--device=[The machine behind it\: ideal, or a device of '\''shotglass devices'\''.]:NAME: ' \
    '--port=[The port; 0 is any free one.]:P: ' \
    '--log=[Add a line of JSON for everything that happens to this file.]:FILE:_files' \
    '--faults=[What goes wrong, and when\: rules as JSON; '\''shotglass help emulation'\'' shows them.]:FILE:_files' \
    '--limits=[real\: jobs wait, take as long, and are as few as at the provider; none\: they are quick and many.]:HOW:(real none)' \
    '--time-scale=[How many seconds of the service pass in one of ours.]:X: ' \
    '--state=[Keep jobs in this folder, and take up those that are there.]:DIR:_files' \
    '--json[Print the result as one JSON document.]' \
    '--seed=[Fix every random choice; 0 unless given.]:N: ' \
    '--quiet[Print nothing but the result and errors.]' \
    '--verbose[Say more on standard error; secrets are never shown.]' \
    '--timings[Say how long it took.]' \
    '--color=[Colour messages; auto colours terminals unless NO_COLOR is set.]:WHEN:(auto always never)' \
    '--show-config[Print the value of every option, where it came from, and stop.]' \
    '--version[Print the version and stop.]' \
    '(--help -h)--help[Print a short help and stop.]' \
    '(--help -h)-h[Print a short help and stop.]'
}

_shotglass_doctor() {
  _arguments -s '--online[Also ask the cloud providers whether the credentials are good.]' \
    '--json[Print the result as one JSON document.]' \
    '--seed=[Fix every random choice; 0 unless given.]:N: ' \
    '--quiet[Print nothing but the result and errors.]' \
    '--verbose[Say more on standard error; secrets are never shown.]' \
    '--timings[Say how long it took.]' \
    '--color=[Colour messages; auto colours terminals unless NO_COLOR is set.]:WHEN:(auto always never)' \
    '--show-config[Print the value of every option, where it came from, and stop.]' \
    '--version[Print the version and stop.]' \
    '(--help -h)--help[Print a short help and stop.]' \
    '(--help -h)-h[Print a short help and stop.]'
}

_shotglass_completions() {
  _arguments -s '--json[Print the result as one JSON document.]' \
    '--seed=[Fix every random choice; 0 unless given.]:N: ' \
    '--quiet[Print nothing but the result and errors.]' \
    '--verbose[Say more on standard error; secrets are never shown.]' \
    '--timings[Say how long it took.]' \
    '--color=[Colour messages; auto colours terminals unless NO_COLOR is set.]:WHEN:(auto always never)' \
    '--show-config[Print the value of every option, where it came from, and stop.]' \
    '--version[Print the version and stop.]' \
    '(--help -h)--help[Print a short help and stop.]' \
    '(--help -h)-h[Print a short help and stop.]' \
    '1:SHELL:(bash zsh fish)'
}

_shotglass_man() {
  _arguments -s '--json[Print the result as one JSON document.]' \
    '--seed=[Fix every random choice; 0 unless given.]:N: ' \
    '--quiet[Print nothing but the result and errors.]' \
    '--verbose[Say more on standard error; secrets are never shown.]' \
    '--timings[Say how long it took.]' \
    '--color=[Colour messages; auto colours terminals unless NO_COLOR is set.]:WHEN:(auto always never)' \
    '--show-config[Print the value of every option, where it came from, and stop.]' \
    '--version[Print the version and stop.]' \
    '(--help -h)--help[Print a short help and stop.]' \
    '(--help -h)-h[Print a short help and stop.]'
}

_shotglass_help() {
  _arguments -s '--json[Print the result as one JSON document.]' \
    '--seed=[Fix every random choice; 0 unless given.]:N: ' \
    '--quiet[Print nothing but the result and errors.]' \
    '--verbose[Say more on standard error; secrets are never shown.]' \
    '--timings[Say how long it took.]' \
    '--color=[Colour messages; auto colours terminals unless NO_COLOR is set.]:WHEN:(auto always never)' \
    '--show-config[Print the value of every option, where it came from, and stop.]' \
    '--version[Print the version and stop.]' \
    '(--help -h)--help[Print a short help and stop.]' \
    '(--help -h)-h[Print a short help and stop.]' \
    '1::VERB|TOPIC|CODE:(accountant backends bit-order check completions device-files devices diagnostics doctor draw emulate emulation environment evidence exit-codes export format formats gates gradient help invert jobs man markdown membership membership-evidence models report run study study-files train unlearn)'
}

if [[ "${funcstack[1]}" == "_shotglass" ]]; then
  _shotglass "$@"
else
  compdef _shotglass shotglass
fi
