/// An array of numbers with any number of axes, as NumPy and IDX files hold it.
package struct NumberArray: Sendable, Equatable {
  /// How many numbers an array may have, whatever its file says: a gigabyte of doubles.
  package static let largestCount = 1 << 27
  static let largestRank = 32

  /// The length of each axis; none for a single number.
  package let shape: [Int]
  /// The last axis runs fastest.
  package let values: [Double]

  /// - Precondition: as many values as the lengths multiply to.
  package init(shape: [Int], values: [Double]) {
    precondition(shape.reduce(1, *) == values.count)
    self.shape = shape
    self.values = values
  }

  /// How a file writes a number; NumPy's names without the byte order.
  package enum Element: String, CaseIterable, Sendable {
    case float32 = "f4"
    case float64 = "f8"
    case int8 = "i1"
    case int16 = "i2"
    case int32 = "i4"
    case int64 = "i8"
    case uint8 = "u1"
    case uint16 = "u2"
    case uint32 = "u4"
    case uint64 = "u8"
    case boolean = "b1"

    var byteCount: Int {
      switch self {
      case .int8, .uint8, .boolean: 1
      case .int16, .uint16: 2
      case .float32, .int32, .uint32: 4
      case .float64, .int64, .uint64: 8
      }
    }
  }

  /// How many numbers a shape holds; nil where there are too many, which an axis of length 0 does not excuse.
  static func count(of shape: [Int]) -> Int? {
    var count = 1
    for length in shape where length != 0 {
      guard length > 0, count <= largestCount / length else { return nil }
      count *= length
    }
    return shape.contains(0) ? 0 : count
  }

  /// The numbers that fill the bytes from `start` on; whole numbers that no double can tell apart are refused.
  /// - Precondition: the bytes are there.
  static func values(
    in bytes: [UInt8], from start: Int, count: Int, element: Element, isBigEndian: Bool
  ) throws(FormatError) -> [Double] {
    let run = Run(bytes: bytes, start: start, count: count, isBigEndian: isBigEndian)
    switch element {
    case .float32: return run.read(UInt32.self) { Double(Float(bitPattern: $0)) }
    case .float64: return run.read(UInt64.self) { Double(bitPattern: $0) }
    case .int8: return run.read(Int8.self) { Double($0) }
    case .int16: return run.read(Int16.self) { Double($0) }
    case .int32: return run.read(Int32.self) { Double($0) }
    case .uint8: return run.read(UInt8.self) { Double($0) }
    case .uint16: return run.read(UInt16.self) { Double($0) }
    case .uint32: return run.read(UInt32.self) { Double($0) }
    case .boolean: return run.read(UInt8.self) { $0 == 0 ? 0 : 1 }
    case .int64: return try exact(run.read(Int64.self) { Double($0) }, start: start)
    case .uint64: return try exact(run.read(UInt64.self) { Double($0) }, start: start)
    }
  }

  private static func exact(_ values: [Double], start: Int) throws(FormatError) -> [Double] {
    guard let place = values.firstIndex(where: { $0.magnitude > 0x1p53 }) else { return values }
    throw FormatError(
      "the whole number is beyond 2^53", atByte: start + 8 * place, help: "save the array as float64")
  }

  /// Numbers that follow each other in a file.
  private struct Run {
    let bytes: [UInt8]
    let start: Int
    let count: Int
    let isBigEndian: Bool

    func read<Integer: FixedWidthInteger>(_ type: Integer.Type, _ number: (Integer) -> Double) -> [Double] {
      let size = Integer.bitWidth / 8
      return bytes.withUnsafeBytes { bytes in
        (0..<count).map { index in
          let value = bytes.loadUnaligned(fromByteOffset: start + index * size, as: Integer.self)
          return number(isBigEndian ? Integer(bigEndian: value) : Integer(littleEndian: value))
        }
      }
    }
  }
}
