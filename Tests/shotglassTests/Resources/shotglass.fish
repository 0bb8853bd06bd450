# fish completion for shotglass; load it with: shotglass completions fish | source
function __shotglass_path
  set -l path ""
  set -l skips_next 0
  set -l words (commandline -opc)
  for word in $words[2..-1]
    if test $skips_next = 1
      set skips_next 0
      continue
    end
    switch "$path:$word"
      case '*:--seed' '*:--color' 'draw:--width' 'run:--backend' 'run:--shots' 'run:--input' 'run:--noise' 'run:--method' 'run:--precision' 'run:--threads' 'run:--max-seconds' 'run:--max-steps' 'export:--dialect' 'export:--device' 'export:--bind' 'export:--output' 'export:-o' 'gradient:--observable' 'gradient:--at' 'gradient:--with-respect-to' 'gradient:--rule' 'gradient:--step' 'gradient:--directions' 'gradient:--backend' 'gradient:--shots' 'gradient:--covariance' 'gradient:--threads' 'train:--data' 'train:--labels' 'train:--classes' 'train:--prepare' 'train:--optimiser' 'train:--rate' 'train:--epochs' 'train:--batch' 'train:--loss' 'train:--test-share' 'train:--patience' 'train:--folds' 'train:--repeats' 'train:--shots' 'train:--output' 'train:-o' 'train:--resume' 'train:--threads'
        set skips_next 1
      case :check
        set path check
      case :format
        set path format
      case :draw
        set path draw
      case :run
        set path run
      case :export
        set path export
      case :models
        set path models
      case :gradient
        set path gradient
      case :train
        set path train
      case :devices
        set path devices
      case :doctor
        set path doctor
      case :completions
        set path completions
      case :man
        set path man
      case :help
        set path help
    end
  end
  echo "$path"
end
complete -c shotglass -f
complete -c shotglass -n 'test (__shotglass_path) = ""' -a check -d 'Find the errors in OpenQASM programs.'
complete -c shotglass -n 'test (__shotglass_path) = ""' -a format -d 'Print a program as canonical OpenQASM 3.'
complete -c shotglass -n 'test (__shotglass_path) = ""' -a draw -d 'Draw a circuit as text.'
complete -c shotglass -n 'test (__shotglass_path) = ""' -a run -d 'Run a program and count its outcomes.'
complete -c shotglass -n 'test (__shotglass_path) = ""' -a export -d 'Write a program for another toolchain.'
complete -c shotglass -n 'test (__shotglass_path) = ""' -a models -d 'List the models, or show what one is made of.'
complete -c shotglass -n 'test (__shotglass_path) = ""' -a gradient -d 'Differentiate an expectation value, from shots or exactly.'
complete -c shotglass -n 'test (__shotglass_path) = ""' -a train -d 'Train a model on data, and say how good it is.'
complete -c shotglass -n 'test (__shotglass_path) = ""' -a devices -d 'List the devices, or show one with its coupling map.'
complete -c shotglass -n 'test (__shotglass_path) = ""' -a doctor -d 'Check that everything works here, and say how to repair what does not.'
complete -c shotglass -n 'test (__shotglass_path) = ""' -a completions -d 'Print a completion script for a shell.'
complete -c shotglass -n 'test (__shotglass_path) = ""' -a man -d 'Print the manual page in roff.'
complete -c shotglass -n 'test (__shotglass_path) = ""' -a help -d 'Explain a verb, a topic, or the code of a diagnostic.'
complete -c shotglass -n 'test (__shotglass_path) = ""' -l json -d 'Print the result as one JSON document.'
complete -c shotglass -n 'test (__shotglass_path) = ""' -l seed -x -d 'Fix every random choice; 0 unless given.'
complete -c shotglass -n 'test (__shotglass_path) = ""' -l quiet -d 'Print nothing but the result and errors.'
complete -c shotglass -n 'test (__shotglass_path) = ""' -l verbose -d 'Say more on standard error; secrets are never shown.'
complete -c shotglass -n 'test (__shotglass_path) = ""' -l timings -d 'Say how long it took.'
complete -c shotglass -n 'test (__shotglass_path) = ""' -l color -x -a 'auto always never' -d 'Colour messages; auto colours terminals unless NO_COLOR is set.'
complete -c shotglass -n 'test (__shotglass_path) = ""' -l show-config -d 'Print the value of every option, where it came from, and stop.'
complete -c shotglass -n 'test (__shotglass_path) = ""' -l version -d 'Print the version and stop.'
complete -c shotglass -n 'test (__shotglass_path) = ""' -l help -s h -d 'Print a short help and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "check"' -F
complete -c shotglass -n 'test (__shotglass_path) = "check"' -l syntax-only -d 'Look at the grammar alone, not at names, types and values.'
complete -c shotglass -n 'test (__shotglass_path) = "check"' -l json -d 'Print the result as one JSON document.'
complete -c shotglass -n 'test (__shotglass_path) = "check"' -l seed -x -d 'Fix every random choice; 0 unless given.'
complete -c shotglass -n 'test (__shotglass_path) = "check"' -l quiet -d 'Print nothing but the result and errors.'
complete -c shotglass -n 'test (__shotglass_path) = "check"' -l verbose -d 'Say more on standard error; secrets are never shown.'
complete -c shotglass -n 'test (__shotglass_path) = "check"' -l timings -d 'Say how long it took.'
complete -c shotglass -n 'test (__shotglass_path) = "check"' -l color -x -a 'auto always never' -d 'Colour messages; auto colours terminals unless NO_COLOR is set.'
complete -c shotglass -n 'test (__shotglass_path) = "check"' -l show-config -d 'Print the value of every option, where it came from, and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "check"' -l version -d 'Print the version and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "check"' -l help -s h -d 'Print a short help and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "format"' -F
complete -c shotglass -n 'test (__shotglass_path) = "format"' -l check -d 'Print nothing; the status says whether the file is in canonical form.'
complete -c shotglass -n 'test (__shotglass_path) = "format"' -l json -d 'Print the result as one JSON document.'
complete -c shotglass -n 'test (__shotglass_path) = "format"' -l seed -x -d 'Fix every random choice; 0 unless given.'
complete -c shotglass -n 'test (__shotglass_path) = "format"' -l quiet -d 'Print nothing but the result and errors.'
complete -c shotglass -n 'test (__shotglass_path) = "format"' -l verbose -d 'Say more on standard error; secrets are never shown.'
complete -c shotglass -n 'test (__shotglass_path) = "format"' -l timings -d 'Say how long it took.'
complete -c shotglass -n 'test (__shotglass_path) = "format"' -l color -x -a 'auto always never' -d 'Colour messages; auto colours terminals unless NO_COLOR is set.'
complete -c shotglass -n 'test (__shotglass_path) = "format"' -l show-config -d 'Print the value of every option, where it came from, and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "format"' -l version -d 'Print the version and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "format"' -l help -s h -d 'Print a short help and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "draw"' -F
complete -c shotglass -n 'test (__shotglass_path) = "draw"' -l width -x -d 'Wrap lines at this width; by default the terminal\'s, or 80 where there is none.'
complete -c shotglass -n 'test (__shotglass_path) = "draw"' -l ascii -d 'Draw with plain ASCII characters.'
complete -c shotglass -n 'test (__shotglass_path) = "draw"' -l json -d 'Print the result as one JSON document.'
complete -c shotglass -n 'test (__shotglass_path) = "draw"' -l seed -x -d 'Fix every random choice; 0 unless given.'
complete -c shotglass -n 'test (__shotglass_path) = "draw"' -l quiet -d 'Print nothing but the result and errors.'
complete -c shotglass -n 'test (__shotglass_path) = "draw"' -l verbose -d 'Say more on standard error; secrets are never shown.'
complete -c shotglass -n 'test (__shotglass_path) = "draw"' -l timings -d 'Say how long it took.'
complete -c shotglass -n 'test (__shotglass_path) = "draw"' -l color -x -a 'auto always never' -d 'Colour messages; auto colours terminals unless NO_COLOR is set.'
complete -c shotglass -n 'test (__shotglass_path) = "draw"' -l show-config -d 'Print the value of every option, where it came from, and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "draw"' -l version -d 'Print the version and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "draw"' -l help -s h -d 'Print a short help and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "run"' -F
complete -c shotglass -n 'test (__shotglass_path) = "run"' -l backend -x -d 'Where to run it: ideal, or noisy-DEVICE for the twin of a device. \'shotglass help backends\' says more.'
complete -c shotglass -n 'test (__shotglass_path) = "run"' -l shots -x -d 'How often to run it.'
complete -c shotglass -n 'test (__shotglass_path) = "run"' -l input -x -d 'The value of an input of the program: a number, true or false, or a text of bits; lists for arrays.'
complete -c shotglass -n 'test (__shotglass_path) = "run"' -l memory -d 'Show the outcome of every shot too.'
complete -c shotglass -n 'test (__shotglass_path) = "run"' -l amplitudes -d 'Print the exact final state instead: one amplitude a basis state, measurements skipped.'
complete -c shotglass -n 'test (__shotglass_path) = "run"' -l noise -r -F -d 'A noise model to add; \'shotglass help device-files\' describes the file.'
complete -c shotglass -n 'test (__shotglass_path) = "run"' -l method -x -a 'automatic density-matrix trajectories' -d 'How to simulate noise; automatic takes the cheaper way. The distribution is the same.'
complete -c shotglass -n 'test (__shotglass_path) = "run"' -l precision -x -a 'double single' -d 'The numbers of an ideal state: single takes half the memory and is good to 5 digits.'
complete -c shotglass -n 'test (__shotglass_path) = "run"' -l threads -x -d 'How many threads to use, one a core unless given; the result is always the same.'
complete -c shotglass -n 'test (__shotglass_path) = "run"' -l max-seconds -x -d 'Stop with status 1 after this time.'
complete -c shotglass -n 'test (__shotglass_path) = "run"' -l max-steps -x -d 'Stop a shot that takes more classical steps, such as one in an endless loop.'
complete -c shotglass -n 'test (__shotglass_path) = "run"' -l json -d 'Print the result as one JSON document.'
complete -c shotglass -n 'test (__shotglass_path) = "run"' -l seed -x -d 'Fix every random choice; 0 unless given.'
complete -c shotglass -n 'test (__shotglass_path) = "run"' -l quiet -d 'Print nothing but the result and errors.'
complete -c shotglass -n 'test (__shotglass_path) = "run"' -l verbose -d 'Say more on standard error; secrets are never shown.'
complete -c shotglass -n 'test (__shotglass_path) = "run"' -l timings -d 'Say how long it took.'
complete -c shotglass -n 'test (__shotglass_path) = "run"' -l color -x -a 'auto always never' -d 'Colour messages; auto colours terminals unless NO_COLOR is set.'
complete -c shotglass -n 'test (__shotglass_path) = "run"' -l show-config -d 'Print the value of every option, where it came from, and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "run"' -l version -d 'Print the version and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "run"' -l help -s h -d 'Print a short help and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "export"' -F
complete -c shotglass -n 'test (__shotglass_path) = "export"' -l dialect -x -a 'openqasm3 openqasm2 ibm braket ionq iqm' -d 'The language to write.'
complete -c shotglass -n 'test (__shotglass_path) = "export"' -l device -x -d 'Compile for this device of \'shotglass devices\': its gates on its own qubits, with idle times.'
complete -c shotglass -n 'test (__shotglass_path) = "export"' -l bind -r -F -d 'Values for inputs: a JSON object, name to number.'
complete -c shotglass -n 'test (__shotglass_path) = "export"' -l output -s o -r -F -d 'Write to this file instead of standard output.'
complete -c shotglass -n 'test (__shotglass_path) = "export"' -l json -d 'Print the result as one JSON document.'
complete -c shotglass -n 'test (__shotglass_path) = "export"' -l seed -x -d 'Fix every random choice; 0 unless given.'
complete -c shotglass -n 'test (__shotglass_path) = "export"' -l quiet -d 'Print nothing but the result and errors.'
complete -c shotglass -n 'test (__shotglass_path) = "export"' -l verbose -d 'Say more on standard error; secrets are never shown.'
complete -c shotglass -n 'test (__shotglass_path) = "export"' -l timings -d 'Say how long it took.'
complete -c shotglass -n 'test (__shotglass_path) = "export"' -l color -x -a 'auto always never' -d 'Colour messages; auto colours terminals unless NO_COLOR is set.'
complete -c shotglass -n 'test (__shotglass_path) = "export"' -l show-config -d 'Print the value of every option, where it came from, and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "export"' -l version -d 'Print the version and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "export"' -l help -s h -d 'Print a short help and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "models"' -a 'list show'
complete -c shotglass -n 'test (__shotglass_path) = "models"' -a 'simple-1 simple-2 simple-6 simple-entangled-2 simple-entangled-6 complex-2 complex-6 zz-efficient-2 zz-efficient-4 zz-efficient-6 expressive-federated-2 single-qubit-1 single-qubit-2 qcnn-8 pauli-rotation-4 re-uploading-4-2 re-uploading-4-3 re-uploading-8-2 strongly-entangling-4-2 dense-angle-4-2 iqp-4-2 hamiltonian-4-2 transfer-4-3 parallel-hybrid-4-3 reservoir-4-3 basic-qnn basic-qnn-reduced hybrid-qnn hybrid-qnn-reduced quanvolution'
complete -c shotglass -n 'test (__shotglass_path) = "models"' -l json -d 'Print the result as one JSON document.'
complete -c shotglass -n 'test (__shotglass_path) = "models"' -l seed -x -d 'Fix every random choice; 0 unless given.'
complete -c shotglass -n 'test (__shotglass_path) = "models"' -l quiet -d 'Print nothing but the result and errors.'
complete -c shotglass -n 'test (__shotglass_path) = "models"' -l verbose -d 'Say more on standard error; secrets are never shown.'
complete -c shotglass -n 'test (__shotglass_path) = "models"' -l timings -d 'Say how long it took.'
complete -c shotglass -n 'test (__shotglass_path) = "models"' -l color -x -a 'auto always never' -d 'Colour messages; auto colours terminals unless NO_COLOR is set.'
complete -c shotglass -n 'test (__shotglass_path) = "models"' -l show-config -d 'Print the value of every option, where it came from, and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "models"' -l version -d 'Print the version and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "models"' -l help -s h -d 'Print a short help and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "gradient"' -F
complete -c shotglass -n 'test (__shotglass_path) = "gradient"' -l observable -x -d 'What is measured: a Pauli sum such as Z0, 0.5*Z0*Z1 + X2 or mean(Z); a model has a read-out of its own.'
complete -c shotglass -n 'test (__shotglass_path) = "gradient"' -l at -r -F -d 'Values for all inputs: a JSON object, name to number.'
complete -c shotglass -n 'test (__shotglass_path) = "gradient"' -l with-respect-to -x -d 'The inputs to differentiate by: * stands for any characters, ? for one. Unless given, all of a file, and a model\'s weights.'
complete -c shotglass -n 'test (__shotglass_path) = "gradient"' -l rule -x -a 'exact parameter-shift central-difference spsa' -d 'How the gradient is made of circuits: exact unless shots are given, and then parameter-shift.'
complete -c shotglass -n 'test (__shotglass_path) = "gradient"' -l step -x -d 'How far central-difference and spsa go; 0.3 with shots, 0.0001 without.'
complete -c shotglass -n 'test (__shotglass_path) = "gradient"' -l directions -x -d 'How many random directions spsa averages over.'
complete -c shotglass -n 'test (__shotglass_path) = "gradient"' -l backend -x -d 'Where to run the circuits; \'shotglass help backends\' says more.'
complete -c shotglass -n 'test (__shotglass_path) = "gradient"' -l shots -x -d 'Shots of each circuit; exact values unless given.'
complete -c shotglass -n 'test (__shotglass_path) = "gradient"' -l covariance -x -a 'predicted estimated' -d 'From the counts alone, or predicted by simulating the backend\'s distributions.'
complete -c shotglass -n 'test (__shotglass_path) = "gradient"' -l threads -x -d 'How many threads to use, one a core unless given; the result is always the same.'
complete -c shotglass -n 'test (__shotglass_path) = "gradient"' -l json -d 'Print the result as one JSON document.'
complete -c shotglass -n 'test (__shotglass_path) = "gradient"' -l seed -x -d 'Fix every random choice; 0 unless given.'
complete -c shotglass -n 'test (__shotglass_path) = "gradient"' -l quiet -d 'Print nothing but the result and errors.'
complete -c shotglass -n 'test (__shotglass_path) = "gradient"' -l verbose -d 'Say more on standard error; secrets are never shown.'
complete -c shotglass -n 'test (__shotglass_path) = "gradient"' -l timings -d 'Say how long it took.'
complete -c shotglass -n 'test (__shotglass_path) = "gradient"' -l color -x -a 'auto always never' -d 'Colour messages; auto colours terminals unless NO_COLOR is set.'
complete -c shotglass -n 'test (__shotglass_path) = "gradient"' -l show-config -d 'Print the value of every option, where it came from, and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "gradient"' -l version -d 'Print the version and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "gradient"' -l help -s h -d 'Print a short help and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "train"' -F
complete -c shotglass -n 'test (__shotglass_path) = "train"' -l data -x -d 'iris, wine, breast-cancer, digits; cosine, two-moons, blobs, parity; or a file: CSV, NumPy, IDX.'
complete -c shotglass -n 'test (__shotglass_path) = "train"' -l labels -x -d 'The column of a table\'s labels, by name or number; \'label\', or the last.'
complete -c shotglass -n 'test (__shotglass_path) = "train"' -l classes -x -d 'Only these classes, in this order.'
complete -c shotglass -n 'test (__shotglass_path) = "train"' -l prepare -x -d 'What is done to features, fitted on the training rows, such as standardize,pca:4,range:0..pi.'
complete -c shotglass -n 'test (__shotglass_path) = "train"' -l optimiser -x -a 'sgd nesterov adam natural lbfgs spsa cobyla' -d 'How weights are moved.'
complete -c shotglass -n 'test (__shotglass_path) = "train"' -l rate -x -d 'The step of sgd (0.1), nesterov (0.05), adam (0.05) or natural (0.1).'
complete -c shotglass -n 'test (__shotglass_path) = "train"' -l epochs -x -d 'Passes through the rows.'
complete -c shotglass -n 'test (__shotglass_path) = "train"' -l batch -x -d 'Rows of a batch.'
complete -c shotglass -n 'test (__shotglass_path) = "train"' -l loss -x -a 'mse cross-entropy binary-per-class hinge' -d 'What is made small; the model\'s own.'
complete -c shotglass -n 'test (__shotglass_path) = "train"' -l test-share -x -d 'The share of rows that are kept for the test.'
complete -c shotglass -n 'test (__shotglass_path) = "train"' -l patience -x -d 'Stop after so many epochs without a better loss on a fifth of the training rows, and keep the best weights.'
complete -c shotglass -n 'test (__shotglass_path) = "train"' -l folds -x -d 'Cross-validate with so many stratified folds instead; nothing is saved.'
complete -c shotglass -n 'test (__shotglass_path) = "train"' -l repeats -x -d 'Cross-validate so often, each time with the next seed.'
complete -c shotglass -n 'test (__shotglass_path) = "train"' -l shots -x -d 'Estimate the circuit\'s means from shots; for spsa and cobyla.'
complete -c shotglass -n 'test (__shotglass_path) = "train"' -l output -s o -r -F -d 'Write the checkpoint to this file, after every epoch.'
complete -c shotglass -n 'test (__shotglass_path) = "train"' -l resume -r -F -d 'Go on from this checkpoint of the same training.'
complete -c shotglass -n 'test (__shotglass_path) = "train"' -l threads -x -d 'How many threads to use, one a core unless given; the result is always the same.'
complete -c shotglass -n 'test (__shotglass_path) = "train"' -l json -d 'Print the result as one JSON document.'
complete -c shotglass -n 'test (__shotglass_path) = "train"' -l seed -x -d 'Fix every random choice; 0 unless given.'
complete -c shotglass -n 'test (__shotglass_path) = "train"' -l quiet -d 'Print nothing but the result and errors.'
complete -c shotglass -n 'test (__shotglass_path) = "train"' -l verbose -d 'Say more on standard error; secrets are never shown.'
complete -c shotglass -n 'test (__shotglass_path) = "train"' -l timings -d 'Say how long it took.'
complete -c shotglass -n 'test (__shotglass_path) = "train"' -l color -x -a 'auto always never' -d 'Colour messages; auto colours terminals unless NO_COLOR is set.'
complete -c shotglass -n 'test (__shotglass_path) = "train"' -l show-config -d 'Print the value of every option, where it came from, and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "train"' -l version -d 'Print the version and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "train"' -l help -s h -d 'Print a short help and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "devices"' -a 'list show schema'
complete -c shotglass -n 'test (__shotglass_path) = "devices"' -a 'ibm_aachen ibm_fez ibm_guadalupe ibm_kolkata ibm_manila ibm_nairobi ibm_sherbrooke ibm_torino ideal square_lattice trapped_ion'
complete -c shotglass -n 'test (__shotglass_path) = "devices"' -l json -d 'Print the result as one JSON document.'
complete -c shotglass -n 'test (__shotglass_path) = "devices"' -l seed -x -d 'Fix every random choice; 0 unless given.'
complete -c shotglass -n 'test (__shotglass_path) = "devices"' -l quiet -d 'Print nothing but the result and errors.'
complete -c shotglass -n 'test (__shotglass_path) = "devices"' -l verbose -d 'Say more on standard error; secrets are never shown.'
complete -c shotglass -n 'test (__shotglass_path) = "devices"' -l timings -d 'Say how long it took.'
complete -c shotglass -n 'test (__shotglass_path) = "devices"' -l color -x -a 'auto always never' -d 'Colour messages; auto colours terminals unless NO_COLOR is set.'
complete -c shotglass -n 'test (__shotglass_path) = "devices"' -l show-config -d 'Print the value of every option, where it came from, and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "devices"' -l version -d 'Print the version and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "devices"' -l help -s h -d 'Print a short help and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "doctor"' -l online -d 'Also ask the cloud providers whether the credentials are good.'
complete -c shotglass -n 'test (__shotglass_path) = "doctor"' -l json -d 'Print the result as one JSON document.'
complete -c shotglass -n 'test (__shotglass_path) = "doctor"' -l seed -x -d 'Fix every random choice; 0 unless given.'
complete -c shotglass -n 'test (__shotglass_path) = "doctor"' -l quiet -d 'Print nothing but the result and errors.'
complete -c shotglass -n 'test (__shotglass_path) = "doctor"' -l verbose -d 'Say more on standard error; secrets are never shown.'
complete -c shotglass -n 'test (__shotglass_path) = "doctor"' -l timings -d 'Say how long it took.'
complete -c shotglass -n 'test (__shotglass_path) = "doctor"' -l color -x -a 'auto always never' -d 'Colour messages; auto colours terminals unless NO_COLOR is set.'
complete -c shotglass -n 'test (__shotglass_path) = "doctor"' -l show-config -d 'Print the value of every option, where it came from, and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "doctor"' -l version -d 'Print the version and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "doctor"' -l help -s h -d 'Print a short help and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "completions"' -a 'bash zsh fish'
complete -c shotglass -n 'test (__shotglass_path) = "completions"' -l json -d 'Print the result as one JSON document.'
complete -c shotglass -n 'test (__shotglass_path) = "completions"' -l seed -x -d 'Fix every random choice; 0 unless given.'
complete -c shotglass -n 'test (__shotglass_path) = "completions"' -l quiet -d 'Print nothing but the result and errors.'
complete -c shotglass -n 'test (__shotglass_path) = "completions"' -l verbose -d 'Say more on standard error; secrets are never shown.'
complete -c shotglass -n 'test (__shotglass_path) = "completions"' -l timings -d 'Say how long it took.'
complete -c shotglass -n 'test (__shotglass_path) = "completions"' -l color -x -a 'auto always never' -d 'Colour messages; auto colours terminals unless NO_COLOR is set.'
complete -c shotglass -n 'test (__shotglass_path) = "completions"' -l show-config -d 'Print the value of every option, where it came from, and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "completions"' -l version -d 'Print the version and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "completions"' -l help -s h -d 'Print a short help and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "man"' -l json -d 'Print the result as one JSON document.'
complete -c shotglass -n 'test (__shotglass_path) = "man"' -l seed -x -d 'Fix every random choice; 0 unless given.'
complete -c shotglass -n 'test (__shotglass_path) = "man"' -l quiet -d 'Print nothing but the result and errors.'
complete -c shotglass -n 'test (__shotglass_path) = "man"' -l verbose -d 'Say more on standard error; secrets are never shown.'
complete -c shotglass -n 'test (__shotglass_path) = "man"' -l timings -d 'Say how long it took.'
complete -c shotglass -n 'test (__shotglass_path) = "man"' -l color -x -a 'auto always never' -d 'Colour messages; auto colours terminals unless NO_COLOR is set.'
complete -c shotglass -n 'test (__shotglass_path) = "man"' -l show-config -d 'Print the value of every option, where it came from, and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "man"' -l version -d 'Print the version and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "man"' -l help -s h -d 'Print a short help and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "help"' -a 'backends bit-order check completions device-files devices diagnostics doctor draw environment exit-codes export format formats gates gradient help man markdown models run train'
complete -c shotglass -n 'test (__shotglass_path) = "help"' -l json -d 'Print the result as one JSON document.'
complete -c shotglass -n 'test (__shotglass_path) = "help"' -l seed -x -d 'Fix every random choice; 0 unless given.'
complete -c shotglass -n 'test (__shotglass_path) = "help"' -l quiet -d 'Print nothing but the result and errors.'
complete -c shotglass -n 'test (__shotglass_path) = "help"' -l verbose -d 'Say more on standard error; secrets are never shown.'
complete -c shotglass -n 'test (__shotglass_path) = "help"' -l timings -d 'Say how long it took.'
complete -c shotglass -n 'test (__shotglass_path) = "help"' -l color -x -a 'auto always never' -d 'Colour messages; auto colours terminals unless NO_COLOR is set.'
complete -c shotglass -n 'test (__shotglass_path) = "help"' -l show-config -d 'Print the value of every option, where it came from, and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "help"' -l version -d 'Print the version and stop.'
complete -c shotglass -n 'test (__shotglass_path) = "help"' -l help -s h -d 'Print a short help and stop.'
