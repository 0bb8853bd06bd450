import Gradients
import Inversion
import Models
import Numerics
import Testing

@Suite struct NetworkObservationTests {
  /// Convolution, pooling, a circuit behind a dense layer, and a head, on images of 4 x 4 pixels.
  private static func hybrid() throws -> Model {
    let circuit = try #require(Zoo.model(named: "re-uploading-2-2")?.leadingCircuit)
    return NetworkInstance.model(
      [
        .convolution(
          ConvolutionLayer(inputChannels: 1, outputChannels: 2, height: 4, width: 4, kernelSize: 3, padding: 1)),
        .activation(.leakyRectified(slope: 0.1)),
        .maximumPooling(PoolingLayer(channels: 2, height: 4, width: 4, size: 2)), .dense(DenseLayer(8, 2)),
        .activation(.hyperbolicTangent), .circuit(circuit), .dense(DenseLayer(2, 3)),
      ], features: 16, loss: .crossEntropy)
  }

  private static func model(_ name: String) throws -> Model {
    name == "hybrid" ? try hybrid() : try #require(Zoo.model(named: name))
  }

  @Test(
    "what is expected of rows is the gradient that training computes, and its derivatives are difference quotients",
    arguments: [
      ("complex-2-classical", Loss.meanSquaredError), ("re-uploading-4-3-classical", .crossEntropy),
      ("re-uploading-4-3-classical", .meanSquaredError), ("parallel-hybrid-4-3", .crossEntropy),
      ("transfer-4-3", .crossEntropy), ("hybrid", .crossEntropy),
    ])
  func derivatives(name: String, loss: Loss) async throws {
    let instance = try await NetworkInstance(Self.model(name), batch: 2, loss: loss, seed: 3)
    #expect(instance.evidence.network != nil)
    let target = instance.evidence.values
    let observation = try instance.evidence.observation(on: nil)
    let center = try observation.predictions(
      of: [instance.truth], target: target, metric: nil, wantsJacobian: true)[0]
    #expect(zip(center.values, target).allSatisfy { ($0 - $1).magnitude < 1e-12 })
    let step = 1e-5
    for input in Set((0..<5).map { $0 * 7 % instance.truth.count }) {
      let sides = [step, -step].map { move in
        instance.truth.enumerated().map { $0.offset == input ? $0.element + move : $0.element }
      }
      let there = try observation.predictions(of: sides, target: target, metric: nil, wantsJacobian: false)
      for line in target.indices {
        let quotient = (there[0].values[line] - there[1].values[line]) / (2 * step)
        #expect((quotient - center.jacobian[line, input]).magnitude < 1e-7)
      }
    }
  }

  @Test("least squares finds rows behind convolutions, pooling and circuits, single and in batches")
  func findsRows() async throws {
    for (name, batch) in [("hybrid", 1), ("complex-2-classical", 2)] {
      let instance = try await NetworkInstance(Self.model(name), batch: batch, seed: 2)
      let finding = try LeastSquaresAttack(AttackSettings(starts: 6)).find(instance.evidence)
      #expect(try instance.error(of: finding) < 1e-18, "\(name): \(finding.message)")
    }
  }

  @Test("labels that are hidden are found with the row")
  func hiddenLabels() async throws {
    for name in ["complex-2-classical", "transfer-2-2"] {
      var instance = try await NetworkInstance(name, seed: 4)
      let labels = instance.evidence.labels?.joined()
      instance.evidence.labels = nil
      let finding = try LeastSquaresAttack(AttackSettings(starts: 6)).find(instance.evidence)
      #expect(try instance.error(of: finding) < 1e-18, "\(finding.message)")
      let found = finding.labels.joined()
      #expect(zip(found, try #require(labels)).allSatisfy { ($0 - $1).magnitude < 1e-9 })
    }
  }

  @Test("the covariance that shots give is the one that the client's own measurement has")
  func covariance() async throws {
    let instance = try await NetworkInstance("transfer-4-3-linear", seed: 5)
    #expect(instance.evidence.isExact)
    let hybrid = try await NetworkInstance(Self.hybrid(), seed: 5, shots: 4096)
    let machine = Machines.ideal
    let observation = try hybrid.evidence.observation(on: machine)
    let labels = try #require(hybrid.evidence.labels).flatMap(\.self)
    let expected = try observation.predictions(
      of: [hybrid.truth], target: hybrid.evidence.values, metric: nil, wantsJacobian: false)[0].values
    let covariance = try observation.covariance(of: hybrid.truth, labels: labels)
    let scores = expected.indices.map { place in
      let deviation = covariance.variance(of: place).squareRoot()
      return deviation > 0 ? (hybrid.evidence.values[place] - expected[place]) / deviation : 0
    }
    // Few independent errors: all of ordinary size, and not all nothing.
    #expect(scores.allSatisfy { $0.magnitude < 5 })
    #expect(scores.contains { $0.magnitude > 0.1 })
    #expect(hybrid.evidence.hasErrorlessDirections)
    #expect(throws: InversionError.self) {
      try GradientInformation(hybrid.evidence, labels: try #require(hybrid.evidence.labels), on: machine)
    }
  }

  @Test("losses without known curvature, and noisy machines behind layers, are refused with what to take instead")
  func refusals() async throws {
    let error = await #expect(throws: InversionError.self) {
      try await NetworkInstance("basic-qnn-reduced")
    }
    #expect(error?.help.contains("--loss mse") == true)
    let instance = try await NetworkInstance("parallel-hybrid-4-3")
    let noisy = #expect(throws: InversionError.self) {
      try instance.evidence.observation(on: Depolarized(survival: 0.9))
    }
    #expect(noisy?.message.contains("is noisy") == true)
    var steps = try await NetworkInstance("complex-2-classical")
    steps.evidence.rounds[0].message = .update(LocalSteps(count: 3, rate: 0.1))
    #expect(throws: InversionError.self) { try steps.evidence.observation(on: nil) }
  }

  @Test("deep leakage finds the row of a net of 16 weights")
  func deepLeakage() async throws {
    let net = NetworkInstance.model(
      [.dense(DenseLayer(3, 3)), .activation(.hyperbolicTangent), .dense(DenseLayer(3, 1))], features: 3)
    for seed in 1...3 as ClosedRange<UInt64> {
      let instance = try await NetworkInstance(net, seed: seed)
      #expect(instance.evidence.values.count == 16)
      let finding = try LeakageAttack().find(instance.evidence)
      #expect(try instance.error(of: finding) < 1e-3)
    }
  }
}
