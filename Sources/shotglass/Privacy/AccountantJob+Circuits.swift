import ArgumentParsing
import Circuits
import Defences
import Execution
import Formats
import Models
import Simulation

extension AccountantJob {
  /// Refuses a circuit where none is asked about.
  func refuseCircuit() throws(Failure) {
    let question = arguments[AccountantVerb.question]
    guard let name = arguments[AccountantVerb.circuit], question != .distance, question != .readout else { return }
    throw Failure(
      .misuse, "\(quoted(name)): 'accountant \(question.rawValue)' takes no circuit",
      help: "leave it out; 'accountant readout' and 'accountant distance' take one")
  }

  // MARK: Noise of gates

  /// Nil where no gates are noisy.
  func lightCone(in session: Session) throws -> LightCone? {
    switch (arguments[AccountantVerb.circuit], arguments[AccountantVerb.gateNoise]) {
    case (nil, nil): return nil
    case (let name?, nil):
      throw Failure(
        .misuse, "\(quoted(name)) is given without the noise of its gates", help: "add --gate-noise 0.001,0.01")
    case (nil, _?):
      throw Failure(
        .misuse, "--gate-noise needs the circuit whose gates are noisy",
        help: "name it: shotglass accountant readout FILE.qasm --gate-noise 0.001,0.01 --observable Z0")
    case (let name?, let text?):
      let shares = try numbers(text, of: "--gate-noise", example: "0.001,0.01")
      guard shares.count == 2, shares.allSatisfy((0...1).contains) else {
        throw Failure(
          .misuse, "--gate-noise \(quoted(text)) is not two shares from 0 to 1",
          help: "write that of gates of one qubit and that of others: --gate-noise 0.001,0.01")
      }
      let program = try session.programOrModel(name)
      // Measurements at the end are the read-out; noise in front of others is not counted.
      let circuit = try circuit(of: program).withoutFinalMeasurements()
      return try LightCone(of: circuit, observedQubits: try observed(program, circuit)) {
        $0 > 1 ? shares[1] : shares[0]
      }
    }
  }

  /// The qubits of the one product that is read out.
  private func observed(_ program: NamedProgram, _ circuit: Circuit) throws(Failure) -> Set<Int> {
    let observable: Observable
    if let text = arguments[AccountantVerb.observable] {
      observable = try ModelOptions.observable(text, circuit)
    } else if let own = program.model?.observables, own.count == 1 {
      observable = own[0]
    } else {
      throw Failure(.misuse, "it is not said what is read out", help: "add --observable Z0")
    }
    let strings = observable.terms.filter { $0.coefficient != 0 && !$0.string.factors.isEmpty }.map(\.string)
    guard strings.count == 1 else {
      throw Failure(
        .misuse, "--observable must be one product of Pauli matrices: a sum has more outcomes than a sign",
        help: "ask about each term, such as --observable Z0*Z1")
    }
    return Set(strings[0].factors.map(\.qubit))
  }

  private func circuit(of program: NamedProgram) throws(Failure) -> Circuit {
    guard program.program.inputs.isEmpty, case .circuit(var circuit, _) = program.program.specialized() else {
      throw Failure(
        .unsupported, "\(quoted(program.path)) decides while it runs what it does",
        help: "give a circuit of gates whose inputs stand in angles")
    }
    circuit.parameters = program.program.circuit.parameters
    return circuit
  }

  // MARK: Distance

  func distance(in session: Session) throws -> AccountantAnswer {
    guard let name = arguments[AccountantVerb.circuit], let first = arguments[AccountantVerb.first],
      let second = arguments[AccountantVerb.second]
    else {
      throw Failure(
        .misuse, "a distance is of the states that a circuit makes of two inputs",
        help: "write: shotglass accountant distance FILE.qasm --at one.json --and other.json")
    }
    let program = try session.programOrModel(name)
    let circuit = try circuit(of: program).withoutFinalMeasurements()
    guard !circuit.isInterrupted else {
      throw Failure(
        .unsupported, "\(quoted(name)) measures or resets before its end: its states are not pure",
        help: "give a circuit of gates, with measurements at its end only")
    }
    let distance: Double
    do {
      let states = try [first, second].map { path in
        var values = InputValues(for: program.program)
        try values.add(file: try session.read(path))
        let point = try values.complete(addingTo: path).parameters
        return try StateSimulator().amplitudes(of: circuit, parameters: point)
      }
      distance = try TraceDistance.ofPureStates(states[0], states[1])
    } catch let error as SimulationError { throw Failure(error) }
    var answer = AccountantAnswer(.distance, protects: ReadOutNoise.protects)
    answer.add("trace distance", "traceDistance", distance)
    answer.add("fidelity", "fidelity", max(0, 1 - distance * distance))
    answer.notes = [
      "No measurement tells one copy of these two states with a greater advantage than \(PrivacyPresentation.short(distance)). "
        + "'accountant readout --trace-distance' says what noise then hides."
    ]
    return answer
  }

  // MARK: Radius

  func radius() throws -> AccountantAnswer {
    let radius = try certified()
    var answer = AccountantAnswer(.radius, protects: CertifiedRadius.protects)
    answer.add("probability of the decided class", "top", radius.top)
    answer.add("probability of the next", "second", radius.second)
    answer.add("depolarizing share", "share", radius.share)
    answer.add("radius by the margin", "byDifference", radius.byDifference)
    answer.add("radius by hypothesis testing, of pure states", "byTesting", radius.byTesting)
    answer.add("radius by the privacy of the noise", "byPrivacy", radius.byPrivacy)
    let count = arguments[AccountantVerb.qubits]
    if let angles = radius.angles(qubitCount: count) {
      answer.add("length that angles may move together, one a qubit", "angleLength", angles.length)
      if let each = angles.each { answer.add("what each of \(count ?? 1) angles may move", "angleEach", each) }
    }
    answer.notes = ["Radii are trace distances of the states of inputs; the greatest holds."]
    if radius.top <= radius.second { answer.notes = ["Nothing is certified: the two classes cannot be told apart."] }
    if arguments[AccountantVerb.counts] != nil {
      answer.notes.append(
        "Probabilities are bounds that hold together with a confidence of \(arguments[AccountantVerb.confidence]).")
    }
    return answer
  }

  private func certified() throws -> CertifiedRadius {
    let share = arguments[AccountantVerb.depolarize] ?? 0
    switch (arguments[AccountantVerb.probabilities], arguments[AccountantVerb.counts]) {
    case (let text?, nil):
      let found = try numbers(text, of: "--probabilities", example: "0.85,0.15")
      guard found.count == 2 else {
        throw Failure(
          .misuse, "--probabilities has \(found.count) numbers",
          help: "write the two greatest: --probabilities 0.85,0.15"
        )
      }
      return try CertifiedRadius(
        top: found[0], second: found[1], share: share, outcomeCount: arguments[AccountantVerb.outcomes])
    case (nil, let text?):
      let found = try numbers(text, of: "--counts", example: "850,150")
      let counts = try found.map { number throws(Failure) in
        guard let count = Int(exactly: number) else {
          throw Failure(.misuse, "--counts: \(number) is no number of shots", help: "write --counts 850,150")
        }
        return count
      }
      return try CertifiedRadius(counts: counts, confidence: arguments[AccountantVerb.confidence], share: share)
    default:
      throw Failure(
        .misuse, "it is not said how likely classes are",
        help: "give one of --probabilities 0.85,0.15 and --counts 850,150")
    }
  }
}
