extension HelpTopic {
  /// A device's file that is read as it stands; the tests read it.
  static let deviceExample = """
    {"schema": 1, "name": "my_device", "source": "my laboratory",
     "qubits": [
       {"t1": 1.2e-4, "t2": 9e-5, "frequency": 4.9e9,
        "readout": {"oneGivenZero": 0.01, "zeroGivenOne": 0.03, "duration": 1e-6}},
       {"t1": null, "t2": null, "readout": null}],
     "gates": [
       ["rz", "all", 0, 0], ["sx", "all", 0.0002, 3.5e-8],
       ["cx", [0, 1], 0.008, 2.8e-7]],
     "noise": {
       "gates": [
         {"gate": "sx",
          "channel": {"kind": "rotation", "string": "X0", "angle": 0.01}},
         {"gate": "cx", "on": [0, 1],
          "channel": {"kind": "depolarizing", "probability": 0.01}},
         {"gate": "sx", "on": [0], "qubits": [0, 1],
          "channel": {"kind": "rotation", "string": "Z0*Z1", "angle": 0.02}}],
       "idle": [{"on": [1], "t1": 1e-4, "t2": 5e-5}],
       "resets": [{"on": [0, 1],
         "channel": {"kind": "reset", "probabilityOfOne": 0.01}}],
       "readout": [{"on": [0, 1],
         "probabilities": [[0.97, 0.02, 0.02, 0], [0.01, 0.96, 0, 0.03],
                           [0.02, 0, 0.96, 0.03], [0, 0.02, 0.02, 0.94]]}]}}

    """

  /// The page on files of devices and their noise.
  static let deviceFiles = HelpTopic(
    name: "device-files", summary: "Devices and noise of your own.",
    text: deviceIntroduction + deviceExample + deviceMeaning)

  private static let deviceIntroduction = """
    A device NAME is the file NAME.json in ./backends or $SHOTGLASS_HOME/backends.
    'shotglass devices schema' prints the JSON Schema, with every key.


    """

  private static let deviceMeaning = """

    Times are in seconds, frequencies in hertz. null: not published, so it makes no
    noise; but t1, t2 and readout have to be there. A measured T2 beyond 2 T1 counts
    as 2 T1. "qubits": {"count": N, "t1": ...} stands for N alike.

    A gate is [name, qubits, error, duration], with "all" for every ordered choice
    of qubits. The error is the average infidelity; 1 marks a broken gate. Nothing
    is mapped onto it, nor onto a qubit with a broken one-qubit gate. After a gate
    its qubits are depolarized, then relax for its duration; the first is as strong
    as both need to make up the error.

    "noise" adds to that, and may be left out. "gates": what follows a gate, on the
    qubits "on", or on any; "operands": [0] is its first qubit alone; "qubits" are
    qubits of the device, for crosstalk. Channels, by "kind":

      depolarizing       probability
      pauli              strings: [{"string": "X0*Z1", "probability": 0.1}, ...]
      amplitudeDamping   gamma, excitedPopulation (may be left out)
      phaseDamping       lambda
      thermalRelaxation  t1, t2, duration, excitedPopulation (may be left out)
      rotation           string, angle: exp(-i angle P / 2)
      reset              probabilityOfOne
      kraus              operators: square matrices, an element is a number or
                         [real, imaginary]; the sum of K†K must be the identity

    A channel's strings and matrices count its own qubits, the first being the
    least significant. In "readout" a row is what is read and a column what was
    prepared; a column adds up to 1. "idle" says how qubits decay during a delay.

    """
}
