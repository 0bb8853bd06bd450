/// Changes to a file's bytes, which never overlap: those at one place take effect in the order in which they came.
struct TextEdits {
  private var edits: [(range: Range<Int>, text: [UInt8])] = []

  var isEmpty: Bool { edits.isEmpty }

  mutating func replace(_ range: Range<Int>, with text: [UInt8]) { edits.append((range, text)) }

  mutating func insert(_ text: String, at place: Int) { edits.append((place..<place, Array(text.utf8))) }

  func applied(to bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + edits.reduce(0) { $0 + $1.text.count })
    var next = 0
    let sorted = edits.enumerated().sorted {
      ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
    }
    for (_, edit) in sorted where edit.range.lowerBound >= next {
      result += bytes[next..<edit.range.lowerBound]
      result += edit.text
      next = edit.range.upperBound
    }
    return result + bytes[next...]
  }
}
