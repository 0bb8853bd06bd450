internal import Formats
package import Numerics

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A recipe for a data set drawn at random.
package struct SyntheticData: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    /// y = 0.7 times the mean of cos x_i, with x_i from [0, pi): the task of arXiv 2504.12806.
    case cosine
    /// Two half circles of radius 1 that reach into each other.
    case twoMoons = "two-moons"
    /// Clouds of variance 1 around random centers in a cube of side 20.
    case blobs
    /// Whether an odd number of bits is set. No pattern of bits comes again before all have come.
    case parity
  }

  package let kind: Kind
  package let rowCount: Int
  package let featureCount: Int
  /// Of blobs only; moons and parity have two.
  package let classCount: Int
  /// Standard deviation of what is added to each coordinate of moons and each label of cosine.
  package let noise: Double

  /// A recipe with the kind's own sizes where none are given.
  package init(
    _ kind: Kind, rowCount: Int? = nil, featureCount: Int? = nil, classCount: Int? = nil, noise: Double? = nil
  ) throws(DataError) {
    self.kind = kind
    self.rowCount = rowCount ?? 200
    self.classCount = classCount ?? (kind == .blobs ? 3 : 2)
    self.noise = noise ?? (kind == .twoMoons ? 0.1 : 0)
    switch kind {
    case .cosine: self.featureCount = featureCount ?? 1
    case .twoMoons, .blobs: self.featureCount = featureCount ?? 2
    case .parity: self.featureCount = featureCount ?? 4
    }
    try check()
  }

  private func check() throws(DataError) {
    let features =
      switch kind {
      case .cosine, .blobs: 1...1000
      case .twoMoons: 2...2
      case .parity: 1...20
      }
    let classes = kind == .blobs ? 2...100 : 2...2
    try check("rows", rowCount, in: 2...100_000)
    try check("features", featureCount, in: features)
    try check("classes", classCount, in: classes)
    guard noise >= 0, noise <= 1000 else {
      throw DataError("the noise of '\(kind.rawValue)' must be from 0 to 1000, not \(noise)")
    }
    guard noise == 0 || kind == .cosine || kind == .twoMoons else {
      throw DataError("'\(kind.rawValue)' knows no noise", help: "leave it out")
    }
  }

  private func check(_ name: String, _ value: Int, in range: ClosedRange<Int>) throws(DataError) {
    guard !range.contains(value) else { return }
    let bounds =
      range.count == 1 ? "\(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
    throw DataError("the number of \(name) of '\(kind.rawValue)' must be \(bounds), not \(value)")
  }
}

extension SyntheticData: CustomStringConvertible {
  /// As a data source is named: `blobs:rows=200,features=2,classes=3`.
  package var description: String {
    var text = "\(kind.rawValue):rows=\(rowCount),features=\(featureCount)"
    if kind == .blobs { text += ",classes=\(classCount)" }
    if kind == .cosine || kind == .twoMoons { text += ",noise=\(noise)" }
    return text
  }

  /// Reads a name with or without options, in any order; nil where the text begins with no kind's name.
  init?(parsing text: String) throws(DataError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let kind = Kind(rawValue: String(parts[0])) else { return nil }
    var counts: [String: Int] = [:]
    var noise: Double?
    for option in parts.count > 1 ? parts[1].split(separator: ",", omittingEmptySubsequences: false) : [] {
      let sides = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let names = ["rows", "features", "classes", "noise"]
      guard sides.count == 2, names.contains(sides[0]) else {
        throw DataError(
          "'\(kind.rawValue)' has no option \(quotedText(String(option)))",
          help: NearestMatch.find(sides[0], among: names).map { "did you mean '\($0)=...'?" }
            ?? "options: \(names.joined(separator: ", ")), as in \(kind.rawValue):rows=100")
      }
      guard sides[0] == "noise" ? noise == nil : counts[sides[0]] == nil else {
        throw DataError("the option '\(sides[0])' is given twice", help: "give it once")
      }
      if sides[0] == "noise", let value = Double(sides[1]) {
        noise = value
      } else if sides[0] != "noise", let value = Int(sides[1]) {
        counts[sides[0]] = value
      } else {
        throw DataError("the option '\(sides[0])' must be a number, not \(quotedText(sides[1]))")
      }
    }
    try self.init(
      kind, rowCount: counts["rows"], featureCount: counts["features"], classCount: counts["classes"], noise: noise)
  }
}

extension SyntheticData {
  /// Draws the set.
  package func draw(from stream: RandomStream) -> DataSet {
    var stream = stream
    switch kind {
    case .cosine: return drawCosine(&stream)
    case .twoMoons: return drawMoons(&stream)
    case .blobs: return drawBlobs(&stream)
    case .parity: return drawParity(&stream)
    }
  }

  private func dataSet(_ elements: [Double], _ labels: Labels) -> DataSet {
    DataSet(
      name: description, featureNames: (0..<featureCount).map { "x_\($0)" },
      features: RealMatrix(rowCount: rowCount, columnCount: featureCount, elements: elements), labels: labels)
  }

  private func drawCosine(_ stream: inout RandomStream) -> DataSet {
    let elements = (0..<rowCount * featureCount).map { _ in Double.pi * stream.uniform() }
    let targets = (0..<rowCount).map { row in
      let sum = elements[(row * featureCount)..<((row + 1) * featureCount)].reduce(0) { $0 + cos($1) }
      return 0.7 * sum / Double(featureCount) + (noise > 0 ? noise * stream.normalNumber() : 0)
    }
    return dataSet(elements, .targets(targets))
  }

  private func drawMoons(_ stream: inout RandomStream) -> DataSet {
    let classes = (0..<rowCount).map { $0 % 2 }
    let elements = classes.flatMap { moon in
      let angle = Double.pi * stream.uniform()
      let (x, y) = moon == 0 ? (cos(angle), sin(angle)) : (1 - cos(angle), 0.5 - sin(angle))
      return [x + noise * stream.normalNumber(), y + noise * stream.normalNumber()]
    }
    return dataSet(elements, .classes(classes, names: ["0", "1"]))
  }

  private func drawBlobs(_ stream: inout RandomStream) -> DataSet {
    let centers = (0..<classCount * featureCount).map { _ in 20 * stream.uniform() - 10 }
    let classes = (0..<rowCount).map { $0 % classCount }
    let elements = classes.flatMap { blob in
      (0..<featureCount).map { centers[blob * featureCount + $0] + stream.normalNumber() }
    }
    return dataSet(elements, .classes(classes, names: (0..<classCount).map { "\($0)" }))
  }

  private func drawParity(_ stream: inout RandomStream) -> DataSet {
    var patterns: [Int] = []
    while patterns.count < rowCount { patterns += stream.shuffledRows(Array(0..<(1 << featureCount))) }
    patterns.removeLast(patterns.count - rowCount)
    let elements = patterns.flatMap { pattern in (0..<featureCount).map { Double(pattern >> $0 & 1) } }
    return dataSet(elements, .classes(patterns.map { $0.nonzeroBitCount % 2 }, names: ["0", "1"]))
  }
}
