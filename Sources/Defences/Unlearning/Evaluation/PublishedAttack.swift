internal import Membership
internal import Models
internal import Numerics

/// Which shares of rows an attack takes for members, at its threshold of one half.
package struct MemberShares: Hashable, Sendable {
  package let forgotten: Double
  /// Of retained rows and of test rows that the attack was not trained on: its true and its false positives.
  package let retained: Double
  package let test: Double
  /// Of test rows like the forgotten ones that it was not trained on; nil where there are none.
  package let alike: Double?
}

/// What the attack of arXiv:2509.06086 says of a model.
package struct PublishedRates: Hashable, Sendable {
  /// As published: trained on answers of the model before it forgot, forgotten rows among its members, and kept.
  package let compatible: Double
  /// The same, but not trained on rows that it is asked about.
  package let frozen: MemberShares
  /// Trained anew on the answers of the model at hand.
  package let adapted: MemberShares
}

/// The published attack: a network on a row's probabilities, the greatest of them, whether it is taken for its class, and
/// its cross entropy, trained on rows whose membership is known. Its success rate is the share of forgotten rows that it
/// takes for members.
///
/// The published code trains it once on rows that it is asked about later. Here it is also trained on half of the
/// retained, the forgotten and the test rows, and asked about the others; and once more for each model that it is to
/// judge. Some forgotten rows must be known: else a forgotten class is one that only others have.
package struct PublishedAttack {
  private let seed: UInt64
  private let epochs: Int
  private let compatible: PublishedNetwork
  private let frozen: PublishedNetwork

  /// Published are 1000 on 800 rows; the loss has settled long before.
  package static let usualEpochs = 150

  /// Trained on the answers of the model before it forgets.
  init(
    on original: UnlearnedModel, _ task: UnlearningTask, _ parts: UnlearningParts, reader: CompiledModel,
    epochs: Int = usualEpochs
  ) throws(DefenceError) {
    seed = task.options.seed
    self.epochs = epochs
    let stream = RandomStream(seed: task.seed).substream("evaluation")
    func answers(_ examples: Examples, _ name: String) throws(DefenceError) -> ModelAnswers {
      try UnlearningTask.passing { () throws(ModelError) in
        try ModelAnswers(original, of: reader, examples, loss: task.loss, stream: stream.substream(name))
      }
    }
    let retained = Self.features(try answers(parts.retained, "retained"))
    let forgotten = Self.features(try answers(parts.forgotten, "forgotten"))
    let test = Self.features(try answers(parts.test, "test"))
    compatible = try PublishedNetwork(members: retained + forgotten, others: test, epochs: epochs, seed: seed)
    frozen = try Self.network(retained, forgotten, test, epochs: epochs, seed: seed)
  }

  func rates(
    retained: ModelAnswers, forgotten: ModelAnswers, test: ModelAnswers, alike: [Int]
  ) throws(DefenceError) -> PublishedRates {
    let (retained, forgotten, test) = (
      Self.features(retained), Self.features(forgotten), Self.features(test)
    )
    let adapted = try Self.network(retained, forgotten, test, epochs: epochs, seed: seed)
    let unseen = alike.filter { !Self.isTaught($0) }.map { test[$0] }
    func shares(_ network: PublishedNetwork) throws(DefenceError) -> MemberShares {
      MemberShares(
        forgotten: try network.share(of: Self.half(forgotten, taught: false)),
        retained: try network.share(of: Self.half(retained, taught: false)),
        test: try network.share(of: Self.half(test, taught: false)),
        alike: unseen.isEmpty ? nil : try network.share(of: unseen))
    }
    return PublishedRates(
      compatible: try compatible.share(of: forgotten), frozen: try shares(frozen), adapted: try shares(adapted))
  }

  /// The probabilities, the greatest, whether it is the label's, and -ln of the label's.
  static func features(_ answers: ModelAnswers) -> [[Double]] {
    answers.probabilities.indices.map { row in
      let shares = answers.probabilities[row]
      let label = answers.labels[row]
      return shares + [
        shares.max() ?? 0, answers.predictions[row] == label ? 1 : 0, -Probabilities.logarithm(shares[label]),
      ]
    }
  }

  /// Rows come as the data has them, which says nothing of members: every second one teaches.
  private static func isTaught(_ row: Int) -> Bool { row.isMultiple(of: 2) }

  private static func half(_ rows: [[Double]], taught: Bool) -> [[Double]] {
    rows.indices.filter { isTaught($0) == taught }.map { rows[$0] }
  }

  private static func network(
    _ retained: [[Double]], _ forgotten: [[Double]], _ test: [[Double]], epochs: Int, seed: UInt64
  ) throws(DefenceError) -> PublishedNetwork {
    try PublishedNetwork(
      members: half(retained, taught: true) + half(forgotten, taught: true), others: half(test, taught: true),
      epochs: epochs, seed: seed)
  }
}

/// The published network of `FeatureNetwork`, taught as many members as others: it would take all rows for what most are.
struct PublishedNetwork {
  private let network: FeatureNetwork

  init(members: [[Double]], others: [[Double]], epochs: Int, seed: UInt64) throws(DefenceError) {
    let count = min(members.count, others.count)
    var settings = FeatureNetwork.Settings()
    settings.epochs = epochs
    let rows = Self.spread(members, count) + Self.spread(others, count)
    do throws(MembershipError) {
      network = try FeatureNetwork(
        rows, members: rows.indices.map { $0 < count }, settings: settings,
        stream: RandomStream(seed: seed).substream("published attack"))
    } catch {
      throw .misuse(error.message, help: error.help)
    }
  }

  /// So many of the rows, from all over them.
  private static func spread(_ rows: [[Double]], _ count: Int) -> [[Double]] {
    (0..<count).map { rows[$0 * rows.count / count] }
  }

  /// The share of rows that are taken for members.
  func share(of rows: [[Double]]) throws(DefenceError) -> Double {
    guard !rows.isEmpty else { return 0 }
    do throws(MembershipError) {
      return Double(try network.probabilities(rows).count { $0 > 0.5 }) / Double(rows.count)
    } catch {
      throw .misuse(error.message, help: error.help)
    }
  }
}
