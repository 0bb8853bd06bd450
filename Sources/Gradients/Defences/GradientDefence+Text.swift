internal import Formats

/// A text that names no defence.
package struct DefenceTextError: Error, Hashable, Sendable {
  package let message: String
  package let help: String

  package init(message: String, help: String) {
    self.message = message
    self.help = help
  }
}

extension GradientDefence {
  private static let examples =
    "gaussian:0.05, clip:1, prune:0.5, quantize:4, quantize:4:stochastic, rqm:1, sign, rotate or depolarize:0.1, "
    + "several joined by +: clip:1+gaussian:0.05"
  private static let names = [
    "none", "gaussian", "clip", "prune", "quantize", "rqm", "sign", "rotate", "depolarize",
  ]
  /// More steps make no sense.
  private static let mostSteps = 8

  /// Reads a defence as study files, evidence files and the command line have it.
  package init(_ text: String) throws(DefenceTextError) {
    guard text != "none" else {
      self = .none
      return
    }
    let words = text.split(separator: "+", omittingEmptySubsequences: false)
    guard words.count <= Self.mostSteps else {
      throw DefenceTextError(
        message: "\(quotedText(text)) has more than \(Self.mostSteps) steps", help: "leave some out")
    }
    var steps: [Step] = []
    for word in words { steps.append(try Self.step(word)) }
    for (place, step) in steps.enumerated() {
      switch step {
      case .signs where place < steps.count - 1, .rotation where place < steps.count - 1:
        throw DefenceTextError(
          message: "nothing follows \(quotedText(String(words[place])))", help: "let it be the last step")
      case .depolarization where place > 0:
        throw DefenceTextError(
          message: "\(quotedText(String(words[place]))) happens in the circuits, before everything else",
          help: "let it be the first step")
      default: break
      }
    }
    self.init(unchecked: steps)
  }

  private static func step(_ word: Substring) throws(DefenceTextError) -> Step {
    let parts = word.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let (name, settings) = (parts[0], Array(parts.dropFirst()))
    switch (name, settings.count) {
    case ("sign", 0): return .signs
    case ("rotate", 0): return .rotation
    case ("gaussian", 1): return .gaussian(deviation: try number(settings[0], in: word, least...largest, "a deviation"))
    case ("clip", 1): return .clipping(norm: try number(settings[0], in: word, least...largest, "a length"))
    case ("prune", 1): return .pruning(share: try number(settings[0], in: word, 0...1, "a share"))
    case ("depolarize", 1): return .depolarization(share: try number(settings[0], in: word, 0...1, "a share"))
    case ("quantize", 1...2):
      guard settings.count == 1 || settings[1] == "stochastic" else { break }
      let bits = try wholeNumber(settings[0], in: word, Quantization.bitRange, "a number of bits")
      return .quantization(Quantization(bits: bits, isStochastic: settings.count == 2))
    case ("rqm", 1...4): return .randomizedQuantization(try randomizedQuantization(settings, in: word))
    default: break
    }
    throw refusal(of: word, name)
  }

  /// `LIMIT[:LEVELS[:KEEPING[:MARGIN]]]`
  private static func randomizedQuantization(
    _ settings: [String], in word: Substring
  ) throws(DefenceTextError) -> RandomizedQuantization {
    let limit = try number(settings[0], in: word, least...largest, "a limit")
    guard settings.count > 1 else { return RandomizedQuantization(limit: limit) }
    let levels = try wholeNumber(
      settings[1], in: word, RandomizedQuantization.levelRange, "a number of levels")
    let keeping = settings.count > 2 ? try number(settings[2], in: word, 0...1, "a probability") : 0.5
    let margin = settings.count > 3 ? try number(settings[3], in: word, 0...largest, "a margin") : limit
    return RandomizedQuantization(limit: limit, levelCount: levels, keeping: keeping, margin: margin)
  }

  private static let least = 1e-12
  /// A number whose square is one, too.
  private static let largest = 1e12

  private static func refusal(of word: Substring, _ name: String) -> DefenceTextError {
    let match = NearestMatch.find(name, among: names).flatMap { $0 == name ? nil : $0 }
    return DefenceTextError(
      message: "\(quotedText(String(word))) is no defence",
      help: match.map { "did you mean '\($0)'?" } ?? "defences are \(examples)")
  }

  private static func number(
    _ text: String, in word: Substring, _ range: ClosedRange<Double>, _ what: String
  ) throws(DefenceTextError) -> Double {
    guard let value = Double(text), range.contains(value) else {
      throw DefenceTextError(
        message:
          "\(quotedText(String(word))): \(quotedText(text)) is not \(what) from \(Self.text(range.lowerBound)) to "
          + Self.text(range.upperBound), help: "defences are \(examples)")
    }
    return value
  }

  private static func wholeNumber(
    _ text: String, in word: Substring, _ range: ClosedRange<Int>, _ what: String
  ) throws(DefenceTextError) -> Int {
    guard let value = Int(text), range.contains(value) else {
      throw DefenceTextError(
        message: "\(quotedText(String(word))): \(quotedText(text)) is not \(what) from \(range.lowerBound) to "
          + "\(range.upperBound)", help: "defences are \(examples)")
    }
    return value
  }

  fileprivate static func text(_ number: Double) -> String {
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension GradientDefence: CustomStringConvertible {
  /// As it is read.
  package var description: String { steps.isEmpty ? "none" : steps.map(\.description).joined(separator: "+") }

  /// The steps without their settings.
  package var family: String {
    steps.isEmpty ? "none" : steps.map { String($0.description.prefix { $0 != ":" }) }.joined(separator: "+")
  }
}

extension GradientDefence.Step: CustomStringConvertible {
  package var description: String {
    switch self {
    case .depolarization(let share): "depolarize:\(GradientDefence.text(share))"
    case .gaussian(let deviation): "gaussian:\(GradientDefence.text(deviation))"
    case .clipping(let norm): "clip:\(GradientDefence.text(norm))"
    case .pruning(let share): "prune:\(GradientDefence.text(share))"
    case .quantization(let own): "quantize:\(own.bits)\(own.isStochastic ? ":stochastic" : "")"
    case .randomizedQuantization(let own):
      "rqm:\(GradientDefence.text(own.limit)):\(own.levelCount):\(GradientDefence.text(own.keeping)):"
        + GradientDefence.text(own.margin)
    case .signs: "sign"
    case .rotation: "rotate"
    }
  }
}
