extension NumberArray {
  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  package static func isNumPy(_ bytes: [UInt8]) -> Bool { bytes.starts(with: magic) }

  /// Reads a `.npy` file of version 1, 2 or 3: numbers of NumPy's types up to 64 bits, in either order.
  package init(numPy bytes: [UInt8]) throws(FormatError) {
    guard Self.isNumPy(bytes), bytes.count >= 8 else {
      throw FormatError("the file is no .npy file", atByte: 0, help: "write it with numpy.save")
    }
    let headerCount: Int?
    let start: Int
    switch bytes[6] {
    case 1: (headerCount, start) = (bytes.integer(UInt16.self, at: 8).map(Int.init), 10)
    case 2, 3: (headerCount, start) = (bytes.integer(UInt32.self, at: 8).map(Int.init), 12)
    default:
      throw FormatError("version \(bytes[6]) of the format is unknown", atByte: 6, help: "save it with numpy.save")
    }
    guard let headerCount, headerCount <= bytes.count - start else {
      throw FormatError("the file ends within its header", atByte: bytes.count, help: "fetch the file again")
    }
    var header = NumPyHeader(bytes, in: start..<(start + headerCount))
    let (layout, shape) = try header.read()
    self = try NumberArray(bytes, from: start + headerCount, shape: shape, layout: layout)
  }

  /// The `.npy` file of this array, version 1, least significant bytes first.
  package func numPyBytes(as element: Element = .float64) throws(FormatError) -> [UInt8] {
    var bytes = Self.numPyHeader(shape: shape, element)
    for (index, value) in values.enumerated() {
      guard let number = element.bits(of: value) else {
        throw FormatError("the number \(value) at place \(index) is no \(element)", help: "write it as float64")
      }
      for shift in 0..<element.byteCount { bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * shift))) }
    }
    return bytes
  }

  /// The `.npy` file of an array of bytes.
  /// - Precondition: as many bytes as the lengths multiply to.
  package static func numPyBytes(of values: [UInt8], shape: [Int]) -> [UInt8] {
    numPyHeader(shape: shape, .uint8) + values
  }

  /// All that stands before the numbers.
  private static func numPyHeader(shape: [Int], _ element: Element) -> [UInt8] {
    let lengths = shape.map { "\($0)" }.joined(separator: ", ") + (shape.count == 1 ? "," : "")
    let order = element.byteCount == 1 ? "|" : "<"
    var header = "{'descr': '\(order)\(element.rawValue)', 'fortran_order': False, 'shape': (\(lengths)), }"
    let alignment = 64
    let unpadded = magic.count + 4 + header.utf8.count + 1
    header += String(repeating: " ", count: (alignment - unpadded % alignment) % alignment) + "\n"
    var bytes = magic + [1, 0]
    bytes += [UInt8(truncatingIfNeeded: header.utf8.count), UInt8(truncatingIfNeeded: header.utf8.count >> 8)]
    bytes += header.utf8
    return bytes
  }
}

extension NumberArray.Element {
  /// The bits that write a number, of which the lowest count; nil where the type cannot hold it.
  fileprivate func bits(of value: Double) -> UInt64? {
    switch self {
    case .float64: value.bitPattern
    case .float32: UInt64(Float(value).bitPattern)
    case .int8: Int8(exactly: value).map { UInt64(truncatingIfNeeded: $0) }
    case .int16: Int16(exactly: value).map { UInt64(truncatingIfNeeded: $0) }
    case .int32: Int32(exactly: value).map { UInt64(truncatingIfNeeded: $0) }
    case .int64: Int64(exactly: value).map { UInt64(truncatingIfNeeded: $0) }
    case .uint8: UInt8(exactly: value).map { UInt64($0) }
    case .uint16: UInt16(exactly: value).map { UInt64($0) }
    case .uint32: UInt32(exactly: value).map { UInt64($0) }
    case .uint64: UInt64(exactly: value)
    case .boolean: value == 0 || value == 1 ? UInt64(value) : nil
    }
  }
}
