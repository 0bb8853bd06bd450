extension HelpTopic {
  /// What an attacker holds, as a file.
  static let evidence = HelpTopic(
    name: "evidence", summary: "Evidence files: gradients from anywhere, to be attacked here.",
    text: """
      'shotglass invert CIRCUIT.qasm --evidence FILE.json' attacks a gradient that any
      toolchain or device has made. The circuit is the model: parameters with a value
      in "weights" are its weights, its other inputs are what is sought.

          {"schema": 1, "observable": "mean(Z)", "loss": "mse", "batchSize": 1,
           "weights": {"theta_0": 0.1, "theta_1": 0.7}, "labels": [0.7],
           "gradient": {"theta_0": -0.02, "theta_1": 0.11},
           "rule": "parameter-shift", "shotsPerEvaluation": 1024,
           "inputRange": [0, 3.141592653589793], "backend": "ideal"}

      observable  what is read out, as in 'gradient --observable'
      loss        mse: the mean over the batch of (mean - label)^2; expectation: the
                  gradient of the mean itself; cross-entropy: with a head
      head        {"observables": ["Z0", "Z1"], "weights": [[...], [...]], "bias": [...]}:
                  a row of weights and a bias a class. The gradient may hold its
                  weights too, as weight_CLASS_OBSERVABLE and bias_CLASS
      batchSize   how many rows the gradient is a mean over, 1 unless given
      labels      one a row: a number, or a class from 0; or null, unknown
      weights     name to number
      gradient    name to number, of some or all weights
      update      instead of a gradient: how far weights moved in "localSteps" steps of
                  descent with "learningRate", as in federated averaging
      shotsPerEvaluation, rule
                  how it was measured: the mean and every shifted mean from so many
                  fresh shots each. The attack takes the covariance from the model at
                  its own candidate. null or left out: exact values, which may be
                  of single precision or have 4 digits or more. The rule
                  central-difference needs its "step" beside it, with shots or without
      names, covariance
                  instead of the rule: the errors' covariance as the client told it,
                  which is more than most clients tell
      addedNoise  the standard deviation of normal noise that was added on purpose
      defence     what else the client did to the values, step after step, joined by '+';
                  the attack takes it into account ('defences' below)
      rounds      a list of objects with weights, gradient, ... of their own, all about
                  the same rows
      inputRange  [least, greatest] of every input, or one such pair each; [0, pi]
                  unless given
      backend     where the shots were drawn: ideal, or a noisy-DEVICE

      Whoever sees the outcomes of every circuit, as the machine's provider does, holds
      more than a gradient: each row by itself, and no label in the way. In place of
      gradient, labels and what is about them stands

          {"schema": 1, "weights": {"theta_0": 0.1},
           "counts": [[{"counts": {"00": 510, "11": 514}},
                       {"shift": {"theta_0": 1.5708}, "counts": {"01": 1024}}]]}

      counts      a list a row of the circuits that were run for it, all qubits measured
                  at their ends: "shift", what was added to weights, and "counts", how
                  often each outcome came, a bit a qubit, qubit 0 rightmost. A weight
                  that stands in several gates is shifted in all of them

      inputRange and backend are as above.

      Defences, which studies and 'invert --defence' take too:

      gaussian:S        normal noise of deviation S on every value
      clip:C            a longer gradient made as long as C; its factor is solved for
      prune:P           the share P of the values, the smallest, set to 0: the others are
                        attacked, and inputs refused whose pruned values were larger
      sign              signs alone; the inputs are sought whose signs agree best
      quantize:B        rounded to levels of B bits, the largest value exact; the error is
                        taken as even within a cell
      quantize:B:stochastic
                        up or down at random, right on average
      rqm:C[:M[:Q[:D]]] randomized quantization: values cut to C, M levels up to C + D, inner
                        ones kept with probability Q (8, 0.5 and C unless given); its own
                        variance at the attacker's candidate
      rotate            a rotation that clients share and the server does not know, the
                        same in all rounds: lengths and angles are all that is left
      depolarize:P      in the circuits: a share P of all outcomes made uniformly random

      'sign' and 'rotate' come last, 'depolarize' first. Fewer shots and larger batches are
      no defences of the file: shotsPerEvaluation and batchSize say them.

      MODEL in the place of the circuit is a model of the gallery. One with layers around
      its circuits, or without any, is attacked as a whole, unless the file names a head
      or an observable: "weights" are all of its weights, under the names that
      'shotglass gradient MODEL --data NAME --json' prints, and the loss, mse or
      cross-entropy, is of its outputs; of several outputs a label of mse is a list.

      Keys that are not listed, missing names and values that are no numbers are errors.
      """)
}
