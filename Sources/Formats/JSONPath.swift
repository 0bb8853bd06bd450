/// The way from the top of a document to one of its values. Sharing the way of the parent makes a step cheap.
indirect enum JSONPath: Sendable {
  case root
  case key(JSONPath, String)
  case index(JSONPath, Int)

  func appending(key: String) -> JSONPath { .key(self, key) }
  func appending(index: Int) -> JSONPath { .index(self, index) }

  /// What separates the text of a path from the step before it.
  static func joint(before path: String) -> String {
    path.isEmpty || path.hasPrefix("[") ? "" : "."
  }

  /// A key as a step: plain when it is a name, in brackets otherwise.
  private static func step(_ key: String) -> String {
    let isName =
      !key.isEmpty && key.utf8.count <= 80
      && key.unicodeScalars.allSatisfy {
        $0 == "_" || $0 == "-" || $0 == "$" || $0.properties.isAlphabetic || $0.isDigit
      }
    return isName ? key : "[\(quotedText(key))]"
  }
}

extension JSONPath: CustomStringConvertible {
  var description: String {
    switch self {
    case .root:
      return ""
    case .key(let parent, let key):
      let before = parent.description
      let step = Self.step(key)
      return before + (before.isEmpty ? "" : Self.joint(before: step)) + step
    case .index(let parent, let index):
      return "\(parent.description)[\(index)]"
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}
