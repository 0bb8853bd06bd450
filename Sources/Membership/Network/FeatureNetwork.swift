#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import Models
package import Numerics

/// A classifier of members by features of answers: dense layers of 64, rectified, the first with dropout, and one
/// output; binary cross-entropy, Adam with all rows at once. As published with "From membership-privacy leakage to
/// quantum machine unlearning", arXiv:2509.06086.
package struct FeatureNetwork: Sendable {
  package struct Settings: Hashable, Sendable {
    package var width = 64
    package var dropout = 0.3
    package var rate = 0.01
    package var epochs = 1000

    package init() {}
  }

  private let settings: Settings
  /// The layer before dropout, and those behind it.
  private let lower: CompiledModel
  private let upper: CompiledModel
  private var lowerWeights: [Double]
  private var upperWeights: [Double]

  /// Trains on rows of features, each a member's or not.
  package init(
    _ features: [[Double]], members: [Bool], settings: Settings = Settings(), stream: RandomStream
  ) throws(MembershipError) {
    guard let width = features.first?.count, width > 0, features.count == members.count,
      features.allSatisfy({ $0.count == width && $0.allSatisfy(\.isFinite) })
    else {
      throw .evidence(
        "\(features.count) rows of features and \(members.count) bits are nothing to train on",
        help: "give finite features, as many a row, and a bit for each")
    }
    guard (1...4096).contains(settings.width), (0..<1).contains(settings.dropout), settings.epochs >= 0 else {
      throw .evidence("width, dropout or epochs of the network are out of range", help: "dropout is a share below 1")
    }
    self.settings = settings
    do throws(ModelError) {
      lower = try Self.part([.dense(DenseLayer(width, settings.width)), .activation(.rectified)], width)
      upper = try Self.part(
        [
          .dense(DenseLayer(settings.width, settings.width)), .activation(.rectified),
          .dense(DenseLayer(settings.width, 1)),
        ], settings.width)
      lowerWeights = lower.initialWeights(stream.substream("lower"))
      upperWeights = upper.initialWeights(stream.substream("upper"))
      try train(features.flatMap(\.self), members.map { $0 ? 1 : 0 }, stream.substream("dropout"))
    } catch { throw .model(error) }
  }

  private static func part(_ layers: [Layer], _ width: Int) throws(ModelError) -> CompiledModel {
    let model = Model(
      name: "attack", summary: "membership classifier", origin: "arXiv:2509.06086", featureCount: width,
      layers: layers, loss: .meanSquaredError)
    var options = CompiledModel.Options()
    options.tracksInputs = true
    return try CompiledModel(model, options: options)
  }

  private mutating func train(_ rows: [Double], _ labels: [Double], _ stream: RandomStream) throws(ModelError) {
    var optimisers = [lowerWeights.count, upperWeights.count].map {
      GradientDescent(.adam(rate: settings.rate), count: $0)
    }
    for epoch in 0..<settings.epochs {
      let below = try lower.forward(rows, weights: lowerWeights)
      let mask = mask(below.outputs.count, stream.substream(epoch))
      let above = try upper.forward(zip(below.outputs, mask).map { $0 * $1 }, weights: upperWeights)
      // Of the mean of -ln of the probability of the label, with the logistic function of the output.
      let cotangents = zip(above.outputs, labels).map { (Self.logistic($0) - $1) / Double(labels.count) }
      let back = try upper.backward(above, cotangents: cotangents)
      let further = try lower.backward(below, cotangents: zip(back.rows, mask).map { $0 * $1 })
      optimisers[0].step(&lowerWeights, gradient: further.weights)
      optimisers[1].step(&upperWeights, gradient: back.weights)
    }
  }

  /// 0 for what is dropped, and as much more for the rest.
  private func mask(_ count: Int, _ stream: RandomStream) -> [Double] {
    guard settings.dropout > 0 else { return Array(repeating: 1, count: count) }
    var stream = stream
    let kept = 1 / (1 - settings.dropout)
    return (0..<count).map { _ in stream.uniform() < settings.dropout ? 0 : kept }
  }

  private static func logistic(_ value: Double) -> Double { 1 / (1 + exp(-value)) }

  /// How probable a member each row is.
  package func probabilities(_ features: [[Double]]) throws(MembershipError) -> [Double] {
    do throws(ModelError) {
      let hidden = try lower.outputs(features.flatMap(\.self), weights: lowerWeights)
      return try upper.outputs(hidden, weights: upperWeights).map(Self.logistic)
    } catch { throw .model(error) }
  }
}
