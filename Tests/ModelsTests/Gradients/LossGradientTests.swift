import Catalogue
import Circuits
import Devices
import Execution
import Gradients
import Models
import Numerics
import Testing

@Suite("Gradients of losses, as circuits measure them") struct LossGradientTests {
  /// Of an experiment with shots.
  static let repetitions = Scale.isFull ? 2000 : 16

  static func machine(_ name: String = "ideal") throws -> any ExactBackend {
    let found = try BackendCatalogue(devices: DeviceLibrary(home: nil)).backend(named: name)
    return try #require(found as? any ExactBackend)
  }

  /// A dense layer, a circuit of two qubits, a dense layer with softmax behind it, on three rows.
  static func hybrid(
    tracksInputs: Bool = false
  ) throws -> (model: CompiledModel, rows: Examples, weights: [Double]) {
    let layers: [Layer] = [
      .dense(DenseLayer(2, 2)), .circuit(try LayerCircuits.layer(2, depth: 1, observables: ["Z0", "X1"])),
      .dense(DenseLayer(2, 3)),
    ]
    let model = try CompiledModel(
      LayerCircuits.model(layers, features: 2, loss: .crossEntropy),
      options: CompiledModel.Options(tracksInputs: tracksInputs))
    let rows = try Examples(
      features: [0.3, -0.4, 0.8, 0.1, -0.5, 0.6], labels: .classes([2, 0, 1], names: ["a", "b", "c"]))
    return (model, rows, model.initialWeights(RandomStream(seed: 4)))
  }

  @Test(
    "Shifted circuits without shot noise give the derivative that the layers have",
    arguments: [Loss.crossEntropy, .meanSquaredError, .hinge, .binaryPerClass])
  func exact(loss: Loss) async throws {
    let (model, rows, weights) = try Self.hybrid()
    let measured = try await LossGradient(model, loss: loss, rule: .parameterShift).measured(
      rows, weights: weights, by: GradientMeasurement(on: try Self.machine(), shots: nil),
      stream: RandomStream(seed: 1))
    let exact = try model.lossGradient(rows, loss: loss, weights: weights)
    #expect(measured.names == exact.names && measured.names.count == weights.count)
    #expect((measured.value - exact.value).magnitude < 1e-12)
    for (mine, theirs) in zip(measured.values, exact.values) { #expect((mine - theirs).magnitude < 1e-11) }
    #expect(measured.covariance.matrix.allSatisfy { $0.magnitude < 1e-20 } && measured.shots == nil)
  }

  @Test("By features too the gradient is that of finite differences, exactly and by shifted circuits")
  func byFeatures() async throws {
    let (model, rows, weights) = try Self.hybrid(tracksInputs: true)
    let exact = try model.lossGradient(rows, weights: weights)
    let measured = try await LossGradient(model, rule: .parameterShift).measured(
      rows, weights: weights, by: GradientMeasurement(on: try Self.machine(), shots: nil),
      stream: RandomStream(seed: 1))
    let ends = ["x_0[0]", "x_1[0]", "x_0[1]", "x_1[1]", "x_0[2]", "x_1[2]"]
    #expect(exact.names.suffix(6) == ends[...] && measured.names == exact.names)
    for (mine, theirs) in zip(measured.values, exact.values) { #expect((mine - theirs).magnitude < 1e-11) }
    for place in rows.features.indices {
      let values = try [1e-5, -1e-5].map { step in
        var features = rows.features
        features[place] += step
        return try model.lossGradient(Examples(features: features, labels: rows.labels), weights: weights).value
      }
      let slope = (values[0] - values[1]) / 2e-5
      #expect((exact.values[weights.count + place] - slope).magnitude < 1e-8)
    }
  }

  /// Chi-square over the covariance's rank, of values that have errors with that covariance. Directions in which there
  /// is noise of second order only are left out.
  static func reducedChiSquare(_ errors: [Double], _ covariance: Covariance) throws -> (value: Double, rank: Double) {
    let count = errors.count
    let matrix = RealMatrix(rowCount: count, columnCount: count, elements: covariance.matrix)
    let system = try #require(SymmetricEigensystem(matrix))
    let largest = system.values.max() ?? 0
    var (sum, rank) = (0.0, 0.0)
    for (place, value) in system.values.enumerated() where value > 1e-4 * largest {
      let along = errors.indices.reduce(0) { $0 + system.vectors[place, $1] * errors[$1] }
      sum += along * along / value
      rank += 1
    }
    return (sum / rank, rank)
  }

  @Test(
    "The covariance through layers before and behind is that of the estimates",
    arguments: ["ideal", "noisy-ibm_manila"], [false, true])
  func covariance(name: String, tracksInputs: Bool) async throws {
    let (model, rows, weights) = try Self.hybrid(tracksInputs: tracksInputs)
    let gradient = try LossGradient(model, rule: .parameterShift)
    let machine = try Self.machine(name)
    var measurement = GradientMeasurement(on: machine, shots: 4096)
    measurement.covariance = .predicted
    let exact = try await gradient.measured(
      rows, weights: weights, by: GradientMeasurement(on: machine, shots: nil), stream: RandomStream(seed: 1))
    var (mean, rank) = (RunningMean(), 1.0)
    for repetition in 0..<Self.repetitions {
      let found = try await gradient.measured(
        rows, weights: weights, by: measurement, stream: RandomStream(seed: 2).substream(repetition))
      let errors = zip(found.values, exact.values).map { $0 - $1 }
      let chiSquare = try Self.reducedChiSquare(errors, found.covariance)
      mean.add(chiSquare.value)
      rank = chiSquare.rank
    }
    let error = (2 / (rank * Double(Self.repetitions))).squareRoot()
    #expect((mean.mean - 1).magnitude < 5 * error, "\(mean.mean) +- \(error)")
  }

  @Test("One local step is the gradient's; the noise of two has its covariance")
  func localSteps() async throws {
    let model = try CompiledModel(
      LayerCircuits.model(
        [.circuit(try LayerCircuits.layer(2, depth: 1, observables: ["Z0"]))], features: 2))
    let rows = try Examples(features: [0.3, -0.4], labels: .targets([-0.7]))
    let weights = [0.4, -0.3, 0.9, 1.4]
    let gradient = try LossGradient(model, rule: .parameterShift)
    let measurement = GradientMeasurement(on: try Self.machine(), shots: 4096)
    func update(_ steps: Int, _ stream: RandomStream?) async throws -> Gradient {
      try await LocalSteps(count: steps, rate: 0.5).update(model, rows, weights: weights) {
        (step, weights) async throws(ModelError) in
        guard let stream else { return try model.lossGradient(rows, weights: weights) }
        return try await gradient.measured(rows, weights: weights, by: measurement, stream: stream.substream(step))
      }
    }
    let single = try await update(1, nil)
    let slopes = try model.lossGradient(rows, weights: weights).values
    for (step, slope) in zip(single.values, slopes) { #expect((step + 0.5 * slope).magnitude < 1e-12) }
    let exact = try await update(3, nil)
    #expect(exact.covariance.matrix.allSatisfy { $0 == 0 } && exact.shots == nil)
    var (mean, rank) = (RunningMean(), 1.0)
    for repetition in 0..<Self.repetitions {
      let found = try await update(3, RandomStream(seed: 3).substream(repetition))
      #expect(found.circuits == 3 * 9 && found.shots == 3 * 9 * 4096)
      let chiSquare = try Self.reducedChiSquare(zip(found.values, exact.values).map { $0 - $1 }, found.covariance)
      mean.add(chiSquare.value)
      rank = chiSquare.rank
    }
    let error = (2 / (rank * Double(Self.repetitions))).squareRoot()
    #expect((mean.mean - 1).magnitude < 5 * error, "\(mean.mean) +- \(error)")
  }

  @Test("A model of several circuits is refused")
  func refusal() throws {
    let circuit = Layer.circuit(try LayerCircuits.layer(2, depth: 1, observables: ["Z0"]))
    let model = try CompiledModel(
      LayerCircuits.model([.parallel([.init([circuit]), .init([circuit])])], features: 2))
    #expect(throws: ModelError.self) { try LossGradient(model, rule: .parameterShift) }
  }
}
