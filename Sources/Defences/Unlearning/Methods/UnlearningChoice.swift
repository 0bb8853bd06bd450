internal import Formats

/// The methods by the names of the command line and of study files, each with its usual settings.
package enum UnlearningChoice {
  /// Every method once, the oracle first.
  package static let usual: [any UnlearningMethod] = [
    Retraining(), Retraining(hasOtherStart: true), FineTuning(), GradientAscent(), SelectiveDampening(),
    RelativeAscent(), NegativeGradient(), Scrub(),
    FisherScrubbing(), InfluenceUpdate(), ShardedTraining(), HeadEdit(),
  ]

  /// Further variants.
  package static let variants: [any UnlearningMethod] = [
    GradientAscent(.hybrid), GradientAscent(.basic), SelectiveDampening(origin: .initial),
    SelectiveDampening(batchSize: 48), SelectiveDampening(selection: 10, batchSize: 48), SelectiveDampening.adaptive,
    RelativeAscent(.magnitude), RelativeAscent(.projected), FisherScrubbing(isQuantum: true),
  ]

  package static var names: [String] { (usual + variants).map(\.name) }

  /// The method of a name, with a rate and epochs, or an alpha, of its own where they are told and it has any.
  package static func method(
    _ name: String, rate: Double?, epochs: Int?, alpha: Double? = nil
  ) throws(DefenceError) -> any UnlearningMethod {
    var method = try self.method(name)
    if let alpha {
      guard var dampening = method as? SelectiveDampening, !dampening.isAdaptive else {
        throw .misuse(
          "\(name) selects no weights by an alpha",
          help: "leave --alpha out, or use --method selective-dampening")
      }
      dampening.selection = alpha
      method = dampening
    }
    guard rate != nil || epochs != nil else { return method }
    guard var descent = method as? any DescentMethod else {
      throw .misuse(
        "\(name) takes no steps down a gradient: it has no rate and no epochs", help: "leave both out for it")
    }
    if let rate { descent.descent.rule = descent.descent.rule.with(rate: rate) }
    if let epochs { descent.descent.epochs = epochs }
    return descent
  }

  /// The method of a name; `relative-ascent` is its joint reading.
  package static func method(_ name: String) throws(DefenceError) -> any UnlearningMethod {
    let known = usual + variants
    if let method = known.first(where: { $0.name == name }) { return method }
    if let method = usual.first(where: { $0.name.hasPrefix(name + ":") }) { return method }
    throw .misuse(
      "there is no way of unlearning \(quotedText(name))",
      help: NearestMatch.find(name, among: names).map { "did you mean '\($0)'?" }
        ?? "use \(usual.map(\.name).joined(separator: ", "))")
  }
}
