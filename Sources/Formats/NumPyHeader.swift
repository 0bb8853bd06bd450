/// The header of a `.npy` file: a dictionary in Python's notation with the keys `descr`, `fortran_order` and `shape`.
struct NumPyHeader {
  private let bytes: [UInt8]
  private let end: Int
  private var offset: Int

  init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    offset = range.lowerBound
    end = range.upperBound
  }

  mutating func read() throws(FormatError) -> (layout: NumberArray.Layout, shape: [Int]) {
    var type: (element: NumberArray.Element, isBigEndian: Bool)?
    var isFortranOrder: Bool?
    var shape: [Int]?
    try expect("{")
    while !accept("}") {
      let key = try readString()
      try expect(":")
      switch key {
      case "descr": type = try readType()
      case "fortran_order": isFortranOrder = try readBool()
      case "shape": shape = try readShape()
      default: throw error("the key \(quotedText(key)) is unknown")
      }
      if !accept(",") {
        try expect("}")
        break
      }
    }
    skipBlanks()
    guard offset == end else { throw error("nothing may follow the dictionary") }
    guard let type, let isFortranOrder, let shape else {
      throw error("the header must give 'descr', 'fortran_order' and 'shape'")
    }
    let layout = NumberArray.Layout(
      element: type.element, isBigEndian: type.isBigEndian, isFortranOrder: isFortranOrder)
    return (layout, shape)
  }

  private mutating func readType() throws(FormatError) -> (element: NumberArray.Element, isBigEndian: Bool) {
    skipBlanks()
    let start = offset
    guard peek() == UInt8(ascii: "'") || peek() == UInt8(ascii: "\"") else {
      throw error("arrays with named fields are not read", help: "save the columns as one array of numbers")
    }
    let text = try readString()
    let order = text.utf8.first ?? 0
    guard let element = NumberArray.Element(rawValue: String(text.dropFirst())), "<>|=".utf8.contains(order) else {
      let known = NumberArray.Element.allCases.map(\.rawValue).joined(separator: ", ")
      throw FormatError(
        "the type \(quotedText(text)) is not read; known types: \(known)", atByte: start, help: Self.help(for: text))
    }
    return (element, order == UInt8(ascii: ">"))
  }

  private static func help(for type: String) -> String {
    switch type.dropFirst().first {
    case "U", "S": "save class names as numbers: names, y = numpy.unique(y, return_inverse=True)"
    case "O": "Python objects are not read: convert the array with .astype('float64')"
    default: "convert the array with .astype('float64')"
    }
  }

  private mutating func readBool() throws(FormatError) -> Bool {
    skipBlanks()
    for (word, value) in [("True", true), ("False", false)] where bytes[offset..<end].starts(with: word.utf8) {
      offset += word.utf8.count
      return value
    }
    throw error("True or False must follow")
  }

  private mutating func readShape() throws(FormatError) -> [Int] {
    var shape: [Int] = []
    try expect("(")
    while !accept(")") {
      skipBlanks()
      let digits = bytes[offset..<end].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      guard let length = Int(String(decoding: digits, as: UTF8.self)) else { throw error("a length must follow") }
      guard shape.count < NumberArray.largestRank else {
        throw error("the array has more than \(NumberArray.largestRank) axes")
      }
      shape.append(length)
      offset += digits.count
      // Python 2 marked long integers.
      _ = accept("L")
      if !accept(",") {
        try expect(")")
        break
      }
    }
    return shape
  }

  private mutating func readString() throws(FormatError) -> String {
    skipBlanks()
    guard let quote = peek(), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\""),
      let close = bytes[(offset + 1)..<end].firstIndex(of: quote)
    else { throw error("a text in quotes must follow") }
    let text = String(decoding: bytes[(offset + 1)..<close], as: UTF8.self)
    offset = close + 1
    return text
  }

  private func peek() -> UInt8? { offset < end ? bytes[offset] : nil }

  private mutating func skipBlanks() {
    while let byte = peek(), byte == 0x20 || byte == 0x09 || byte == 0x0A { offset += 1 }
  }

  private mutating func accept(_ symbol: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard peek() == UInt8(ascii: symbol) else { return false }
    offset += 1
    return true
  }

  private mutating func expect(_ symbol: Unicode.Scalar) throws(FormatError) {
    guard accept(symbol) else { throw error("'\(symbol)' must follow in the header") }
  }

  private func error(_ message: String, help: String? = nil) -> FormatError {
    FormatError(message, atByte: offset, help: help ?? "write the file with numpy.save")
  }
}
