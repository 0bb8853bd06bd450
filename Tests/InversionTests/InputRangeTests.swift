import Circuits
import Gradients
import Inversion
import Models
import Numerics
import OpenQASM
import Testing

/// Circuits of users, whose inputs need not be angles.
@Suite struct InputRangeTests {
  /// Three weights between two layers of rotations by the inputs, the mean of Z of both qubits.
  static func layer(_ first: String, _ second: String) throws -> CircuitLayer {
    let text = """
      OPENQASM 3.0; include "stdgates.inc";
      input float[64] x_0; input float[64] x_1;
      input float[64] t_0; input float[64] t_1; input float[64] t_2; input float[64] t_3; input float[64] t_4;
      input float[64] t_5;
      qubit[2] q;
      rx(\(first)) q[0]; rx(\(second)) q[1]; ry(t_0) q[0]; ry(t_1) q[1]; cx q[0], q[1];
      ry(t_2) q[0]; rx(t_3) q[1]; cx q[1], q[0]; rx(t_4) q[0]; ry(t_5) q[1];
      """
    let source = SourceText(path: "inputs.qasm", bytes: Array(text.utf8))
    var circuit = try #require(Loader.load(source, includes: .none).program?.staticCircuit)
    for place in 2..<circuit.parameters.count { circuit.parameters[place].role = .weight }
    let observables = (0..<2).map { Observable([(1, PauliString([(qubit: $0, pauli: .z)]))]) }
    return CircuitLayer(circuit, observables: observables)
  }

  /// Evidence of a row whose inputs lie within the range.
  static func instance(_ layer: CircuitLayer, _ range: ClosedRange<Double>, seed: UInt64) throws -> Instance {
    var instance = try Instance(layer, stream: RandomStream(seed: seed))
    instance.evidence.inputRanges = layer.inputs.map { _ in range }
    let width = range.upperBound - range.lowerBound
    instance.truth = instance.truth.map { range.lowerBound + $0 / .pi * width }
    try instance.measureExactly()
    return instance
  }

  @Test("large numbers and numbers near 0 are found as angles are", arguments: [1e5, 1e-4])
  func ranges(width: Double) throws {
    let layer = try Self.layer("pi * x_0 / \(width)", "pi * x_1 / \(width)")
    for seed in 1...3 as ClosedRange<UInt64> {
      let instance = try Self.instance(layer, 0...width, seed: seed)
      let domain = try InputDomain(of: instance.evidence)
      #expect(domain.periods.allSatisfy { $0.map { ($0 / width - 2).magnitude < 1e-9 } == true })
      let finding = try LeastSquaresAttack().find(instance.evidence)
      #expect(finding.isCertified)
      #expect(try instance.error(of: finding) < 1e-20)
    }
  }

  @Test("one input may be a thousand million times as large as another, with shots as without")
  func units() throws {
    let layer = try Self.layer("pi * x_0 / 1e5", "pi * x_1 / 1e-4")
    let unit = try Self.layer("pi * x_0", "pi * x_1")
    for seed in 1...3 as ClosedRange<UInt64> {
      var instance = try Self.instance(unit, 0...1, seed: seed)
      instance.evidence.layer = layer
      instance.evidence.inputRanges = [0...1e5, 0...1e-4]
      instance.truth = [instance.truth[0] * 1e5, instance.truth[1] * 1e-4]
      let finding = try LeastSquaresAttack().find(instance.evidence)
      #expect(finding.isCertified, "\(finding.message)")
      #expect(((finding.recovered?[0][0] ?? .nan) / instance.truth[0] - 1).magnitude < 1e-10)
      #expect(((finding.recovered?[0][1] ?? .nan) / instance.truth[1] - 1).magnitude < 1e-10)
      let noisy = try LeastSquaresAttack(AttackSettings(backend: Machines.ideal)).find(
        instance.measured(shots: 1 << 20))
      #expect(noisy.isCertified, "\(noisy.message)")
      for place in 0..<2 {
        let (found, error) = (noisy.recovered?[0][place] ?? .nan, noisy.standardErrors[place])
        #expect((found - instance.truth[place]).magnitude < 1e-3 * error)
      }
    }
  }

  @Test(
    "inputs that repeat within their ranges are found up to whole periods, and are not certified", arguments: [3.3, 4])
  func repeated(slope: Double) throws {
    let encoded = CircuitLayer(
      .angle(scale: slope), featureCount: 2, [.hardwareEfficient(layers: 4)], readOut: .meanZ)
    let layer = CircuitLayer(encoded.circuit, observables: encoded.observables)
    for seed in 1...6 as ClosedRange<UInt64> {
      let instance = try Instance(layer, stream: RandomStream(seed: seed))
      let period = 2 * .pi / slope
      #expect(
        try InputDomain(of: instance.evidence).periods.allSatisfy { ($0.map { $0 - period } ?? 1).magnitude < 1e-12 })
      for attack in [SnapshotAttack(), LeastSquaresAttack()] as [any InversionAttack] {
        let finding = try attack.find(instance.evidence)
        #expect(try instance.error(of: finding) < 1e-20, "\(finding.message)")
        let hasOthers = try #require(finding.recovered)[0].contains { $0 > period + 0.01 || $0 + period < .pi - 0.01 }
        #expect(!(hasOthers && finding.isCertified), "\(finding.message)")
        #expect(!hasOthers || finding.message.contains("repeat within their ranges, x_"))
      }
    }
  }

  @Test("a period is one at the weights of all rounds, and what nothing depends on has none")
  func periods() throws {
    let layer = try Self.layer("x_0 * x_1", "x_1")
    var instance = try Self.instance(layer, 0...Double.pi, seed: 4)
    // Without weights the second input is seen through nothing but the product.
    instance.evidence.rounds[0].weights = instance.evidence.rounds[0].weights.map { _ in 0 }
    let first = try InputDomain(of: instance.evidence).periods
    try instance.addRound(seed: 5)
    #expect(try InputDomain(of: instance.evidence).periods == [nil, nil])
    #expect(first[0] == nil)
    let blind = try Self.layer("x_0", "0 * x_1")
    #expect(try InputDomain(of: Self.instance(blind, 0...Double.pi, seed: 4).evidence).periods[1] == nil)
  }

  @Test("inputs that differ by a small part of their range are told apart in any range", arguments: [1e-6, 1, 1e6])
  func solutions(width: Double) {
    let domain = InputDomain(ranges: [0...width], periods: [nil])
    var set = SolutionSet(in: domain, batchSize: 1, labels: nil)
    for share in [0.3, 0.3001, 0.3000001] {
      set.insert(SolutionSet.Solution(inputs: [share * width], labels: [], cost: 0))
    }
    #expect(set.solutions.map(\.hits) == [2, 1])
  }

  @Test("a step to where the model has no value is taken back")
  func undefinedInputs() throws {
    let layer = try Self.layer("4 * sqrt(x_0)", "3 * sqrt(x_1)")
    let instance = try Self.instance(layer, 0...1, seed: 2)
    let observation = try CircuitObservation(instance.evidence, on: nil)
    let search = LeastSquaresSearch(observation, target: instance.evidence.values)
    // From near the edge some of the first steps lead beyond it.
    let edges = stride(from: 0.02, to: 1, by: 0.19)
    let starts = edges.flatMap { first in edges.map { second in [first, second] } }
    let ends = try search.descents(from: starts)
    #expect(ends.allSatisfy { $0.cost.isFinite && $0.inputs.allSatisfy { $0 >= 0 } })
    #expect(ends.contains { $0.end == .matched })
    // What begins beyond it ends there.
    let beyond = try search.descents(from: [[-1, -1], [-2, 0.5]])
    #expect(beyond.allSatisfy { $0.end == .stationary && $0.iterations == 0 && $0.cost == .infinity })
  }

  @Test("where angles are numbers within the range alone, inputs are found", arguments: ["arcsin(x_0)", "arccos(x_0)"])
  func edges(angle: String) throws {
    let layer = try Self.layer("2 * \(angle)", "2 * arcsin(x_1)")
    for seed in 1...3 as ClosedRange<UInt64> {
      let instance = try Self.instance(layer, 0...1, seed: seed)
      let finding = try LeastSquaresAttack().find(instance.evidence)
      #expect(try instance.error(of: finding) < 1e-20, "\(finding.message)")
      let measured = instance.measured(shots: 1 << 20)
      let noisy = try LeastSquaresAttack(AttackSettings(backend: Machines.ideal)).find(measured)
      #expect(try instance.error(of: noisy) < 1e-6, "\(noisy.message)")
    }
    // Of a range that angles are no numbers in half of, ranks are those of the other half.
    let wide = try Self.layer("arcsin(2 * x_0)", "arcsin(2 * x_1)")
    let rank = try Identifiability(
      of: Self.instance(wide, 0...0.5, seed: 1).evidence, in: InputDomain(ranges: [0...1, 0...1], periods: [nil, nil])
    ).rank
    let whole = try Self.instance(wide, 0...0.5, seed: 1).evidence
    #expect(try rank == Identifiability(of: whole, in: InputDomain(of: whole)).rank)
    let nowhere = try Self.instance(layer, 0...1, seed: 1)
    var evidence = nowhere.evidence
    evidence.inputRanges = [2...3, 2...3]
    #expect(throws: InversionError.self) { try LeastSquaresAttack().find(evidence) }
  }

  @Test("central differences go on where an angle is no number somewhere")
  func undefinedDifferences() throws {
    let layer = try Self.layer("4 * sqrt(x_0)", "3 * sqrt(x_1)")
    var instance = try Self.instance(layer, 0...1, seed: 2)
    instance.evidence.rounds[0].rule = .centralDifference(step: 0.2)
    try instance.measureExactly()
    let finding = try LeastSquaresAttack().find(instance.evidence)
    #expect(try instance.error(of: finding) < 1e-16, "\(finding.message)")
  }

  @Test("the same bits on one thread and on two")
  func threads() throws {
    let instance = try Instance("complex-3", seed: 5)
    let ends = try [1, 2].map { threads in
      let observation = try CircuitObservation(instance.evidence, on: nil, threadCount: threads)
      var stream = RandomStream(seed: 4).substream("threads")
      let starts = (0..<24).map { _ in instance.truth.map { _ in .pi * stream.uniform() } }
      return try LeastSquaresSearch(observation, target: instance.evidence.values).descents(from: starts)
    }
    #expect(ends[0].map(\.inputs) == ends[1].map(\.inputs))
  }
}
