import Circuits
import Gradients
import Inversion
import Models
import Numerics
import Simulation
import Testing

@Suite("The algebraic snapshot attack") struct SnapshotAttackTests {
  /// One RX, or `uploads` of them with layers between, of each input; layers of RY, RZ and a line of CX; the mean of Z.
  private static func layer(
    _ qubits: Int, layers: Int, encoding: Encoding = .angle(), readOut: ReadOut = .meanZ
  ) -> CircuitLayer {
    CircuitLayer(encoding, featureCount: qubits, [.hardwareEfficient(layers: layers)], readOut: readOut)
  }

  private static func greatestError(_ finding: InversionFinding, _ instance: Instance) throws -> Double {
    let recovered = try #require(finding.recovered, "\(finding.message)").flatMap(\.self)
    return zip(recovered, instance.truth).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
  }

  @Test(
    "a full rank gives inputs and label to rounding, without any start",
    arguments: [(2, 4, 8, true), (2, 4, 8, false), (3, 10, 26, false)])
  func fullRank(size: (qubits: Int, layers: Int, rank: Int, knowsLabels: Bool)) throws {
    for seed in 1...(Scale.isFull ? 10 : 1) as ClosedRange<UInt64> {
      let stream = RandomStream(seed: seed)
      let layer = Self.layer(size.qubits, layers: size.layers)
      let instance = try Instance(layer, stream: stream, knowsLabels: size.knowsLabels)
      let label = try #require(Instance(layer, stream: stream).evidence.labels?[0][0])
      let finding = try SnapshotAttack().find(instance.evidence)

      #expect(try Self.greatestError(finding, instance) < 1e-12)
      #expect((finding.labels[0][0] - label).magnitude < 1e-10)
      #expect(finding.isCertified, "\(finding.message)")
      #expect(finding.message.contains("rank \(size.rank) of \(size.rank) monomials"), "\(finding.message)")
      #expect(finding.starts == 0)
      #expect(finding.identifiability?.rank == size.rank)
    }
  }

  /// How many directions the mean's derivatives span at random inputs, by the engine alone.
  private static func rank(of layer: CircuitLayer, weights: [Double], points: Int) throws -> Int {
    var stream = RandomStream(seed: 31)
    let function = try CircuitFunction(layer.circuit, observables: layer.observables)
    let rows = (0..<points).flatMap { _ in
      var point = Array(repeating: 0.0, count: layer.circuit.parameters.count)
      for (place, value) in zip(layer.weights, weights) { point[place] = value }
      for input in layer.inputs { point[input] = 2 * .pi * stream.uniform() }
      return point
    }
    let found = try function.derivatives(rows: layer.weights).gradients(at: rows)
    let matrix = RealMatrix(rowCount: points, columnCount: layer.weights.count, elements: found.gradients)
    return try #require(SingularValues(matrix)).rank(relativeTolerance: 1e-9)
  }

  @Test(
    "the rank is that of derivatives at random inputs, and too low a one is said",
    arguments: [
      (2, 2, ReadOut.meanZ, 6, 8), (2, 4, .meanZ, 8, 8), (2, 8, .meanZ, 8, 8), (2, 2, .productOfZ, 3, 3),
      (3, 10, .meanZ, 26, 26),
    ])
  func ranks(qubits: Int, layers: Int, readOut: ReadOut, rank: Int, monomials: Int) throws {
    let instance = try Instance(
      Self.layer(qubits, layers: layers, readOut: readOut), stream: RandomStream(seed: 4))
    let weights = instance.evidence.rounds[0].weights
    #expect(try Self.rank(of: instance.evidence.layer, weights: weights, points: monomials + 4) == rank)

    let finding = try SnapshotAttack().find(instance.evidence)
    if rank == monomials {
      #expect(finding.message.contains("rank \(rank) of \(monomials) monomials"), "\(finding.message)")
    } else {
      #expect(finding.recovered == nil)
      #expect(finding.message.contains("only \(rank) of "), "\(finding.message)")
      #expect(finding.message.contains("use --attack least-squares"))
    }
  }

  @Test("monomials outside the light cone do not count")
  func lightCone() throws {
    let instance = try Instance("simple-6", seed: 5)
    let finding = try SnapshotAttack().find(instance.evidence)
    #expect(try Self.greatestError(finding, instance) < 1e-12)
    #expect(finding.message.contains("rank 12 of 12"), "\(finding.message)")
    let last = CircuitLayer(
      .angle(), featureCount: 2, [.hardwareEfficient(layers: 2, isEntangled: false)], readOut: .last(.z))
    let unseen = try SnapshotAttack().find(try Instance(last, stream: RandomStream(seed: 5)).evidence)
    #expect(unseen.message.contains("no value of the gradient depends on x_0"), "\(unseen.message)")
  }

  @Test(
    "other encodings are decoded by the frequencies they have, from two rounds where one observable has too few",
    arguments: [
      (Encoding.angle(axis: .y, scale: 2), 2, 4, 1), (.denseAngle(), 4, 8, 2),
      (.interleaved(.angle(), .hardwareEfficient(layers: 1), uploads: 2), 2, 8, 2),
    ])
  func encodings(encoding: Encoding, features: Int, layers: Int, rounds: Int) throws {
    let layer = CircuitLayer(
      encoding, featureCount: features, [.hardwareEfficient(layers: layers)], readOut: .meanZ)
    var instance = try Instance(layer, stream: RandomStream(seed: 6))
    if rounds > 1 {
      #expect(try SnapshotAttack().find(instance.evidence).message.contains("fixes only"))
      try instance.addRound(seed: 7)
    }
    instance.evidence.labels = nil
    let finding = try SnapshotAttack().find(instance.evidence)
    #expect(try instance.error(of: finding) < 1e-22, "\(finding.message)")
  }

  @Test("rounds with labels unknown are put together, each with a factor of its own", arguments: [false, true])
  func rounds(isExpectation: Bool) throws {
    // Each has rank 6 of 8.
    var instance = try Instance(
      Self.layer(2, layers: 2), loss: isExpectation ? .expectation : .squaredError, stream: RandomStream(seed: 8))
    #expect(try SnapshotAttack().find(instance.evidence).recovered == nil)
    try instance.addRound(seed: 9, .update(LocalSteps(count: 1, rate: 0.3)))
    let label = instance.evidence.labels?[0].first
    if !isExpectation { instance.evidence.labels = nil }
    let finding = try SnapshotAttack().find(instance.evidence)
    #expect(try Self.greatestError(finding, instance) < 1e-12)
    #expect(isExpectation || (finding.labels[0][0] - (label ?? .nan)).magnitude < 1e-10)
    #expect(finding.isCertified)
  }

  @Test("an input whose sine no value depends on is found up to its sign, and both signs are told where both may be")
  func reflection() throws {
    let layer = CircuitLayer(
      .angle(), featureCount: 2, [.realAmplitudes()], readOut: .meanZ)
    var instance = try Instance(layer, stream: RandomStream(seed: 11))
    let finding = try SnapshotAttack().find(instance.evidence)
    #expect(try Self.greatestError(finding, instance) < 1e-9)
    #expect(finding.isCertified, "\(finding.message)")
    instance.evidence.inputRanges = [-Double.pi...Double.pi, -Double.pi...Double.pi]
    let both = try SnapshotAttack().find(instance.evidence)
    #expect(both.solutions.count == 2, "\(both.message)")
    #expect(!both.isCertified)
  }

  @Test(
    "over encodings, ansatze and read-outs the row is among what is found, and is all of it where that is certified")
  func neverWrong() throws {
    let encodings = [
      Encoding.angle(), .angle(axis: .z), .zFeatureMap(), .fourierTower(levels: 2), .basis,
      .interleaved(.angle(), .hardwareEfficient(layers: 1), uploads: 2),
    ]
    let ansatze = [
      Ansatz.hardwareEfficient(layers: 4), .hardwareEfficient(layers: 4, isEntangled: false), .realAmplitudes(),
      .stronglyEntangling(layers: 5),
    ]
    let widest = -Double.pi...Double.pi
    var found = 0
    for seed in 0..<(Scale.isFull ? 1000 : 24) as Range<UInt64> {
      var stream = RandomStream(seed: seed).substream("cases")
      func pick<Choice>(_ choices: [Choice]) -> Choice { choices[Int(stream.next() % UInt64(choices.count))] }
      let layer = CircuitLayer(
        pick(encodings), featureCount: pick([1, 2, 2]), [pick(ansatze)],
        readOut: pick([ReadOut.meanZ, .productOfZ, .last(.z)]))
      var instance = try Instance(layer, stream: stream, knowsLabels: pick([true, false]))
      if pick([true, false]) { instance.evidence.inputRanges = instance.truth.map { _ in widest } }
      let finding = try SnapshotAttack().find(instance.evidence)
      guard let recovered = finding.recovered else { continue }
      found += 1
      let set = SolutionSet(in: try InputDomain(of: instance.evidence), batchSize: 1, labels: nil)
      #expect(finding.solutions.contains { set.distance($0[0], instance.truth) < 1e-6 }, "\(seed): \(finding.message)")
      let isRepeated = finding.message.contains("repeat within their ranges")
      #expect(finding.isCertified == (finding.solutions.count == 1 && !isRepeated))
      #expect(!finding.isCertified || set.distance(recovered[0], instance.truth) < 1e-6, "\(seed)")
    }
    #expect(found > (Scale.isFull ? 300 : 6))
  }

  @Test("from shots the snapshot is where the fit begins, and the fit is that of least squares")
  func shots() async throws {
    let model = try CompiledModel(#require(Zoo.model(named: "complex-2")))
    let weights = model.initialWeights(RandomStream(seed: 3))
    let truth = [0.7, 2.1]
    let evidence = try await GradientEvidence.sharing(
      model, Examples(features: truth, labels: .targets([0.4])), weights: weights, on: Machines.ideal, shots: 20_000,
      stream: RandomStream(seed: 5))
    let settings = AttackSettings(starts: 8, backend: Machines.ideal)
    let finding = try SnapshotAttack(settings).find(evidence)
    let searched = try LeastSquaresAttack(settings).find(evidence)
    let found = try #require(finding.recovered?[0], "\(finding.message)")
    for place in truth.indices {
      #expect((found[place] - truth[place]).magnitude < 5 * finding.standardErrors[place])
      #expect((found[place] - (searched.recovered?[0][place] ?? .nan)).magnitude < 1e-6)
    }
    #expect(!finding.isCertified)
    #expect(finding.message.contains("others were not sought"), "\(finding.message)")
  }

  @Test("what does not fit is not recovered, and certified is only what lies in the range")
  func claimsNothing() throws {
    var wrong = try Instance(Self.layer(2, layers: 4), stream: RandomStream(seed: 2))
    wrong.evidence.rounds[0].values[0] += 0.1
    let foreign = try SnapshotAttack().find(wrong.evidence)
    #expect(foreign.recovered == nil)
    #expect(foreign.message.contains("no inputs match"), "\(foreign.message)")
    var outside = try Instance(Self.layer(2, layers: 4), stream: RandomStream(seed: 2))
    outside.evidence.inputRanges = outside.truth.map { $0 + 0.1...$0 + 0.2 }
    let far = try SnapshotAttack().find(outside.evidence)
    #expect(far.recovered == nil)
    #expect(far.message.contains("outside the input range"), "\(far.message)")
    for large in [1e200, 1.7e308] {
      outside.evidence.rounds[0].values = outside.evidence.values.map { _ in large }
      #expect(try SnapshotAttack().find(outside.evidence).message.contains("nothing recovered"))
    }
    outside.evidence.rounds[0].values = outside.evidence.values.map { _ in 0 }
    #expect(try SnapshotAttack().find(outside.evidence).message.contains("the gradient is zero"))
  }

  @Test("behind a head an unknown class is tried in turn, and the head's own derivatives alone are no snapshot")
  func heads() throws {
    let head = try #require(DenseHead(weights: RealMatrix(rows: [[1], [-0.8]]), bias: [0.1, -0.2]))
    var instance = try Instance(Self.layer(2, layers: 4), stream: RandomStream(seed: 12))
    instance.evidence.loss = .crossEntropy(head)
    instance.evidence.labels = [[0, 1]]
    let weights = instance.evidence.layer.weights.count
    instance.evidence.rounds[0].components = Array(0..<weights + 4)
    instance.evidence.rounds[0].values = Array(repeating: 0, count: weights + 4)
    try instance.measureExactly()
    instance.evidence.labels = nil
    let finding = try SnapshotAttack().find(instance.evidence)
    #expect(try Self.greatestError(finding, instance) < 1e-12)
    #expect(finding.labels == [[0, 1]])
    instance.evidence.rounds[0].values.removeFirst(weights)
    instance.evidence.rounds[0].components.removeFirst(weights)
    let alone = try SnapshotAttack().find(instance.evidence)
    #expect(alone.message.contains("only 0 of 0 monomials"), "\(alone.message)")
  }

  @Test("what has no snapshot is refused with the reason and another attack")
  func refusals() async throws {
    func refuse(_ evidence: GradientEvidence, _ part: String) {
      let error = #expect(throws: InversionError.self) { try SnapshotAttack().find(evidence) }
      #expect(error?.message.contains(part) == true, "\(error?.message ?? "")")
      #expect(error?.help.contains("use --attack least-squares") == true)
    }
    refuse(try Instance("zz-efficient-2", seed: 1).evidence, "by products")
    refuse(try Instance("complex-9", seed: 1).evidence, "19683 monomials")
    refuse(try Instance("complex-2", batch: 2, seed: 1).evidence, "up to 3 rows")
    refuse(try await NetworkInstance("complex-2-classical").evidence, "layers around it")
    let shared = Self.layer(2, layers: 4, encoding: .reuploading(qubits: 2, layers: 2, isScaled: false))
    refuse(try Instance(shared, stream: RandomStream(seed: 1)).evidence, "share angles with weights")
    refuse(
      try Instance(Self.layer(2, layers: 4, readOut: .eachZ), stream: RandomStream(seed: 1)).evidence, "2 means")
    var steps = try Instance("complex-2", seed: 1)
    steps.evidence.rounds[0].message = .update(LocalSteps(count: 2, rate: 0.1))
    refuse(steps.evidence, "2 steps")
    var clipped = try Instance("complex-2", seed: 1)
    clipped.evidence.rounds[0].defence = try GradientDefence("clip:0.001")
    refuse(clipped.evidence, "clip:0.001")
  }
}
