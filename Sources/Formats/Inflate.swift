/// Unpacks DEFLATE (RFC 1951), the packing of gzip and zip.
struct Inflate {
  private static let lengthBases: [Int] = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
  ]
  private static let lengthBits: [Int] = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let distanceBases: [Int] = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
    8193, 12289, 16385, 24577,
  ]
  private static let distanceBits: [Int] = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
  ]
  /// In which order a block's header gives the lengths of the code for lengths.
  private static let headerOrder: [Int] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
  private static let endOfBlock = 256

  private let input: [UInt8]
  private let end: Int
  private let limit: Int
  private var offset: Int
  /// Bits read from the input and not yet used, the next one the least significant.
  private var bits: UInt64 = 0
  private var bitCount = 0
  private var output: [UInt8] = []

  /// Unpacks the stream that begins at the start of the range, into at most `limit` bytes, and says where it ends.
  static func unpack(
    _ bytes: [UInt8], in range: Range<Int>, limit: Int
  ) throws(FormatError) -> (bytes: [UInt8], end: Int) {
    var inflate = Inflate(input: bytes, end: range.upperBound, limit: limit, offset: range.lowerBound)
    while try !inflate.readBlock() {}
    return (inflate.output, inflate.offset - inflate.bitCount / 8)
  }

  private init(input: [UInt8], end: Int, limit: Int, offset: Int) {
    self.input = input
    self.end = end
    self.limit = limit
    self.offset = offset
  }

  /// True when the block was the last one.
  private mutating func readBlock() throws(FormatError) -> Bool {
    let isLast = try take(1) == 1
    switch try take(2) {
    case 0: try copyStored()
    case 1: try readSymbols(.fixedLiterals, .fixedDistances)
    case 2:
      let (literals, distances) = try readTables()
      try readSymbols(literals, distances)
    default: throw damaged()
    }
    return isLast
  }

  private mutating func copyStored() throws(FormatError) {
    drop(bitCount & 7)
    let count = try take(16)
    guard try take(16) == ~count & 0xFFFF else { throw damaged() }
    offset -= bitCount / 8
    (bits, bitCount) = (0, 0)
    guard count <= end - offset else { throw truncated() }
    try makeRoom(for: count)
    output.append(contentsOf: input[offset..<(offset + count)])
    offset += count
  }

  private mutating func readTables() throws(FormatError) -> (literals: PrefixCode, distances: PrefixCode) {
    let literalCount = try take(5) + 257
    let distanceCount = try take(5) + 1
    let headerCount = try take(4) + 4
    var headerLengths = [UInt8](repeating: 0, count: Self.headerOrder.count)
    for place in Self.headerOrder.prefix(headerCount) { headerLengths[place] = UInt8(try take(3)) }
    guard let header = PrefixCode(headerLengths) else { throw damaged() }
    var lengths: [UInt8] = []
    while lengths.count < literalCount + distanceCount {
      let symbol = try takeSymbol(header)
      switch symbol {
      case ..<16: lengths.append(UInt8(symbol))
      case 16:
        guard let last = lengths.last else { throw damaged() }
        lengths.append(contentsOf: repeatElement(last, count: try take(2) + 3))
      case 17: lengths.append(contentsOf: repeatElement(0, count: try take(3) + 3))
      default: lengths.append(contentsOf: repeatElement(0, count: try take(7) + 11))
      }
    }
    guard lengths.count == literalCount + distanceCount, lengths[Self.endOfBlock] > 0,
      let literals = PrefixCode(Array(lengths[..<literalCount])),
      let distances = PrefixCode(Array(lengths[literalCount...]))
    else { throw damaged() }
    return (literals, distances)
  }

  private mutating func readSymbols(_ literals: PrefixCode, _ distances: PrefixCode) throws(FormatError) {
    while true {
      let symbol = try takeSymbol(literals)
      if symbol < Self.endOfBlock {
        try makeRoom(for: 1)
        output.append(UInt8(truncatingIfNeeded: symbol))
        continue
      }
      if symbol == Self.endOfBlock { return }
      let lengthClass = symbol - Self.endOfBlock - 1
      guard lengthClass < Self.lengthBases.count else { throw damaged() }
      let length = Self.lengthBases[lengthClass] + (try take(Self.lengthBits[lengthClass]))
      let distanceClass = try takeSymbol(distances)
      guard distanceClass < Self.distanceBases.count else { throw damaged() }
      let distance = Self.distanceBases[distanceClass] + (try take(Self.distanceBits[distanceClass]))
      try copy(length, from: distance)
    }
  }

  /// Repeats what was unpacked `distance` bytes ago; what is repeated may include what the copy itself writes.
  private mutating func copy(_ length: Int, from distance: Int) throws(FormatError) {
    guard distance <= output.count else { throw damaged() }
    try makeRoom(for: length)
    let start = output.count
    // Not from a slice of the output: it would share the storage, and each append would copy all of it.
    output.append(contentsOf: repeatElement(0, count: length))
    output.withUnsafeMutableBufferPointer { output in
      for place in start..<(start + length) { output[place] = output[place - distance] }
    }
  }

  // MARK: Bits

  /// Reads bytes until there are `count` bits, or no more bytes.
  private mutating func fill(_ count: Int) {
    while bitCount < count, offset < end {
      bits |= UInt64(input[offset]) << UInt64(bitCount)
      bitCount += 8
      offset += 1
    }
  }

  private mutating func drop(_ count: Int) {
    bits >>= UInt64(count)
    bitCount -= count
  }

  private mutating func take(_ count: Int) throws(FormatError) -> Int {
    fill(count)
    guard bitCount >= count else { throw truncated() }
    let value = Int(bits & (1 << UInt64(count) - 1))
    drop(count)
    return value
  }

  private mutating func takeSymbol(_ code: PrefixCode) throws(FormatError) -> Int {
    fill(code.width)
    guard let (symbol, length) = code.symbol(bits) else { throw damaged() }
    guard length <= bitCount else { throw truncated() }
    drop(length)
    return symbol
  }

  private func makeRoom(for count: Int) throws(FormatError) {
    guard count <= limit - output.count else {
      throw FormatError(
        "the data unpacks to more than \(limit) bytes", atByte: offset, help: "unpack the file, and keep what you need")
    }
  }

  private func truncated() -> FormatError {
    FormatError("the packed data ends too early", atByte: end, help: "the file is cut off: fetch it again")
  }

  private func damaged() -> FormatError {
    FormatError("the packed data is damaged", atByte: offset, help: "fetch the file again")
  }
}
