internal import Formats
package import Models
internal import Numerics

/// What a model is asked to forget of the rows that it was trained on.
package enum ForgetRequest: Hashable, Sendable {
  /// All rows of a class, by its name.
  case classNamed(String)
  /// These rows of the data, counted from 0.
  case rows([Int])
  /// A share of the rows, drawn at random.
  case random(share: Double)

  /// What stands behind `rows:` is read by whoever knows files.
  package enum Text: Hashable, Sendable {
    case request(ForgetRequest)
    case file(String)
  }

  /// Reads `class:4`, `rows:FILE` or `random:0.1`.
  package static func reading(_ text: String) throws(DefenceError) -> Text {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[1].isEmpty else {
      throw .misuse(
        "\(quotedText(text)) does not say what to forget", help: "write class:NAME, rows:FILE or random:SHARE")
    }
    switch parts[0] {
    case "class": return .request(.classNamed(parts[1]))
    case "rows": return .file(parts[1])
    case "random":
      guard let share = Double(parts[1]), share > 0, share < 1 else {
        throw .misuse("the share of rows to forget must lie between 0 and 1, not \(parts[1])", help: "write random:0.1")
      }
      return .request(.random(share: share))
    default:
      throw .misuse(
        "there is no way to forget by \(quotedText(parts[0]))",
        help: NearestMatch.find(parts[0], among: ["class", "rows", "random"]).map { "did you mean '\($0):...'?" }
          ?? "write class:NAME, rows:FILE or random:SHARE")
    }
  }

  /// The row numbers of a file: a JSON list, or a number a line.
  package static func rows(parsing bytes: [UInt8], file: String) throws(DefenceError) -> ForgetRequest {
    let text = String(decoding: bytes, as: UTF8.self)
    var found: [Int] = []
    if text.first(where: { !$0.isWhitespace }) == "[" {
      do throws(FormatError) {
        for element in try JSONReader(parsing: bytes).array() { found.append(try element.integer()) }
      } catch {
        throw .misuse("\(file): \(error.description)", help: "write a list of row numbers, such as [3, 14, 15]")
      }
    } else {
      for (line, content) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        let word = content.filter { !$0.isWhitespace }
        guard !word.isEmpty else { continue }
        guard let row = Int(word) else {
          throw .misuse(
            "\(file):\(line + 1): \(quotedText(String(word.prefix(40)))) is no row number",
            help: "write a number a line")
        }
        found.append(row)
      }
    }
    guard !found.isEmpty else { throw .misuse("\(file) names no rows", help: "write a number a line") }
    return .rows(found)
  }
}

/// The two parts that a request makes of the rows that a model was trained on.
package struct ForgetSplit: Hashable, Sendable {
  /// Places among the training rows, rising.
  package let forgotten: [Int]
  package let retained: [Int]
  /// The class that is forgotten, where it is one.
  package let forgottenClass: Int?

  package init(forgotten: [Int], retained: [Int], forgottenClass: Int? = nil) {
    self.forgotten = forgotten
    self.retained = retained
    self.forgottenClass = forgottenClass
  }

  /// Of training rows with these labels, which are these rows of the data; the seed draws random ones.
  package init(
    _ request: ForgetRequest, labels: Labels, rows: [Int], dataRowCount: Int, seed: UInt64
  ) throws(DefenceError) {
    var forgottenClass: Int?
    let chosen: Set<Int>
    switch request {
    case .classNamed(let name):
      (chosen, forgottenClass) = try Self.places(ofClass: name, labels)
    case .rows(let numbers): chosen = try Self.places(of: numbers, among: rows, dataRowCount)
    case .random(let share):
      let count = Int((share * Double(rows.count)).rounded())
      guard count > 0 else {
        throw .misuse(
          "a share of \(share) of \(rows.count) training rows is less than one row", help: "forget a larger share")
      }
      var draws = RandomStream(seed: seed).substream("forget")
      var order = Array(rows.indices)
      for place in 0..<min(count, order.count) {
        order.swapAt(place, place + min(Int(draws.uniform() * Double(order.count - place)), order.count - place - 1))
      }
      chosen = Set(order.prefix(count))
    }
    self.init(
      forgotten: chosen.sorted(), retained: rows.indices.filter { !chosen.contains($0) },
      forgottenClass: forgottenClass)
    guard !retained.isEmpty else {
      throw .misuse(
        "all \(rows.count) training rows would be forgotten", help: "forget fewer rows, or train a new model")
    }
  }

  private static func places(ofClass name: String, _ labels: Labels) throws(DefenceError) -> (Set<Int>, Int) {
    guard case .classes(let classes, let names) = labels else {
      throw .misuse(
        "the labels are numbers: there is no class \(quotedText(name))", help: "forget rows:FILE or random:SHARE")
    }
    guard let place = names.firstIndex(of: name) else {
      throw .misuse(
        "the data has no class \(quotedText(name))",
        help: NearestMatch.find(name, among: names).map { "did you mean class:\($0)?" }
          ?? "its classes: \(names.prefix(20).joined(separator: ", "))")
    }
    let chosen = classes.indices.filter { classes[$0] == place }
    guard !chosen.isEmpty else {
      throw .misuse(
        "no training row is of the class \(quotedText(name))",
        help: "name a class that the model was trained on, or train with a smaller --test-share")
    }
    return (Set(chosen), place)
  }

  private static func places(of numbers: [Int], among rows: [Int], _ count: Int) throws(DefenceError) -> Set<Int> {
    let places = Dictionary(rows.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var chosen: Set<Int> = []
    for number in numbers {
      guard (0..<count).contains(number) else {
        throw .misuse(
          "there is no row \(number): the data has \(count)", help: "rows are counted from 0 to \(max(count - 1, 0))")
      }
      guard let place = places[number] else {
        throw .misuse(
          "row \(number) was kept for the test: the model has never seen it",
          help: "name rows of the training part only")
      }
      chosen.insert(place)
    }
    return chosen
  }
}
