/// A grid of characters in which lines join where they meet.
struct DrawingCanvas {
  /// The directions in which lines leave a cell, single and double.
  struct Lines: OptionSet, Hashable {
    let rawValue: UInt32

    static let up = Lines(rawValue: 1)
    static let down = Lines(rawValue: 2)
    static let left = Lines(rawValue: 4)
    static let right = Lines(rawValue: 8)
    static let doubleUp = Lines(rawValue: 16)
    static let doubleDown = Lines(rawValue: 32)
    static let doubleLeft = Lines(rawValue: 64)
    static let doubleRight = Lines(rawValue: 128)

    static let wire: Lines = [.left, .right]
    static let doubleWire: Lines = [.doubleLeft, .doubleRight]
    static let vertical: Lines = [.up, .down]
    static let doubleVertical: Lines = [.doubleUp, .doubleDown]
  }

  let width: Int
  let height: Int
  let isUnicode: Bool
  /// Lines, or a character where the highest bit is set.
  private var cells: [UInt32]

  private static let glyphBit: UInt32 = 1 << 31
  /// What stands right of a character that is two columns wide.
  private static let covered: UInt32 = glyphBit

  init(width: Int, height: Int, isUnicode: Bool) {
    self.width = width
    self.height = height
    self.isUnicode = isUnicode
    cells = Array(repeating: 0, count: width * height)
  }

  // MARK: Drawing

  /// Adds lines to a cell, or replaces what is there.
  mutating func join(_ lines: Lines, row: Int, column: Int, replacing: Bool = false) {
    guard (0..<width).contains(column), (0..<height).contains(row) else { return }
    let place = row * width + column
    if replacing || cells[place] & Self.glyphBit != 0 { cells[place] = 0 }
    cells[place] |= lines.rawValue
  }

  mutating func write(_ text: String, row: Int, column: Int) {
    guard (0..<height).contains(row) else { return }
    var column = column
    for scalar in text.unicodeScalars {
      let size = scalar.columns
      guard size > 0 else { continue }
      guard column >= 0, column + size <= width else { return }
      cells[row * width + column] = Self.glyphBit | scalar.value
      if size == 2 { cells[row * width + column + 1] = Self.covered }
      column += size
    }
  }

  // MARK: Reading

  /// The lines of text, without blanks at their ends and without empty lines around them.
  func rows() -> [String] {
    var rows = (0..<height).map { row in
      var bytes: [UInt8] = []
      var end = width
      while end > 0, cells[row * width + end - 1] == 0 { end -= 1 }
      for column in 0..<end { append(cells[row * width + column], to: &bytes) }
      return String(decoding: bytes, as: UTF8.self)
    }
    while rows.last?.isEmpty == true { rows.removeLast() }
    return Array(rows.drop { $0.isEmpty })
  }

  private func append(_ cell: UInt32, to bytes: inout [UInt8]) {
    guard cell != Self.covered else { return }
    let value = cell & ~Self.glyphBit
    let scalar = cell & Self.glyphBit == 0 ? Self.scalar(Lines(rawValue: value), isUnicode) : Unicode.Scalar(value)
    bytes.append(contentsOf: UTF8.encode(scalar ?? " ") ?? UTF8.encode(" ") ?? .init())
  }

  private static let single: [Unicode.Scalar] = Array(" ╵╷│╴┘┐┤╶└┌├─┴┬┼".unicodeScalars)
  private static let singleASCII: [Unicode.Scalar] = Array(" |||-++|-++|-+++".unicodeScalars)

  private static func scalar(_ lines: Lines, _ isUnicode: Bool) -> Unicode.Scalar? {
    if lines.rawValue < 16 { return (isUnicode ? single : singleASCII)[Int(lines.rawValue)] }
    let isDown = lines.contains(.doubleDown)
    let isUp = lines.contains(.doubleUp)
    guard isUnicode else { return !isDown && !isUp ? "=" : lines.isDisjoint(with: [.wire, .doubleWire]) ? "|" : "+" }
    if lines.contains(.doubleLeft) { return isDown && isUp ? "╬" : isUp ? "╩" : isDown ? "╦" : "═" }
    if lines.contains(.left) { return isDown && isUp ? "╫" : isUp ? "╨" : "╥" }
    return "║"
  }
}

extension Unicode.Scalar {
  /// How many columns a terminal gives this character.
  var columns: Int {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x300..<0x370, 0x200B..<0x2010, 0x20D0..<0x2100, 0xFE00..<0xFE10: 0
    case 0x1100..<0x1160, 0x2E80..<0xA4D0, 0xAC00..<0xD7A4, 0xF900..<0xFB00, 0xFE30..<0xFE70, 0xFF00..<0xFF61,
      0xFFE0..<0xFFE7, 0x1F300..<0x1F650, 0x20000..<0x40000:
      2
    default: 1
    }
  }
}

extension String {
  /// How many columns a terminal gives this text.
  var columns: Int { unicodeScalars.reduce(0) { $0 + $1.columns } }

  /// The text, cut off so that it fits.
  func fitted(to limit: Int, isUnicode: Bool) -> String {
    guard columns > limit else { return self }
    let mark = isUnicode ? "…" : "..."
    var result = ""
    var left = max(0, limit - mark.columns)
    for scalar in unicodeScalars {
      guard scalar.columns <= left else { break }
      left -= scalar.columns
      result.unicodeScalars.append(scalar)
    }
    return result + mark
  }
}
