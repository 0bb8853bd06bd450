internal import Formats

extension Preparation {
  private static let examples = "standardize, pca:8, range:0..pi, clip:0..pi, divide:255"
  private static let names = ["standardize", "pca", "range", "clip", "divide"]

  /// Reads steps as `--prepare` takes them, in their order: `standardize,pca:8,range:0..pi`. `clip` is a range that
  /// other rows do not leave. A number may be a multiple of pi: `2pi`, `-pi/2`.
  package init(_ text: String) throws(DataError) {
    guard !text.isEmpty, text != "none" else {
      self.init([])
      return
    }
    var steps: [Step] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) { steps.append(try Self.step(word)) }
    self.init(steps)
  }

  private static func step(_ word: Substring) throws(DataError) -> Step {
    let parts = word.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let value = parts.count > 1 ? parts[1] : nil
    switch (parts[0], value) {
    case ("standardize", nil): return .standardization
    case ("pca", let value?):
      if let count = Int(value), count > 0 { return .principalComponents(count) }
    case ("range", let value?):
      if let range = range(value) { return .range(range) }
    case ("clip", let value?):
      if let range = range(value) { return .range(range, clips: true) }
    case ("divide", let value?):
      if let divisor = number(value), divisor != 0 { return .division(by: divisor) }
    default: break
    }
    let match = NearestMatch.find(String(parts[0]), among: names).flatMap { $0 == parts[0] ? nil : $0 }
    throw DataError(
      "\(quotedText(String(word))) is no preparation",
      help: match.map { "did you mean '\($0)'?" } ?? "steps are \(examples)")
  }

  private static func range(_ text: Substring) -> ClosedRange<Double>? {
    let ends = text.split(separator: "..", omittingEmptySubsequences: false)
    guard ends.count == 2, let low = number(ends[0]), let high = number(ends[1]), low < high else { return nil }
    return low...high
  }

  /// A decimal number, times pi, divided by another; nil where it is none or not finite.
  private static func number(_ text: Substring) -> Double? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let first = parts.first else { return nil }
    let value: Double?
    if first.hasSuffix("pi") {
      let factor = first.dropLast(2)
      value = (factor.isEmpty ? 1 : factor == "-" ? -1 : Double(factor)).map { $0 * .pi }
    } else {
      value = Double(first)
    }
    guard let divisor = parts.count == 2 ? Double(parts[1]) : 1, let value else { return nil }
    let quotient = value / divisor
    return quotient.isFinite ? quotient : nil
  }
}

extension Preparation: CustomStringConvertible {
  /// As the steps are read; `none` where there are none.
  package var description: String {
    steps.isEmpty ? "none" : steps.map(Self.text).joined(separator: ",")
  }

  private static func text(_ step: Step) -> String {
    switch step {
    case .standardization: "standardize"
    case .principalComponents(let count): "pca:\(count)"
    case .range(let range, let clips):
      "\(clips ? "clip" : "range"):\(text(range.lowerBound))..\(text(range.upperBound))"
    case .division(let divisor): "divide:\(text(divisor))"
    }
  }

  private static func text(_ number: Double) -> String {
    let named: [(name: String, halves: Double)] = [("pi", 2), ("-pi", -2), ("2pi", 4), ("pi/2", 1), ("-pi/2", -1)]
    for (name, halves) in named where halves * .pi / 2 == number { return name }
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
