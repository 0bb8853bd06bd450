/// Names for places in a page and for files: plain letters, each given once.
struct Names: Sendable {
  private var given: Set<String> = []

  /// The text as a name; with a number when it was given before.
  mutating func name(for text: String, prefix: String) -> String {
    let plain = "\(prefix)-\(Self.plain(text))"
    var name = plain
    var number = 2
    while !given.insert(name).inserted {
      name = "\(plain)-\(number)"
      number += 1
    }
    return name
  }

  /// Small letters and digits with single hyphens between, at most 60 of them.
  static func plain(_ text: String) -> String {
    var result = ""
    for scalar in text.lowercased().unicodeScalars where result.utf8.count < 60 {
      switch scalar {
      case "a"..."z", "0"..."9": result.unicodeScalars.append(scalar)
      default: if !result.isEmpty, !result.hasSuffix("-") { result += "-" }
      }
    }
    while result.hasSuffix("-") { result.removeLast() }
    return result.isEmpty ? "unnamed" : result
  }
}
